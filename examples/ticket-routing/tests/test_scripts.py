"""The scripts can be started."""

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parent.parent


def test_it_starts():
    command = [sys.executable, "route.py", "--help"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
