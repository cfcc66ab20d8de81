def smooth(values):
    """Moving average over two values."""
    return [(a + b) / 2 for a, b in zip(values, values[1:])]
