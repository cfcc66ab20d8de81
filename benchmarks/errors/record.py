"""Run every script of the corpus and keep what it printed: `NAME.log`.

`python -m benchmarks.errors.record [NAME …]`, with a Python that has NumPy, and for
what strangers wrote pandas, scikit-learn and PyTorch too (`--python`). Scripts run in
an empty folder each.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 180


def main(arguments: Sequence[str] | None = None) -> None:
    """Run and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.errors.record")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--python", default=sys.executable)
    asked = parser.parse_args(arguments)
    for script in sorted(CORPUS.glob("*/*.py")):
        if asked.names and script.stem not in asked.names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "script.py")
            copy.write_bytes(script.read_bytes())
            text, code = run(copy, asked.python)
        for python in (Path(asked.python).absolute(), Path(asked.python).resolve()):
            text = text.replace(str(python.parent.parent), "/usr")
        script.with_suffix(".log").write_text(text.replace(folder, "/work/project"))
        print(f"{script.stem}: {code}")


def run(script: Path, python: str) -> tuple[str, int]:
    """What the script prints to both streams, and its exit code."""
    try:
        done = subprocess.run(
            [python, str(script)],
            cwd=script.parent,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return (late.output or b"").decode("utf-8", "replace"), 124
    return done.stdout.decode("utf-8", "replace"), done.returncode


if __name__ == "__main__":
    main()
