"""Draw docs/critique.svg and docs/interface.svg: the program as it looks.

Run it again after a change that shows: `python docs/picture.py` (needs the development
dependencies).
"""

from __future__ import annotations

import asyncio
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


async def interface() -> str:
    """The terminal interface with the same plan critiqued, and one suggestion shown."""
    from coresearch.config import Settings
    from coresearch.tui.app import CoresearchApp
    from coresearch.tui.start import desk_at
    from coresearch.workbench.demo import make_scratch_repository

    scratch = Path(tempfile.mkdtemp()) / EXAMPLE
    os.chdir(make_scratch_repository(EXAMPLE, scratch))
    app = CoresearchApp(desk_at(scratch), Settings())
    async with app.run_test(size=(124, 40)) as pilot:
        while not app.work.is_ready:
            await pilot.pause(0.1)
        app.work.sending.send("/critique plan.md")
        while not (app.work.inbox.shown and not app.work.sending.errands.current):
            await pilot.pause(0.1)
        app.work.inbox.rows.focus()
        app.work.inbox.rows.mark(4)
        await pilot.pause(1)
        return app.export_screenshot(title="coresearch")


def main() -> None:
    """Write the pictures beside this file."""
    folder = Path(__file__).parent.resolve()
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(transcript()))
    console.save_svg(str(folder / "critique.svg"), title="coresearch")
    (folder / "interface.svg").write_text(asyncio.run(interface()), encoding="utf-8")
    print(folder / "critique.svg", folder / "interface.svg")


if __name__ == "__main__":
    main()
