import socket

one = socket.socket()
one.bind(("127.0.0.1", 0))
one.listen()
two = socket.socket()
two.bind(one.getsockname())
