def halves(table, share):
    """The first rows for training, the rest for testing."""
    border = int(len(table) * share)
    return table.iloc[:border], table.iloc[border:]
