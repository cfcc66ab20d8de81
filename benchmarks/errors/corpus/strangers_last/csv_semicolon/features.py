def add_features(table):
    """Differences that the model uses."""
    table = table.copy()
    table["temp_range"] = table["temp_max"] - table["temp_min"]
    return table
