"""What a model says of a plan after the rules have had their say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coresearch.cli.asking import Format, Wanted
from coresearch.core.errors import BadInput
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.cli.replies import Heard
    from coresearch.workbench.critique import Report
    from coresearch.workbench.project import Project


def wanted_for(model: str, server: str, form: str, *, quiet: bool) -> Wanted:
    """Which model is asked, and how its reply is written.

    Raises:
        BadInput: in a form that has no place for a reply.
    """
    if form == "sarif":
        raise BadInput(
            "SARIF has no place for what a model says.",
            hint="Use --format json, or leave --model out.",
        )
    return Wanted(model, server, Format(form), quiet)


def second_look(project: Project, report: Report, wanted: Wanted) -> Heard:
    """Ask a model about a plan, telling it what the rules found.

    Raises:
        ModelFault: the reply did not come, or not whole; what came has been shown.
    """
    from coresearch.cli.asking import chosen_for, exchange
    from coresearch.cli.session import settings_here
    from coresearch.prompts import load_prompt
    from coresearch.workbench.question import render_question

    settings = settings_here()
    activity = load_prompt("critique", project.checkout.home).activity
    chosen = chosen_for(settings, activity, wanted)
    rendered = render_question(
        project,
        "critique",
        takes=chosen.context,
        plan=report.name,
        findings=_told(report),
    )
    return exchange(project, settings, chosen, rendered, wanted)


def _told(report: Report) -> str:
    """The findings, a line each, as the prompt has them."""
    lines: Sequence[str] = [
        f"- line {item.finding.line}: {one_line(item.finding.name)} ({item.state}). "
        f"{one_line(item.finding.message)}"
        for item in report.judged
    ]
    return "\n".join(lines)
