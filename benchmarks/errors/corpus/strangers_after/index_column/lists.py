import pandas as pd


def image_list(path):
    """Boxes by image."""
    return pd.read_csv(path, index_col="image_id", dtype=str)
