"""Change of the epidemic's final size when one parameter moves by 5%."""
import copy

from params import Params
from sir import final_size

base = Params(beta=0.3, gamma=0.1, n=10_000.0, i0=10.0)
reference = final_size(base)
print(f"reference final size {reference:.0f}")

for name in base.names():
    moved = copy.deepcopy(base).scale(name, 1.05)
    print(f"{name:6s} {100 * (final_size(moved) / reference - 1):+.2f}%")
