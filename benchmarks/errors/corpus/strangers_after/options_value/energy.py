def savings(period, options):
    """Seconds on and off."""
    duty = options.get("duty", 0.5)
    return period * duty, period * (1 - duty)
