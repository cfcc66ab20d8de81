"""Resolution at the detector edge for a run."""
import argparse
from configparser import ConfigParser
from math import atan, sin


def wavelength(energy_kev):
    return 12.398 / energy_kev  # Angstrom


def settings(path):
    ini = ConfigParser()
    ini.read(path)
    beam, det = ini["beam"], ini["detector"]
    return {
        "wavelength": wavelength(beam.getfloat("energy_kev")),
        "distance": det.getfloat("distance_mm"),
        "radius": det.getfloat("centre_px") * det.getfloat("pixel_um") / 1000,
    }


def edge_resolution(wavelength, distance, radius):
    theta = 0.5 * atan(radius / distance)
    return wavelength / (2 * sin(theta))


ap = argparse.ArgumentParser()
ap.add_argument("--run", type=int, required=True)
ap.add_argument("--ini", default="beamline.ini")
args = ap.parse_args()
print("run", args.run)
print(f"edge resolution {edge_resolution(**settings(args.ini)):.2f} A")
