"""What takes the terminal for itself: the person's own editor, and a probe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported

from coresearch.core.errors import BadInput, CoresearchError
from coresearch.tui.desk import told
from coresearch.tui.widgets.detail import Mine
from coresearch.tui.wishes import EditWanted

if TYPE_CHECKING:
    from coresearch.tui.parts import Parts
    from coresearch.workbench.amending import Draft


def outside(app: App[object], doing: Callable[[], None]) -> None:
    """Do something on the terminal itself, without the interface.

    Raises:
        BadInput: there is no terminal of our own, as in a browser.
    """
    if app.is_headless:
        doing()
        return
    try:
        with app.suspend():
            doing()
    except SuspendNotSupported:
        raise BadInput("There is no terminal here that it could use.") from None
    app.refresh()


async def amend(screen: Parts, wanted: EditWanted) -> None:
    """Let the person change what is proposed, and show it to be accepted."""
    from coresearch.workbench import amending, editing

    shown = wanted.shown
    try:
        before = screen.inbox.detail.mine_of(shown.id)
        offered = await screen.desk.do(lambda project: amending.drafts(project, shown))
        folder = Path(before.folder) if before else editing.begin(offered)
        edited: list[Draft] = []
        outside(screen.app, lambda: edited.extend(editing.edit_all(offered, folder)))
        mine = amending.amended(shown, edited)
    except CoresearchError as fault:
        screen.transcript.say("fault", told(fault))
        return
    is_nothing = edited == offered or not (mine.changes.writes or mine.run)
    if before is None and is_nothing:
        editing.forget(folder)
        said = "You changed nothing. (An editor in a window must wait: code --wait)"
        screen.transcript.say("note", said, keep=False)
        screen.inbox.look_again()
        return
    screen.inbox.detail.keep_mine(Mine(mine, str(folder)))
    screen.inbox.look_again()


async def open_evidence(screen: Parts, wanted: EditWanted) -> None:
    """Show the person the file that a suggestion is about, at its line."""
    from coresearch.workbench import editing

    item = wanted.shown.suggestion
    file = screen.desk.root / item.path
    try:
        if not file.is_file():
            raise BadInput(f"There is no file {item.path}.")
        outside(screen.app, lambda: editing.edit(file, item.line))
    except CoresearchError as fault:
        screen.transcript.say("fault", told(fault))
    await screen.lookout.read()


async def write_in_editor(screen: Parts) -> None:
    """Let the person write the prompt in their editor."""
    try:
        written: list[str] = []
        text = screen.prompt.text
        outside(screen.app, lambda: written.append(_written(text)))
    except CoresearchError as fault:
        screen.transcript.say("fault", told(fault))
        return
    screen.prompt.put(written[0])
    screen.prompt.focus()


async def probe(screen: Parts) -> None:
    """Ask the items of a probe without the interface."""
    import subprocess
    import sys

    def ask() -> None:
        command = [sys.executable, "-m", "coresearch", "probe"]
        subprocess.run(command, cwd=screen.desk.start, check=False)
        sys.stdout.write("Enter goes back. ")
        sys.stdout.flush()
        sys.stdin.readline()

    try:
        outside(screen.app, ask)
    except CoresearchError as fault:
        screen.transcript.say("fault", told(fault))
    await screen.lookout.read()


def _written(text: str) -> str:
    """What the person makes of a text."""
    import tempfile

    from coresearch.workbench import editing

    with tempfile.TemporaryDirectory(prefix="coresearch-") as folder:
        file = Path(folder, "prompt.md")
        file.write_text(text, encoding="utf-8")
        editing.edit(file)
        return file.read_text(encoding="utf-8", errors="replace").strip()
