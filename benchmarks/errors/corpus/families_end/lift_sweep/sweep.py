import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SOLVER = Path(__file__).parent / "bin" / "solve.sh"
ANGLES = [-2, 0, 2, 4, 6]


def lift(alpha):
    done = subprocess.run([str(SOLVER), str(alpha)], capture_output=True,
                          text=True, check=True)
    key, value = done.stdout.split()
    assert key == "CL"
    return float(value)


def main():
    with ThreadPoolExecutor(max_workers=2) as pool:
        for alpha, cl in zip(ANGLES, pool.map(lift, ANGLES)):
            print(f"alpha {alpha:+d} deg  CL {cl:+.3f}")


if __name__ == "__main__":
    main()
