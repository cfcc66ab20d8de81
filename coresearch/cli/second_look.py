"""What a model says of a plan after the rules have had their say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coresearch.cli.asking import Wanted
from coresearch.cli.reply_view import Format
from coresearch.core.errors import BadInput
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.cli.replies import Heard
    from coresearch.prompts import Rendered
    from coresearch.workbench.critique import Judged, Report
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

    settings = settings_here()
    chosen = chosen_for(settings, _activity(project), wanted)
    rendered = _rendered(project, report, chosen.context)
    return exchange(project, settings, chosen, rendered, wanted)


def say_what_it_gets(project: Project, report: Report, wanted: Wanted) -> None:
    """Print exactly what a model would be sent about a plan, and send nothing."""
    from coresearch.cli.asking import say_request, size_for
    from coresearch.cli.session import settings_here

    takes = size_for(settings_here(), _activity(project), wanted)
    say_request(_rendered(project, report, takes))


def _activity(project: Project) -> str:
    from coresearch.prompts import load_prompt

    return load_prompt("critique", project.checkout.home).activity


def _rendered(project: Project, report: Report, takes: int | None) -> Rendered:
    from coresearch.workbench.question import render_question

    return render_question(
        project, "critique", takes=takes, plan=report.name, findings=_told(report)
    )


def _told(report: Report) -> str:
    """The findings, a line each, as the prompt has them."""
    lines: Sequence[str] = [
        f"- line {item.finding.line}: {one_line(item.finding.name)} ({_state(item)}). "
        f"{one_line(item.finding.message)}"
        for item in report.judged
    ]
    return "\n".join(lines)


def _state(item: Judged) -> str:
    """What is new waits by the time that a model reads of it."""
    return "waiting" if item.state == "new" else item.state
