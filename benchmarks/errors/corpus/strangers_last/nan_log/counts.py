import pandas as pd
import torch


def load(path):
    """Log counts of the genes, and the response."""
    table = pd.read_csv(path)
    counts = torch.tensor(table[["g1", "g2", "g3"]].to_numpy(), dtype=torch.float32)
    return torch.log(counts), torch.tensor(table["response"].to_numpy(), dtype=torch.float32)
