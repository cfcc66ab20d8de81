import re

NAME = re.compile(r"scan_(?P<angle>\d+)deg\.dat$")


def parse_name(name):
    fields = NAME.match(name).groupdict()
    return int(fields["angle"])
