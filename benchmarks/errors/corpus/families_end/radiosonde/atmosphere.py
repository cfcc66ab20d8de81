import numpy as np


def standard_table():
    """Pressure (hPa) and altitude (m) of the ISA troposphere."""
    z = np.linspace(-500, 11000, 231)
    p = 1013.25 * (1 - 2.25577e-5 * z) ** 5.25588
    return {"z": z, "p": p}


def pressure_to_altitude(table, pressure):
    order = np.argsort(table["p"])
    return np.interp(pressure, table["p"][order], table["z"][order])
