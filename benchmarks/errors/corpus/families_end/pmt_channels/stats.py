import math


class RunningStats:
    """Mean and spread of one detector channel."""

    values = []

    def __init__(self, name):
        self.name = name

    def add(self, v):
        self.values.append(float(v))

    @property
    def n(self):
        return len(self.values)

    def mean(self):
        return math.fsum(self.values) / self.n

    def sd(self):
        m = self.mean()
        return math.sqrt(math.fsum((v - m) ** 2 for v in self.values) / (self.n - 1))
