import argparse

import pandas as pd
import yaml
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder


def build(params):
    columns = ColumnTransformer(
        [("cat", OneHotEncoder(**params["encoder"]), ["district", "type"])],
        remainder="passthrough")
    return Pipeline([("columns", columns),
                     ("forest", RandomForestRegressor(**params["forest"]))])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--params", required=True)
    with open(ap.parse_args().params) as f:
        params = yaml.safe_load(f)
    table = pd.read_csv("prices.csv")
    model = build(params).fit(table.drop(columns="price"), table["price"])
    print(f"R2 on the training set {model.score(table.drop(columns='price'), table['price']):.3f}")


if __name__ == "__main__":
    main()
