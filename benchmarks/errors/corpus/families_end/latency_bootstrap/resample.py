import random
import statistics

DATA = [4.1, 5.3, 3.8, 6.0, 5.1, 4.7, 5.5, 4.9, 6.2, 4.4]


def resample_median(seed):
    rng = random.Random(seed)
    return statistics.median(rng.choices(DATA, k=len(DATA)))


def interval(values, level=0.95):
    values = sorted(values)
    cut = int((1 - level) / 2 * len(values))
    return values[cut], values[-cut - 1]
