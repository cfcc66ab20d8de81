import numpy as np
pixels = np.array([250, 251], dtype=np.uint8)
shifted = pixels + np.uint8(10)
assert shifted.max() > 255, f"clipped: {shifted}"
