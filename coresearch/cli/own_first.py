"""The person's own findings at the terminal, before the assistant's are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.output import advise, say, wrapped
from coresearch.core.errors import BadInput
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.core.first_answers import OwnFinding
    from coresearch.core.suggestions import Suggestion
    from coresearch.workbench.decide import Presented
    from coresearch.workbench.project import Project

OwnFirst = Annotated[
    bool,
    typer.Option("--own-first", help="Write what you find before you see the rest."),
]
_DECISIONS = 20
"""From which on it is asked, once, whether a person wants this now and then."""


def ask(project: Project, about: str, activity: str, question: str) -> list[OwnFinding]:
    """The person's own answers, one a line, put on record at once."""
    from coresearch.workbench.own_first import write

    say(wrapped(f"{question} One a line; an empty line ends."))
    texts: list[str] = []
    while said := terminal.ask_line(f"{len(texts) + 1}. "):
        texts.append(said)
    say()
    return write(project, about, activity, texts)


def ask_about_file(project: Project | None, files: Sequence[str]) -> list[OwnFinding]:
    """What the person would object to in the one file that is named.

    Raises:
        NeedsPerson, BadInput: nobody is there, or it is not one file of a repository.
    """
    terminal.require_person("Your own findings")
    if project is None or len(files) != 1:
        raise BadInput(
            "--own-first is for one file of a repository, at a terminal.",
            hint="coresearch critique plan.md --own-first",
        )
    name = project.relative(Path(files[0]))
    question = (
        f"What would you object to in {name}? With its line, such as 12: no seeds."
    )
    return ask(project, name, "design", question)


def compare(
    project: Project,
    own: Sequence[OwnFinding],
    shown: Iterable[tuple[str, Suggestion]],
) -> None:
    """Ask of each that may be the same whether it is; say how many were found alone."""
    from coresearch.workbench.own_first import matched
    from coresearch.workbench.words import found_alone

    pairs = list(shown)
    left = matched(project, own, pairs, _is_same)
    if pairs:
        say(found_alone(len(own) - len(left), len(pairs), len(left)))


def _is_same(mine: OwnFinding, item: Suggestion) -> bool:
    say()
    say(wrapped(f"Yours:  {one_line(mine.text)}", "        ", ""))
    theirs = one_line(f"{item.title}. {item.reason}")
    say(wrapped(f"Theirs: {theirs}", "        ", ""))
    return terminal.ask_yes("The same? [y/N] ")


def before(project: Project, shown: Presented) -> OwnFinding | None:
    """Ask for the person's own word on one suggestion's lines; None: not asked."""
    from coresearch.cli.render import place, quote
    from coresearch.workbench.own_first import answer, is_due

    if not is_due(project, shown):
        return None
    item = shown.suggestion
    say(place(item.path, item.line))
    for evidence in item.evidence:
        for line in quote(evidence.quote):
            say(line)
    said = terminal.ask_line("Before you see it: what would you say? (Enter: skip) ")
    say()
    return answer(project, shown, said) if said else None


def after(project: Project, shown: Presented, own: OwnFinding | None) -> None:
    """Ask whether the suggestion that is now on the screen says the same."""
    from coresearch.workbench.own_first import judge

    if own is None:
        return
    say()
    same = terminal.ask_yes(f"You said: {one_line(own.text)}. The same? [y/N] ")
    judge(project, shown, own, same=same)


def offer(project: Project, decided: int) -> None:
    """Ask once, of who has decided some, whether they want it now and then."""
    from coresearch.workbench.own_first import choose, wanted

    if decided < _DECISIONS or not terminal.is_there():
        return
    if wanted(project) is not None:
        return
    say()
    advise(
        "Whether you lean on suggestions too much or too little shows only if your "
        "own answer is there first. When you go through the inbox you could be asked "
        "for it before one suggestion in four or five, and before those that matter: "
        "a line each, which you may skip."
    )
    choose(project, on=terminal.ask_yes("Do you want that? [y/N] "))
    advise("You are not asked again; [mirror] own_first in your settings changes it.")
