class Ranker:
    """Sorts, with a bias."""

    def __init__(self, bias):
        self.bias = bias

    def rank(self, values):
        return sorted(value + self.bias for value in values)
