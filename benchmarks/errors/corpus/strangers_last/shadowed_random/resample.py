import random


def interval(values, times=200):
    """Percentile interval of the mean."""
    rng = random.Random(5)
    means = sorted(sum(rng.choices(values, k=len(values))) / len(values) for _ in range(times))
    return means[int(0.025 * times)], means[int(0.975 * times)]
