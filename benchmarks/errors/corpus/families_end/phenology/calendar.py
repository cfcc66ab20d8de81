"""Sowing and harvest windows of the trial sites."""

SOWING = {"Uppsala": (5, 10), "Lund": (4, 22), "Umea": (5, 28)}
HARVEST = {"Uppsala": (9, 2), "Lund": (8, 18), "Umea": (9, 12)}


def season_length(site, month_days=30.4):
    (m0, d0), (m1, d1) = SOWING[site], HARVEST[site]
    return (m1 - m0) * month_days + (d1 - d0)


def sites():
    return sorted(SOWING)
