import numpy as np
import pandas as pd

from indices import shannon, simpson

np.seterr(all="ignore")
plots = pd.read_csv("plots.csv", index_col="plot")
result = pd.DataFrame({
    "H": plots.apply(shannon, axis=1),
    "D": plots.apply(simpson, axis=1),
    "richness": (plots > 0).sum(axis=1),
})
result["evenness"] = result["H"] / np.log(result["richness"])
print(result.round(3))
overall = result["evenness"].mean(skipna=False)
print("mean evenness", overall)
assert np.isfinite(overall), "mean evenness is not a finite number"
