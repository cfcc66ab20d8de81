import random


class Experiment:
    def __init__(self, settings):
        self.name = settings["name"]
        self.steps = settings["steps"]
        self.rate = settings["learning_rate"]

    def train(self):
        rng = random.Random(1)
        value = 1.0
        for step in range(self.steps):
            value -= self.rate * (value + rng.gauss(0, 0.1))
            print(f"{self.name} {step}: {value:.3f}")
