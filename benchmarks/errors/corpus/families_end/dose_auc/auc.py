"""Non-compartmental analysis: AUC, Cmax, Tmax per subject."""
import sys
import numpy as np
import pandas as pd


def log_conc_kernel(c, floor=0.0):
    return np.clip(np.asarray(c, dtype=float), floor, None)


def nca(t, c):
    i = int(np.argmax(c))
    area = np.trapz(log_conc_kernel(c), t)
    lam = -np.polyfit(t[-2:], np.log(c[-2:]), 1)[0]
    return {"cmax": c[i], "tmax": t[i], "auc": area, "auc_inf": area + c[-1] / lam}


def main(path):
    df = pd.read_csv(path)
    out = {}
    for subject, g in df.groupby("subject"):
        out[subject] = nca(g.t_h.to_numpy(), g.conc.to_numpy())
    print(pd.DataFrame(out).T.round(3))


if __name__ == "__main__":
    main(sys.argv[1])
