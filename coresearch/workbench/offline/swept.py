"""The runs that a plan asks for, as a sweep of a script that is there."""

from __future__ import annotations

import shlex

from coresearch import __version__
from coresearch.audit.code import script_of
from coresearch.core.metric_names import direction
from coresearch.core.runs import ProposedRun
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.core.sweep.words import LANGUAGE
from coresearch.core.text import counted
from coresearch.critic.stated import Design
from coresearch.workbench.offline.forms import at

_ARMS = ("arm", "variant", "method", "condition", "model")
"""What an option that chooses the arm may be called."""


def sweep_of(plan: str, design: Design, script: str, text: str) -> Suggestion | None:
    """Each arm of `plan` over each of its seeds; None where it cannot be so run.

    It can where `script`, with this `text`, takes `--seed`, and the plan says how many.
    """
    read = script_of(script, text)
    options = {option.flag for option in read.options} if read else set()
    if "--seed" not in options or not design.seeds:
        return None
    arms = _arms(design, options)
    words = [script, "--seeds", f"0..{design.seeds - 1}"]
    if arms:
        words += ["--grid", f"{arms}={','.join(design.arms)}"]
    if metric := design.measure_name:
        goal = direction(metric)
        words += ["--metric", f"{metric}:{goal}" if goal else metric]
    number = design.seeds * (len(design.arms) if arms else 1)
    places = [Evidence(p.quote, plan, p.line, p.end_line) for p in design.passages]
    return Suggestion(
        Activity.EXECUTION,
        f"The {counted(number, 'run')} of {plan}, as a sweep of {script}",
        _reason(plan, design, script, arms),
        Origin(OriginKind.RULE, "form:sweep", __version__),
        evidence=tuple(places),
        effect=ProposedRun(shlex.join(words), LANGUAGE, cost=design.total),
    )


def _arms(design: Design, options: set[str]) -> str:
    """The parameter by which the arms are chosen; nothing where it cannot be told."""
    if len(design.arms) < 2 or any("," in arm for arm in design.arms):
        return ""
    return next((name for name in _ARMS if f"--{name}" in options), "")


def _reason(plan: str, design: Design, script: str, arms: str) -> str:
    place = at(plan, design.seeds_at) if design.seeds_at else ""
    said = f"The plan asks for {counted(design.seeds, 'seed')} {place}, and {script} "
    total = f" By the plan that takes {design.total}." if design.total else ""
    if arms:
        number = counted(len(design.arms), "arm")
        how = f"takes --seed and --{arms}, of which the plan names {number}."
        return f"{said}{how}{total}"
    return (
        f"{said}takes --seed. Which option chooses the arm cannot be told, so each "
        f"task runs the script as it is.{total}"
    )
