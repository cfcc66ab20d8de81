import pandas as pd


def prepared(path):
    table = pd.read_csv(path)
    features = table.drop("value", axis=1)
    labels = table["value"].copy
    return features, labels
