"""The parts of the work screen, for what is done there about what the person wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.screen import Screen

from coresearch.tui.desk import Desk
from coresearch.tui.lookout import Lookout
from coresearch.tui.view import Keystrokes
from coresearch.tui.widgets.inbox import InboxPane
from coresearch.tui.widgets.prompt import Prompt
from coresearch.tui.widgets.status import Status
from coresearch.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from coresearch.config import Settings


class Parts(Screen[None]):
    """A screen that has them; the work screen puts them in their places."""

    transcript = getters.query_one(Transcript)
    inbox = getters.query_one(InboxPane)
    prompt = getters.query_one(Prompt)
    status = getters.query_one(Status)
    lookout: Lookout

    def __init__(self, desk: Desk, settings: Settings, keystrokes: Keystrokes) -> None:
        """At work on `desk`."""
        super().__init__()
        self.desk = desk
        self.settings = settings
        self.keystrokes = keystrokes
