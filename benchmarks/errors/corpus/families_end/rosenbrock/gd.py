"""Gradient descent with momentum on the Rosenbrock function."""
import sys
from dataclasses import dataclass

import numpy as np
import yaml


@dataclass
class Optimiser:
    lr: float
    momentum: float
    tol: float
    max_iter: int

    def minimise(self, grad, x):
        v = np.zeros_like(x)
        for it in range(self.max_iter):
            g = grad(x)
            if np.linalg.norm(g) < self.tol:
                return x, it
            v = self.momentum * v - self.lr * g
            x = x + v
        return x, self.max_iter


def rosenbrock_grad(a, b):
    def grad(x):
        return np.array([-2 * (a - x[0]) - 4 * b * x[0] * (x[1] - x[0] ** 2),
                         2 * b * (x[1] - x[0] ** 2)])
    return grad


with open(sys.argv[1]) as f:
    cfg = yaml.safe_load(f)
opt = Optimiser(**cfg["optimiser"])
x, n = opt.minimise(rosenbrock_grad(**cfg["problem"]), np.array(cfg["start"]))
print(f"{n} iterations, minimum at {x.round(4)}")
