"""The use cases, one file each: the only place from which an effect can happen."""
