import numpy as np

# noise for the figures
noise = np.linspace(0, 1, 50) ** 2
