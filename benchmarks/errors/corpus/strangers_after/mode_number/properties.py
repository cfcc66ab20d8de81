def unique_value(value):
    """One value, in small letters."""
    if isinstance(value, list):
        value = value[-1]
    return value.lower()
