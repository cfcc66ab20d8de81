"""`coresearch` alone, at a terminal: the interface opens in the repository."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

from coresearch.core.errors import CoresearchError, NoRepository, NotFound
from coresearch.tui.desk import Desk
from coresearch.tui.garbage import look_later

_ESCAPE = "50"
"""Milliseconds after which Esc is a key of its own, and not the beginning of another;
Textual would wait for twice as long before anything is stopped."""
_TURN = 0.0005
"""Seconds that a thread which computes may go on while the event loop waits: a key
takes several turns until it is echoed."""


def start() -> int:
    """Open the interface where the person stands; an exit code.

    Raises:
        NotFound: the folder is not there any more.
        BadInput: the settings cannot be read.
    """
    try:
        place = Path.cwd()
    except FileNotFoundError:
        raise NotFound(
            "The folder that you are in is not there any more.",
            hint="Go to your repository with cd.",
        ) from None
    code, first = 0, ""
    going: Path | None = place
    while going is not None:
        code, going = _open(going, first)
        if going is not None:
            os.chdir(going)
            first = "/critique plan.md"
    return code


def _open(place: Path, first: str) -> tuple[int, Path | None]:
    """Open it in a folder; the exit code, and where the person wants to go on."""
    look_later()
    os.environ.setdefault("ESCDELAY", _ESCAPE)
    sys.setswitchinterval(_TURN)
    search = _Search(place)
    # Textual takes a third of a second to import; git answers meanwhile.
    from coresearch.config import read_settings
    from coresearch.tui.app import CoresearchApp
    from coresearch.workbench.kept import Kept

    desk = search.found()
    settings = read_settings(desk.root if desk else None)
    theme = str(Kept(desk.folder).state().get("theme", "")) if desk else ""
    app = CoresearchApp(
        desk, settings, trouble=search.trouble, theme=theme, first=first
    )
    code = app.run()
    if desk is not None and desk.has_journal:
        _reveal(desk)
    return app.return_code or code or 0, app.next_place


def _reveal(desk: Desk) -> None:
    """What was planted and not decided is told before the person goes on."""
    from coresearch.workbench.plants import reveal_left

    with suppress(CoresearchError):
        for told in desk.now(reveal_left):
            sys.stderr.write(f"{told}\n")


def desk_at(place: Path) -> Desk:
    """The desk for the repository around `place`.

    Raises:
        NoRepository: there is none.
    """
    from coresearch.repo.checkout import find_checkout

    checkout = find_checkout(place)
    return Desk(place, checkout.root, checkout.home)


class _Search:
    """Looks for the repository beside other work."""

    def __init__(self, place: Path) -> None:
        self.trouble = ""
        self._place = place
        self._desk: Desk | None = None
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        try:
            self._desk = desk_at(self._place)
        except NoRepository as fault:
            self.trouble = f"{fault.message}\n{fault.hint}"

    def found(self) -> Desk | None:
        """The desk, or nothing; `trouble` then says why."""
        self._thread.join()
        return self._desk
