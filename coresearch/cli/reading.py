"""What a model reads in results after the rules have had their say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coresearch.cli.asking import Wanted
from coresearch.core.errors import NoRepository

if TYPE_CHECKING:
    from coresearch.workbench.analyse import Report
    from coresearch.workbench.project import Project


def read_by_model(project: Project | None, report: Report, wanted: Wanted) -> list[str]:
    """Ask a model about results, telling it what the rules found; what waits then.

    What it claims beyond the numbers is handed back to it once, and no suggestion.

    Raises:
        NoRepository: there is no journal to keep what it is asked and says.
        ModelFault: the reply did not come, or not whole; what came has been shown.
    """
    from coresearch.cli.asking import chosen_for, exchange
    from coresearch.cli.session import settings_here
    from coresearch.workbench.analysis_told import judge_of, render_analysis

    here = _project(project)
    settings = settings_here()
    chosen = chosen_for(settings, _activity(here), wanted)
    rendered = render_analysis(here, report, chosen.context)
    heard = exchange(here, settings, chosen, rendered, wanted, judge_of(report))
    return [item.id for item in heard.placed if item.entry.state == "waiting"]


def say_what_it_gets(project: Project | None, report: Report, wanted: Wanted) -> None:
    """Print exactly what a model would be sent about results, and send nothing."""
    from coresearch.cli.asking import say_request, size_for
    from coresearch.cli.session import settings_here
    from coresearch.workbench.analysis_told import render_analysis

    here = _project(project)
    takes = size_for(settings_here(), _activity(here), wanted)
    say_request(render_analysis(here, report, takes))


def _project(project: Project | None) -> Project:
    if project is None:
        raise NoRepository(
            "No model is asked: what one is asked and says is kept in a repository's "
            "journal, and this folder belongs to none."
        )
    return project


def _activity(project: Project) -> str:
    from coresearch.prompts import load_prompt

    return load_prompt("analyse", project.checkout.home).activity
