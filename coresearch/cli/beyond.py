"""Commands whose offline result a model is given, to go beyond it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coresearch.cli.asking import (
    Wanted,
    chosen_or_none,
    exchange,
    go_on,
    say_request,
    size_for,
)
from coresearch.cli.replies import Heard, view

if TYPE_CHECKING:
    from coresearch.core.replies.values import Proposal
    from coresearch.core.runs import Run
    from coresearch.core.suggestions import Suggestion
    from coresearch.prompts import Rendered
    from coresearch.workbench.project import Project


def ask_beyond(
    project: Project,
    name: str,
    question: str,
    found: Callable[[], str],
    wanted: Wanted,
    *,
    show_context: bool,
    plan: str = "",
    files: Sequence[str] = (),
    judge: Callable[[Proposal], str] = lambda proposal: "",
) -> Heard | None:
    """Ask the model the prompt `name`, with what was `found` without one.

    `files` are given as well, by their paths from the top; `judge` says why a
    suggestion may not be made, of one that may not.

    None where there is none, or none is wanted, and where only the question was shown.
    Whoever calls it goes on with what was heard.

    Raises:
        ModelFault: the reply did not come, or not whole; what came has been shown.
    """
    from coresearch.cli.session import settings_here
    from coresearch.prompts import load_prompt
    from coresearch.workbench.question import render_question

    settings = settings_here()
    activity = load_prompt(name, project.checkout.home).activity

    def rendered(takes: int | None) -> Rendered:
        return render_question(
            project,
            name,
            question,
            takes=takes,
            plan=plan,
            findings=found(),
            files=files,
        )

    if show_context:
        say_request(rendered(size_for(settings, activity, wanted)))
        return None
    chosen = chosen_or_none(settings, activity, wanted)
    if chosen is None:
        return None
    asked = rendered(chosen.context)
    return exchange(project, settings, chosen, asked, wanted, judge)


def scripts_named(project: Project, runs: Sequence[Run], most: int = 3) -> str:
    """The scripts that ran most, as a question names files; those that are there."""
    counts = Counter(run.request.path for run in runs if run.request.path)
    there = [
        path
        for path, _ in counts.most_common()
        if not re.search(r"\s", path) and (project.root / path).is_file()
    ]
    # A question names files from where the person stands.
    names = [f"@{os.path.relpath(project.root / path)}" for path in there[:most]]
    return f" What ran: {' '.join(names)}" if names else ""


def place_and_show(
    project: Project, suggestions: Sequence[Suggestion], wanted: Wanted, prose: str = ""
) -> None:
    """Put what was found without a model into the inbox, and show it."""
    from coresearch.workbench.ask import Prose, Suggested
    from coresearch.workbench.suggest import put_in_inbox

    heard = Heard()
    shows = view(wanted.form, project, None, quiet=wanted.quiet)
    try:
        if prose:
            shows.take(Prose(prose))
        for placed in put_in_inbox(project, suggestions):
            heard.take(Suggested(placed))
            shows.take(Suggested(placed))
    finally:
        shows.end()
    go_on(project, heard, wanted)
