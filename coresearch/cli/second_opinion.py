"""What a model says of a failure after the rules have had their say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coresearch.cli.asking import Wanted
from coresearch.cli.output import advise
from coresearch.core.errors import BadInput, NoRepository
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.workbench.diagnose import Report
    from coresearch.workbench.project import Project


def second_opinion(
    project: Project | None, report: Report, wanted: Wanted
) -> list[str]:
    """Ask a model about a failure, telling it what the rules found.

    The ids of what it suggests, as far as it waits.

    Raises:
        NoRepository: there is no journal to keep what it is asked and says.
        ModelFault: the reply did not come, or not whole; what came has been shown.
    """
    from coresearch.cli.asking import chosen_for, exchange
    from coresearch.cli.session import settings_here
    from coresearch.journal.failures import signature_of
    from coresearch.workbench.diagnose import link_causes
    from coresearch.workbench.failure_told import contradicted, render_failure

    here = _project(project, report)
    settings = settings_here()
    chosen = chosen_for(settings, _activity(here), wanted)
    rendered = render_failure(here, report, chosen.context)
    placed = exchange(here, settings, chosen, rendered, wanted).placed
    if report.run is not None:
        signature = signature_of(here.journal, report.run.id)
        link_causes(here, report.run, signature, [item.id for item in placed])
    for item, one in contradicted(report, placed):
        rule, said = one.diagnosis.rule.id, one_line(one.diagnosis.cause.message)
        advise(
            f"{item.id[:7]} changes the lines that {rule} would change, otherwise, and "
            f"does not say why. That rule says: {said}"
        )
    return [item.id for item in placed if item.entry.state == "waiting"]


def say_what_it_gets(project: Project | None, report: Report, wanted: Wanted) -> None:
    """Print exactly what a model would be sent about a failure, and send nothing."""
    from coresearch.cli.asking import say_request, size_for
    from coresearch.cli.session import settings_here
    from coresearch.workbench.failure_told import render_failure

    here = _project(project, report)
    takes = size_for(settings_here(), _activity(here), wanted)
    say_request(render_failure(here, report, takes))


def _project(project: Project | None, report: Report) -> Project:
    if project is None:
        raise NoRepository(
            "No model is asked: what one is asked and says is kept in a repository's "
            "journal, and this folder belongs to none."
        )
    if report.failure is None:
        raise BadInput("There is no failure in it to ask a model about.")
    return project


def _activity(project: Project) -> str:
    from coresearch.prompts import load_prompt

    return load_prompt("diagnose", project.checkout.home).activity
