import numpy as np

series = np.arange(10)
for t in range(8):
    print(series[t : t + 3].sum(), series[t + 3])
