from pathlib import Path
import numpy as np
Path("sensor.txt").write_text("time volt\n0.0 1.2\n0.1 1.3\n")
d = np.loadtxt("sensor.txt")
