import random


def make_walk(drift):
    def walk(seed):
        rng = random.Random(seed)
        return sum(rng.gauss(drift, 1) for _ in range(100))

    return walk
