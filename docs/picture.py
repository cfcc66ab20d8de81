"""Draw docs/critique.svg: the program as it looks, run in a real terminal.

Run it again after a change that shows: `python docs/picture.py` (needs the development
dependencies).
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

import pexpect
from rich.console import Console
from rich.text import Text

COLUMNS = 100
EXAMPLE = "label-noise"


def transcript() -> str:
    """What the terminal shows when a plan is critiqued and one suggestion looked at."""
    scratch = Path(tempfile.mkdtemp()) / "label-noise"
    program = f"{sys.executable} -m coresearch"
    environment = {**os.environ, "TERM": "xterm-256color"}
    pexpect.run(f"{program} demo {EXAMPLE} --folder {scratch}", env=environment)
    terminal = pexpect.spawn(
        f"{program} critique plan.md",
        cwd=str(scratch),
        env=environment,
        encoding="utf-8",
        dimensions=(60, COLUMNS),
    )
    terminal.expect_exact("one by one? [y/N] ")
    shown = "$ coresearch critique plan.md\n" + terminal.before + terminal.after + "y\n"
    terminal.sendline("y")
    terminal.expect_exact("y\r\n")
    terminal.expect_exact("[\x1b[1m?\x1b[0m]")
    shown += terminal.before + terminal.after
    terminal.close(force=True)
    return shown.replace("\r\n", "\n")


def main() -> None:
    """Write the picture beside this file."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(transcript()))
    target = Path(__file__).with_name("critique.svg")
    console.save_svg(str(target), title="coresearch")
    print(target)


if __name__ == "__main__":
    main()
