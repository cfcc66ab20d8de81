"""A piece of work that says a few lines and is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from coresearch.tui.desk import Desk, told
from coresearch.tui.jobs.asker import Asker
from coresearch.tui.jobs.mailbox import Arrived, Doing, Over, Said, Text

if TYPE_CHECKING:
    from coresearch.workbench.project import Project


class Doings:
    """A piece of work that says a few lines and is done."""

    def __init__(
        self,
        desk: Desk,
        doing: str,
        work: Callable[[Project], Iterator[Said | Text]],
        kind: str = "output",
        asker: Asker | None = None,
    ) -> None:
        """`kind` is what its texts are: `output` as it is, `reply` in Markdown.

        `asker` is what the work asks the person with, if it does.
        """
        self.kind = kind
        self._asker = asker or Asker()
        self.mailbox = self._asker.mailbox
        self._desk = desk
        self._work = work
        self.mailbox.put(Doing(doing))

    def stop(self) -> None:
        """It is over before anyone could, unless it waits for an answer."""
        self._asker.stop()

    def kill(self, note: str) -> None:
        """As `stop`."""
        self._asker.stop()

    def work(self) -> None:
        try:
            self._desk.now(self._all)
        except BaseException as fault:  # noqa: BLE001 - a thread's last resort
            self.mailbox.put(Said("fault", told(fault)))
        finally:
            self.mailbox.put(Arrived())
            self.mailbox.put(Over())

    def _all(self, project: Project) -> None:
        for said in self._work(project):
            self.mailbox.put(said)
