"""Whether the arm that looks best was chosen on the data on which it is reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coresearch.analysis.claims import mean_said
from coresearch.analysis.contrasts import mean_of
from coresearch.analysis.outcomes import Outcome
from coresearch.analysis.reading import Reading
from coresearch.analysis.roles import Roles
from coresearch.analysis.table import Table
from coresearch.analysis.trials import trials_of
from coresearch.core.findings import Severity
from coresearch.core.text import one_line

_CHOOSING = ("val", "valid", "validation", "dev")
_REPORTED = ("test", "eval", "evaluation", "heldout", "held_out", "holdout")


def read_selection(table: Table, roles: Roles, outcome: Outcome) -> Iterator[Reading]:
    """Which arm the validation data would have chosen, and what it reached."""
    if roles.part.lower() not in _REPORTED or not outcome.direction:
        return
    parts = dict.fromkeys(table.labels([roles.split]))
    chosen_on = next((one for one in parts if one.lower() in _CHOOSING), "")
    known = {arm.name: arm for arm in outcome.arms if arm.mean is not None}
    if not chosen_on or len(known) < 2:
        return
    there = trials_of(table, replace(roles, part=chosen_on), outcome.metric)
    means = {
        name: mean_of(values).value
        for name in there.by_arm
        if name in known and (values := there.values(name))
    }
    if len(means) < 2:
        return
    pick = max if outcome.direction == "max" else min
    winner, best = pick(means, key=means.__getitem__), outcome.arms[0]
    if winner != best.name:
        metric = one_line(outcome.metric)
        yield Reading(
            "chosen-on-test",
            f"{one_line(chosen_on)} chooses another arm than {one_line(roles.part)}",
            f"By {metric} on {one_line(chosen_on)} the arm to choose is "
            f"{one_line(winner)}, which reaches {mean_said(known[winner])} on "
            f"{one_line(roles.part)}. The best there is {one_line(best.name)}, "
            f"{mean_said(best)}: to report that is to choose on the "
            f"{one_line(roles.part)} data.",
            Severity.HIGH,
            0.8,
            f"{metric}: {one_line(chosen_on)} chooses {one_line(winner)}, "
            f"{one_line(roles.part)} {one_line(best.name)}",
            next=f"Report {one_line(winner)}, or choose on other data.",
            source="REFORMS (Kapoor et al. 2024); Dodge et al. 2019",
        )
