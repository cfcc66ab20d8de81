def ranking(table):
    """Models by accuracy, the best first."""
    ordered = table.sort_values("accuracy", ascending=False)
    return ordered[["model", "accuracy"]].to_string(index=False)
