import argparse
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from kernels import KERNELS

X = np.linspace(0, 5, 30)
Y = np.sin(1.7 * X)


@dataclass
class Job:
    kernel: Any
    length: float
    noise: float = 1e-2


def log_evidence(job):
    d = np.abs(X[:, None] - X[None, :])
    K = job.kernel(d / job.length)
    K = K + job.noise * np.eye(len(X))
    sign, logdet = np.linalg.slogdet(K)
    return float(-0.5 * Y @ np.linalg.solve(K, Y) - 0.5 * logdet)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--kernel", choices=sorted(KERNELS), default="rbf")
    ap.add_argument("--workers", type=int, default=2)
    args = ap.parse_args()
    jobs = [Job(KERNELS[args.kernel], length) for length in (0.1, 0.3, 1.0, 3.0)]
    with ProcessPoolExecutor(args.workers) as pool:
        for job, value in zip(jobs, pool.map(log_evidence, jobs)):
            print(f"length {job.length:4.1f}  log evidence {value:9.2f}")


if __name__ == "__main__":
    main()
