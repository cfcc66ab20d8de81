import numpy as np
fpr = np.array([0.0, 0.2, 1.0])
tpr = np.array([0.0, 0.7, 1.0])
print("AUC", np.trapz(tpr, fpr))
