def summary(table):
    return table["delay"].agg(["mean", "std"])
