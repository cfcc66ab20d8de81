"""Reports: drafted from the record, held against it, and made ready to read."""
