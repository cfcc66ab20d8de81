"""A person's view on a panel, asked for line by line at a terminal."""

from __future__ import annotations

from coresearch.cli import terminal
from coresearch.cli.output import Ink, advise, paint, say, wrapped
from coresearch.cli.panel.views import questions
from coresearch.core.errors import BadInput
from coresearch.core.panels import Panel, View
from coresearch.workbench.panel.interview import Line, check, lines_of, view_of
from coresearch.workbench.panel.roles import RoleQuestion


def interview(panel: Panel, asked: list[RoleQuestion]) -> View:
    """The view; what cannot be read is asked again, and nothing is lost by it.

    Raises:
        BadInput: the person left before the end of the questions about their view.
    """
    say(wrapped(paint(panel.question, Ink.STRONG)))
    for number, option in enumerate(panel.options, 1):
        say(wrapped(option, "     ", f"  {number}  "))
    lines = lines_of(panel, asked)
    said: dict[str, str] = {}
    for line in (one for one in lines if not one.role):
        said[line.key] = _until_read(panel, line)
    if asked:
        say(wrapped("What the roles ask. Enter leaves one open, Ctrl-D the rest."))
    for line in lines:
        if line.role:
            for told in questions([line.role]):
                say(told)
            answer = terminal.ask_line("  > ")
            if answer is None:
                break
            said[line.key] = answer
    return view_of(panel, lines, said)


def _until_read(panel: Panel, line: Line) -> str:
    """What the person says; asked again where it cannot be read."""
    while True:
        said = terminal.ask_line(f"{line.text}: ")
        if said is None:
            raise BadInput("You left before the end; no view was recorded.")
        try:
            check(panel, line, said)
        except BadInput as fault:
            advise(f"{fault.message} {fault.hint}")
        else:
            return said
