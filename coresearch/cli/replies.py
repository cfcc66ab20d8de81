"""A model's reply as a person sees it come."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from coresearch.cli.output import (
    Ink,
    advise,
    finish,
    on_terminal,
    paint,
    pour,
    tell,
    width,
)
from coresearch.cli.prose import Wrapping
from coresearch.cli.render import suggestion
from coresearch.cli.reply_view import Format, View
from coresearch.cli.status import Status
from coresearch.core.calls import Retrying
from coresearch.core.errors import ModelFault
from coresearch.core.replies.values import Problem
from coresearch.core.text import counted, printable
from coresearch.journal.queries import id_length, short
from coresearch.workbench.ask import (
    Closed,
    Mending,
    Prose,
    Shown,
    Suggested,
    Unusable,
    Writing,
)
from coresearch.workbench.decide import present
from coresearch.workbench.models import Chosen
from coresearch.workbench.project import Project
from coresearch.workbench.suggest import Placed
from coresearch.workbench.words import call_facts


@dataclass
class Heard:
    """What is known when an exchange has ended."""

    placed: list[Placed] = field(default_factory=list)
    fault: ModelFault | None = None

    def take(self, shown: Shown) -> None:
        """Remember what comes after."""
        if isinstance(shown, Suggested):
            self.placed.append(shown.placed)
        elif isinstance(shown, Closed) and shown.fault is not None:
            self.fault = shown.fault


def view(form: Format, project: Project, chosen: Chosen | None, *, quiet: bool) -> View:
    """The view for a form of output; `chosen` is None where no model is asked."""
    from coresearch.cli import reply_formats

    model = chosen.model if chosen else None
    match form:
        case Format.TEXT:
            return _Text(project, chosen, quiet=quiet)
        case Format.JSON:
            return reply_formats.AsJson(model)
        case Format.JSONL:
            return reply_formats.AsJsonLines(model)
        case Format.MARKDOWN:
            return reply_formats.AsMarkdown()


# -- for a person -------------------------------------------------------------------


class _Text(View):
    """Prose as it comes, suggestions whole, and on stderr what goes on."""

    def __init__(self, project: Project, chosen: Chosen | None, *, quiet: bool) -> None:
        self._project = project
        self._chosen = chosen
        self._quiet = quiet
        self._status = Status(quiet=quiet)
        self._ends = 2
        """How many line feeds were written last; two are an empty line."""
        self._wrapping = Wrapping(width()) if on_terminal() else None
        if chosen:
            self._status.show(f"Asking {printable(chosen.model)} …")

    def take(self, shown: Shown) -> None:
        match shown:
            case Prose(text):
                self._say(self._wrapped(printable(text)))
            case Writing(characters) if self._ends:
                self._status.show(f"{characters} characters …")
            case Suggested(placed):
                self._say_apart(_suggested(self._project, placed))
            case Unusable(problem):
                self._say_apart(_unusable(problem))
            case Mending(count):
                self._tell(f"Asking it to write {counted(count, 'part')} again …")
            case Retrying():
                self._tell(
                    f"{printable(shown.fault.message)} Asking again in "
                    f"{shown.seconds:g} s ({shown.attempt} of {shown.of})."
                )
            case Closed() if self._chosen:
                self._tell(
                    paint(call_facts(shown, self._chosen), Ink.QUIET, sys.stderr)
                )

    def end(self) -> None:
        self._end_line()

    def _say(self, text: str) -> None:
        """Write `text`; of empty lines one after the other, only one."""
        bare = text.lstrip("\n")
        gap = "\n" * min(len(text) - len(bare), 2 - self._ends)
        body = bare.rstrip("\n")
        ends = min(len(bare) - len(body), 2) if body else self._ends + len(gap)
        written = gap + body + "\n" * (ends if body else 0)
        if not written:
            return
        self._status.clear()
        pour(written)
        if on_terminal():
            finish()
        self._ends = ends

    def _wrapped(self, text: str) -> str:
        return self._wrapping.feed(text) if self._wrapping else text

    def _say_apart(self, lines: Iterable[str]) -> None:
        self._end_line()
        self._say("\n" + "\n".join(lines) + "\n\n")

    def _tell(self, text: str) -> None:
        self._end_line()
        if not self._quiet:
            tell(text)

    def _end_line(self) -> None:
        self._status.clear()
        if self._wrapping:
            self._say(self._wrapping.rest())
        if not self._ends:
            self._say("\n")
        finish()


def _suggested(project: Project, placed: Placed) -> Iterator[str]:
    digits = id_length(project.journal)
    if not placed.is_new:
        known = placed.earlier or f"it is {placed.entry.state} already"
        yield paint(f"Said before ({printable(known)}):", Ink.QUIET)
    yield from suggestion(present(project, placed.id), digits)


def _unusable(problem: Problem) -> Iterator[str]:
    yield paint(f"Not usable as it is: {printable(problem.reason)}", Ink.MEDIUM)
    for line in problem.text.split("\n"):
        yield f"  {printable(line)}"
    if problem.help:
        yield ""
        yield printable(problem.help)


def say_where(project: Project, placed: list[Placed]) -> None:
    """Where a person without a terminal finds what waits."""
    first = short(project.journal, placed[0].id)
    advise(
        f"{counted(len(placed), 'suggestion')} in the inbox. See one: "
        f"coresearch show {first}. Decide, at a terminal: coresearch inbox --walk"
    )
