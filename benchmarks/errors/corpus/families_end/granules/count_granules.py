import argparse

import numpy as np
import pandas as pd

from granules.segment import segment, simulate_frame

parser = argparse.ArgumentParser(description="Granules per frame")
parser.add_argument("--n-frames", type=int, default=10)
parser.add_argument("--seed", type=int, default=3)
args = parser.parse_args()

rng = np.random.default_rng(args.seed)
frames = [simulate_frame(rng) for _ in range(args.n_frames)]
print(f"loaded {len(frames)} frames of {frames[0].shape}")

rows = []
for i, frame in enumerate(frames):
    try:
        regions = segment(frame)
    except ValueError:
        continue  # saturated frame
    rows.append({"frame": i, "n": len(regions),
                 "mean_area": np.mean([r.area for r in regions])})

table = pd.DataFrame(rows)
print(table.to_string(index=False))
