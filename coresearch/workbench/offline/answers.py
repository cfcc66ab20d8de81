"""What can be done of `ask`, `brainstorm`, `design` and `draft` without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from coresearch.core.context import references_in
from coresearch.core.suggestions import Suggestion
from coresearch.repo.files import read_file
from coresearch.workbench.ask import Prose, Shown, Suggested
from coresearch.workbench.lessons import lesson
from coresearch.workbench.offline import idea
from coresearch.workbench.offline.forms import design_of, protocol, script
from coresearch.workbench.offline.places import answer
from coresearch.workbench.offline.swept import sweep_of
from coresearch.workbench.project import Project
from coresearch.workbench.question import from_top
from coresearch.workbench.suggest import put_in_inbox

AskPerson = Callable[[Sequence[idea.Question]], Mapping[str, str]]
"""Asks for what an idea lacks; what was answered, by label."""


def without_model(
    project: Project,
    name: str,
    question: str,
    target: str = "",
    ask: AskPerson | None = None,
) -> Iterator[Shown]:
    """What comes of the prompt `name`; `ask` where there is a person to be asked.

    Raises:
        NotFound, BadInput, ForbiddenPath, Refused: a file that is named cannot be used.
    """
    references = [from_top(project, found) for found in references_in(question)]
    files = [found.path for found in references if not found.is_pattern]
    plan = files[0] if files else ""
    match name:
        case "design":
            yield _suggested(project, protocol(project, question, plan))
            sweeps = (_swept(project, plan, path) for path in files[1:])
            yield from (_suggested(project, one) for one in sweeps if one)
        case "draft":
            named = project.relative(Path(target))
            one = _swept(project, plan, named) or script(project, plan, named)
            yield _suggested(project, one)
        case "brainstorm":
            yield from _idea(project, question, plan, ask)
        case _:
            yield from map(Prose, answer(project, question, references))


def _swept(project: Project, plan: str, path: str) -> Suggestion | None:
    """The plan's runs, as a sweep of a script that is there and takes seeds."""
    state = read_file(project.root, path) if path.endswith(".py") else None
    if state is None:
        return None
    text = state.content.decode("utf-8", "replace")
    return sweep_of(plan, design_of(project, plan), path, text)


def _suggested(project: Project, suggestion: Suggestion) -> Suggested:
    [placed] = put_in_inbox(project, [suggestion])
    return Suggested(placed)


def _idea(
    project: Project, question: str, plan: str, ask: AskPerson | None
) -> Iterator[Shown]:
    """Who had it before, and what it lacks, which a person is asked for."""
    note = " ".join(word for word in question.split() if not word.startswith("@"))
    if before := idea.had_before(project, note):
        yield Prose("Much like earlier ones, and what became of them:\n\n")
        yield from (Prose(lesson(project, entry)) for entry in before)
        yield Prose("\n")
    asked = idea.questions(design_of(project, plan))
    if ask is None:
        yield Prose("What an idea must say before it can be judged:\n\n")
        yield from (Prose(f"- {each.label}: {each.text}\n") for each in asked)
        return
    answers = ask(asked)
    if answers:
        yield _suggested(project, idea.as_suggestion(project, note, answers))
