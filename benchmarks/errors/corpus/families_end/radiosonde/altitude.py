"""Ascent rate of a radiosonde from its pressure record."""
import sys

import numpy as np

from atmosphere import pressure_to_altitude, standard_table


def main(path):
    t, p = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
    table = standard_table()
    z = pressure_to_altitude(p, table)
    rate = np.polyfit(t, z, 1)[0]
    print(f"{z[0]:.0f} m to {z[-1]:.0f} m, ascent {rate:.2f} m/s")


main(sys.argv[1])
