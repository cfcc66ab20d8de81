import pandas as pd

TARGET = "event"


def load(path):
    return pd.read_csv(path).dropna()


def build_features(df):
    y = df[TARGET].to_numpy()
    df = df.drop(columns=TARGET)
    categorical = [c for c in df.columns if df[c].dtype == object]
    for col in categorical:
        dummies = pd.get_dummies(df[col], prefix=col, drop_first=True)
        df = pd.concat([df.drop(columns=col), dummies], axis=1)
    return df, y
