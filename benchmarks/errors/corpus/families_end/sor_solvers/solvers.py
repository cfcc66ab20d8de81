import numpy as np


def poisson_1d(n):
    A = 2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)
    return A, np.full(n, 1 / (n + 1) ** 2)


def relax(A, b, omega=1.0, n_iter=25, history=[]):
    """Successive over-relaxation; residual norm after each sweep."""
    x = np.zeros_like(b)
    for _ in range(n_iter):
        for i in range(len(b)):
            sigma = A[i] @ x - A[i, i] * x[i]
            x[i] += omega * ((b[i] - sigma) / A[i, i] - x[i])
        history.append(np.linalg.norm(b - A @ x))
    return x, history
