"""The git repository: where it is, reading and writing its files, starting one."""
