import pandas as pd
log = pd.DataFrame({"epoch": [1, 2, 3], "val_loss": [0.9, 0.7, 0.71]})
best = 0.8
if log["val_loss"] < best:
    print("improved")
