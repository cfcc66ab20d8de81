import numpy as np
import pandas as pd


def expression(n_samples, n_genes=50, seed=0):
    return np.random.default_rng(seed).lognormal(2, 0.5, (n_samples, n_genes))


samples = pd.read_csv("samples.csv")
clinical = pd.read_csv("clinical.csv")
expr = np.log2(expression(len(samples)) + 1)
print("expression", expr.shape)

meta = samples.merge(clinical, on="patient", how="left")
assert meta["stage"].notna().all(), "patients without clinical data"

late = (meta["stage"] == "III").to_numpy()
diff = expr[late].mean(0) - expr[~late].mean(0)
top = np.argsort(-np.abs(diff))[:5]
for gene in top:
    print(f"gene_{gene:02d} {diff[gene]:+.2f}")
