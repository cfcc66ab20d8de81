"""What the person ruled, carried out by the workbench; and their editor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported

from coresearch.core.errors import BadInput, CoresearchError
from coresearch.tui.desk import told
from coresearch.tui.widgets.inbox import InboxPane, Mine

if TYPE_CHECKING:
    from coresearch.tui.screens.work import WorkScreen
    from coresearch.workbench.decide import Draft
    from coresearch.workbench.project import Project


class Deciding:
    """One ruling: a piece of work that gives the kind and the text of what was done."""

    def __init__(self, ruled: InboxPane.Ruled) -> None:
        self._ruled = ruled

    def __call__(self, project: Project) -> tuple[str, str]:
        from coresearch.workbench import decide
        from coresearch.workbench.words import what_changed

        ruled, shown = self._ruled, self._ruled.shown
        ruling = decide.Ruling(ruled.reason, ruled.reason_asked, ruled.seconds)
        title = shown.suggestion.title
        match ruled.verdict:
            case "reject":
                decide.reject(project, shown, ruling)
                because = f": {ruled.reason}" if ruled.reason else ", without a reason"
                return "rejected", f"Rejected “{title}”{because}"
            case "later":
                decide.put_off(project, shown, ruling)
                return "note", f"Left for later: “{title}”"
        if ruled.is_mine:
            decide.amend(project, shown, ruling)
            writes, what = shown.changes.writes, "Accepted as amended"
        else:
            decide.accept(project, shown, ruling, ruled.hunks)
            chosen = ruled.hunks
            changes = shown.changes if chosen is None else shown.changes.choose(chosen)
            writes, what = changes.writes, "Accepted"
        back = "\nu takes it back." if writes else ""
        return "done", f"{what} “{title}”: {what_changed(writes)}.{back}"


def reversing(what: str) -> Callable[[Project], str]:
    """Undo or redo; what to say of it."""

    def work(project: Project) -> str:
        from coresearch.workbench import reverse
        from coresearch.workbench.words import what_changed

        done = (reverse.undo if what == "undo" else reverse.redo)(project)
        title = project.journal.suggestion(done.suggestion).title
        said = "Undone" if what == "undo" else "Redone"
        other = "U does it again" if what == "undo" else "u takes it back"
        return f"{said} “{title}”: {what_changed(done.writes)}.\n{other}."

    return work


# -- the editor ---------------------------------------------------------------------


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
        raise BadInput("There is no terminal here that an editor could use.") from None
    app.refresh()


async def amend(screen: WorkScreen, wanted: InboxPane.EditWanted) -> None:
    """Let the person change what is proposed, and show it to be accepted."""
    from coresearch.workbench import decide, editing

    shown = wanted.shown
    try:
        before = screen.inbox.mine_of(shown.id)
        offered = await screen.desk.do(lambda project: decide.drafts(project, shown))
        folder = Path(before.folder) if before else editing.begin(offered)
        edited: list[Draft] = []
        outside(screen.app, lambda: edited.extend(editing.edit_all(offered, folder)))
        mine = decide.amended(shown, edited)
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
    screen.inbox.show_mine(Mine(mine, str(folder)))


async def open_evidence(screen: WorkScreen, wanted: InboxPane.EditWanted) -> None:
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
    await screen.read()


async def write_in_editor(screen: WorkScreen) -> None:
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


def _written(text: str) -> str:
    """What the person makes of a text."""
    import tempfile

    from coresearch.workbench import editing

    with tempfile.TemporaryDirectory(prefix="coresearch-") as folder:
        file = Path(folder, "prompt.md")
        file.write_text(text, encoding="utf-8")
        editing.edit(file)
        return file.read_text(encoding="utf-8", errors="replace").strip()
