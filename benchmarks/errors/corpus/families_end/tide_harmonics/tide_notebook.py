#!/usr/bin/env python
# coding: utf-8

# # Harmonic fit of the tide gauge

# In[1]:

import numpy as np
from scipy.optimize import curve_fit

M2 = 2 * np.pi / 12.4206  # rad / h
S2 = 2 * np.pi / 12.0

# In[3]:

rng = np.random.default_rng(11)
hours = np.arange(0, 24 * 15, 0.5)
raw = 1.2 * np.cos(M2 * hours + 0.4) + 0.4 * np.cos(S2 * hours - 1.1)
raw += 0.002 * hours + rng.normal(0, 0.05, hours.size)
print(f"{hours.size} samples, {hours[-1] / 24:.1f} days")

# In[7]:

def tide(t, a_m2, p_m2, a_s2, p_s2):
    return a_m2 * np.cos(M2 * t + p_m2) + a_s2 * np.cos(S2 * t + p_s2)

popt, pcov = curve_fit(tide, hours, level, p0=[1, 0, 0.5, 0])
perr = np.sqrt(np.diag(pcov))

# In[9]:

trend = np.polyfit(hours, raw, 1)
level = raw - np.polyval(trend, hours)
print(f"trend {trend[0] * 24 * 100:.2f} cm / day")

# In[8]:

for name, v, e in zip(["A_M2", "phi_M2", "A_S2", "phi_S2"], popt, perr):
    print(f"{name:7s} {v:+.3f} +- {e:.3f}")
print("rms residual", np.std(level - tide(hours, *popt)).round(4))
