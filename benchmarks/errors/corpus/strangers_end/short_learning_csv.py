import io
import numpy as np
log = io.StringIO("epoch,loss\n1,0.5\n2,0.4\n3,0.35\n")
results = np.loadtxt(log, delimiter=",", skiprows=1)
smooth = np.convolve(results[:, 3], np.ones(2) / 2, mode="same")
