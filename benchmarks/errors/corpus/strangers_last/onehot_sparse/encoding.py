import pandas as pd
from sklearn.preprocessing import OneHotEncoder


def one_hot(table, column):
    encoder = OneHotEncoder(sparse=False, dtype=int)
    values = encoder.fit_transform(table[[column]])
    return pd.DataFrame(values, columns=encoder.get_feature_names_out())
