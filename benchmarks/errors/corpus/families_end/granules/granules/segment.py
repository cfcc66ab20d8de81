"""Segmentation of stress granules in single-channel frames."""
import numpy as np
from scipy import ndimage as ndi


def smooth(frame, sigma=1.5):
    return ndi.gaussian_filter(frame.astype(float), sigma)


def segment(frame, min_area=12):
    from skimage.filters import threshold_otsu
    from skimage.measure import label, regionprops

    img = smooth(frame)
    mask = img > threshold_otsu(img)
    regions = regionprops(label(mask))
    return [r for r in regions if r.area >= min_area]


def simulate_frame(rng, n=15, size=128):
    frame = rng.poisson(5, (size, size)).astype(float)
    for cy, cx in rng.integers(8, size - 8, (n, 2)):
        frame[cy - 3:cy + 4, cx - 3:cx + 4] += 60
    return frame
