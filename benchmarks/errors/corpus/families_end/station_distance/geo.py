from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


def haversine(p, q):
    """Great-circle distance in km between (lat, lon) pairs in degrees."""
    dlat = radians(q[0] - p[0])
    dlon = radians(q[1] - p[1])
    lat1, lat2 = p[0], q[0]
    a = sin(dlat / 2) ** 2 + cos(lat1) * cos(lat2) * sin(dlon / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1, max(0, a))))
