import numpy as np
from scipy.optimize import curve_fit
t = np.linspace(0, 5, 30)
y = np.exp(-t) + 0.01
y[4] = np.nan
def decay(t, a, tau):
    return a * np.exp(-t / tau)
popt, pcov = curve_fit(decay, t, y)
