import numpy as np

scores = np.array([0.1, 0.9])
if scores > 0.5:
    print("good")
