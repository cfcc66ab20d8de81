"""The commands that ask a model, where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from coresearch.cli import terminal
from coresearch.cli.asking import Format, Wanted, go_on
from coresearch.cli.output import say, tell
from coresearch.cli.replies import Heard, view
from coresearch.core.context import references_in
from coresearch.core.suggestions import Suggestion
from coresearch.core.text import printable
from coresearch.workbench.ask import Prose, Shown, Suggested
from coresearch.workbench.lessons import lesson
from coresearch.workbench.offline import idea
from coresearch.workbench.offline.forms import design_of, protocol, script
from coresearch.workbench.offline.places import answer
from coresearch.workbench.project import Project
from coresearch.workbench.question import from_top
from coresearch.workbench.suggest import put_in_inbox


def work_without(
    project: Project, name: str, question: str, wanted: Wanted, target: str
) -> None:
    """Do what can be done of `ask`, `brainstorm`, `design` or `draft`, and show it.

    Raises:
        NotFound, BadInput, ForbiddenPath, Refused: a file that is named cannot be used.
    """
    heard = Heard()
    shows = view(wanted.form, project, None, quiet=wanted.quiet)
    try:
        for shown in _shown(project, name, question, wanted, target):
            heard.take(shown)
            shows.take(shown)
    finally:
        shows.end()
    go_on(project, heard, wanted)


def _shown(
    project: Project, name: str, question: str, wanted: Wanted, target: str
) -> Iterator[Shown]:
    references = [from_top(project, found) for found in references_in(question)]
    files = [found.path for found in references if not found.is_pattern]
    plan = files[0] if files else ""
    match name:
        case "design":
            yield _suggested(project, protocol(project, question, plan))
        case "draft":
            named = project.relative(Path(target))
            yield _suggested(project, script(project, plan, named))
        case "brainstorm":
            yield from _idea(project, question, plan, wanted)
        case _:
            yield from map(Prose, answer(project, question, references))


def _suggested(project: Project, suggestion: Suggestion) -> Suggested:
    [placed] = put_in_inbox(project, [suggestion])
    return Suggested(placed)


def _idea(
    project: Project, question: str, plan: str, wanted: Wanted
) -> Iterator[Shown]:
    """Who had it before, and what it lacks, which at a terminal is asked for."""
    note = " ".join(word for word in question.split() if not word.startswith("@"))
    if before := idea.had_before(project, note):
        yield Prose("Much like earlier ones, and what became of them:\n\n")
        yield from (Prose(lesson(project, entry)) for entry in before)
        yield Prose("\n")
    asked = idea.questions(design_of(project, plan))
    if not terminal.is_there() or wanted.form is not Format.TEXT:
        yield Prose("What an idea must say before it can be judged:\n\n")
        yield from (Prose(f"- {each.label}: {each.text}\n") for each in asked)
        return
    yield Prose("An empty answer leaves it out; Ctrl-D ends the questions.\n\n")
    answers = _answers(asked)
    for remark in idea.remarks(answers):
        tell(printable(remark))
    if answers:
        yield _suggested(project, idea.as_suggestion(project, note, answers))


def _answers(asked: list[idea.Question]) -> Mapping[str, str]:
    answers: dict[str, str] = {}
    for each in asked:
        say(printable(each.text))
        said = terminal.ask_line(f"{each.label}: ")
        if said is None:
            break
        if said:
            answers[each.label] = said
    return answers
