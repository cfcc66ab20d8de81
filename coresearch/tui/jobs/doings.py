"""A piece of work that says a few lines and is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from coresearch.tui.desk import Desk, told
from coresearch.tui.jobs.mailbox import Arrived, Doing, Mailbox, Over, Said, Text

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
    ) -> None:
        """`kind` is what its texts are: `output` as it is, `reply` in Markdown."""
        self.kind = kind
        self.mailbox = Mailbox()
        self._desk = desk
        self._work = work
        self.mailbox.put(Doing(doing))

    def stop(self) -> None:
        """It is over before anyone could."""

    def kill(self, note: str) -> None:
        """It is over before anyone could."""

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
