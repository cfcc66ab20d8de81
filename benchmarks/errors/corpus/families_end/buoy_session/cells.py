CELLS = {
    "load": """
import numpy as np
sst = np.array([11.2, 11.9, 12.4, 13.1, 13.8, -99.0, 14.0])
clim = np.array([284.0, 284.6, 285.2, 285.9, 286.5, 286.9, 287.2])
bad = sst < -50
""",
    "to_kelvin": """
sst = sst + 273.15
""",
    "qc": """
sst[bad] = np.nan
print("usable", int((~np.isnan(sst)).sum()), "of", sst.size)
""",
    "anomaly": """
anom = sst - clim
""",
    "report": """
mean = np.nanmean(anom)
print(f"mean anomaly {mean:+.2f} K")
assert abs(mean) < 5, f"anomaly of {mean:.1f} K is not physical"
""",
}
