"""The commands that ask a model, where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coresearch.cli import terminal
from coresearch.cli.asking import Wanted, go_on
from coresearch.cli.output import advise, say, wrapped
from coresearch.cli.replies import Heard, view
from coresearch.cli.reply_view import Format
from coresearch.workbench.offline import idea
from coresearch.workbench.offline.answers import without_model
from coresearch.workbench.project import Project


def work_without(
    project: Project, name: str, question: str, wanted: Wanted, target: str
) -> None:
    """Do what can be done of `ask`, `brainstorm`, `design` or `draft`, and show it.

    Raises:
        NotFound, BadInput, ForbiddenPath, Refused: a file that is named cannot be used.
    """
    heard = Heard()
    shows = view(wanted.form, project, None, quiet=wanted.quiet)
    can_ask = terminal.is_there() and wanted.form is Format.TEXT
    ask = _answers if can_ask else None
    try:
        for shown in without_model(project, name, question, target, ask):
            heard.take(shown)
            shows.take(shown)
    finally:
        shows.end()
    go_on(project, heard, wanted)


def _answers(asked: Sequence[idea.Question]) -> Mapping[str, str]:
    say(wrapped("An empty answer leaves it out; Ctrl-D ends the questions.") + "\n")
    answers: dict[str, str] = {}
    for each in asked:
        say(wrapped(each.text))
        said = terminal.ask_line(f"{each.label}: ")
        if said is None:
            break
        if said:
            answers[each.label] = said
    for remark in idea.remarks(answers) if answers else ():
        advise(remark)
    return answers
