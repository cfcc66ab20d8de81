def bar_data(table):
    """Pairs of label and height for the bar chart."""
    ordered = table.sort_values("rt")
    return list(zip(ordered["subject"], ordered["rt"]))
