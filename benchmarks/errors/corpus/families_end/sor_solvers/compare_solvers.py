import pandas as pd

from solvers import poisson_1d, relax

N_ITER = 25
A, b = poisson_1d(20)

residuals = {}
for omega in (1.0, 1.5, 1.8):
    x, history = relax(A, b, omega=omega, n_iter=N_ITER)
    residuals[f"omega={omega}"] = list(history)
    print(f"omega {omega}: final residual {history[-1]:.2e}")

table = pd.DataFrame(residuals, index=range(1, N_ITER + 1))
print(table.iloc[[0, 9, 24]])
