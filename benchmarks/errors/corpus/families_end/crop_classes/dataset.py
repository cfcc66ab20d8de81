import pandas as pd
import torch
from torch.utils.data import TensorDataset


def load_crops(path):
    df = pd.read_csv(path)
    bands = [c for c in df.columns if c.startswith("ndvi")]
    x = torch.tensor(df[bands].to_numpy(), dtype=torch.float32)
    labels = torch.tensor(df["crop"].to_numpy())
    return TensorDataset(x, labels), len(bands)
