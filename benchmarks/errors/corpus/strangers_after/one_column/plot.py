import numpy as np

from series import smooth

values = np.loadtxt("series.txt")
for i in range(2):
    print(smooth(values[:, i])[:3])
