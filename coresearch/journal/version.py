"""By what a database is known as ours, and how new it is."""

VERSION = 13
"""The newest version of the database that this program knows."""

APPLICATION_ID = 0x636F7265  # "core", so that `file` and we know the database as ours
