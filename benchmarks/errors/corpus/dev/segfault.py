import ctypes
import faulthandler

faulthandler.enable()


def lookup(address):
    return ctypes.string_at(address)


print(lookup(0))
