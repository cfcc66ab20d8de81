"""An analysis for other programs: JSON and Markdown."""

from __future__ import annotations

import json
import math
from typing import Any

from coresearch.analysis.analysis import CaseReport
from coresearch.analysis.outcomes import Comparison, Outcome, improvement_in
from coresearch.analysis.slices import Loss
from coresearch.workbench.analyse import Report, Told

SCHEMA_VERSION = 1
"""Raised when a field of the JSON changes its meaning or goes."""
_MOST_EXPLAINED = 100
"""Comparisons whose power is computed."""


def as_json(report: Report) -> str:
    """One object on one line."""
    found = report.analysis
    value = {
        "schema_version": SCHEMA_VERSION,
        "name": report.name,
        "headline": found.headline,
        "metrics": [_outcome(outcome) for outcome in found.outcomes],
        "cases": _cases(found.cases) if found.cases else None,
        "readings": [_reading(one) for one in report.told],
        "predictions": [
            {"claim": one.claim, "outcome": one.outcome} for one in report.resolved
        ],
        "curves": [
            {
                "arm": curve.arm,
                "points": [
                    [p.step, p.mean, p.low, p.high, p.count] for p in curve.points
                ],
            }
            for curve in found.curves
        ],
        "notes": list(found.notes),
    }
    return json.dumps(_finite(value), ensure_ascii=True, allow_nan=False)


def _finite(value: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """What JSON can hold: no number that is none."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "metric": outcome.metric,
        "better": {"max": "higher", "min": "lower"}.get(outcome.direction),
        "interval": "bootstrap" if outcome.bootstrap else "t",
        "tasks": len({trial.task for trial in outcome.trials.trials}),
        "arms": [
            {
                "arm": arm.name,
                "runs": arm.asked,
                "failed": arm.failed,
                "missing": arm.missing,
                "mean": arm.mean,
                "low": arm.low,
                "high": arm.high,
                "sd": arm.spread,
                "iqm": arm.middle,
                "iqm_low": arm.middle_low,
                "iqm_high": arm.middle_high,
            }
            for arm in outcome.arms
        ],
        "comparisons": [
            _comparison(outcome, one, explained=number < _MOST_EXPLAINED)
            for number, one in enumerate(outcome.comparisons)
        ],
    }


def _comparison(
    outcome: Outcome, one: Comparison, *, explained: bool
) -> dict[str, Any]:
    found = one.contrast
    return {
        "first": one.first,
        "second": one.second,
        "difference": one.difference,
        "low": one.low,
        "high": one.high,
        "p": one.p,
        "p_holm": one.corrected,
        "comparisons": one.family,
        "verdict": one.verdict,
        "paired": found.paired,
        "over_tasks": found.over_tasks,
        "seeds_averaged_over_tasks": found.averaged,
        "runs_or_pairs": found.figure.count,
        "tasks": found.tasks,
        "sd_of_runs": found.spread,
        "smallest_detectable": one.detectable if explained else None,
        "runs_needed": one.needed if explained else None,
        "if_lost_runs_were_worst": one.pessimistic,
        "probability_of_improvement": improvement_in(outcome, one)
        if explained
        else None,
    }


def _cases(told: CaseReport) -> dict[str, Any]:
    names, changed, copies = told.cases.names, told.changes, told.duplicates
    return {
        "count": len(names),
        "worst": [{"case": names[case], "mean": mean} for case, mean in told.worst],
        "changed": changed
        and {
            "from": changed.first,
            "to": changed.second,
            "better": changed.better,
            "worse": changed.worse,
            "of": changed.both,
            "p": changed.p,
            "most": [
                {"case": names[case], "difference": difference}
                for case, difference in changed.most
            ],
        },
        "slices": [_loss(one) for one in told.lost],
        "slices_of_failures": [_loss(one) for one in told.failing],
        "duplicates": copies
        and {
            "columns": list(copies.columns),
            "tested": copies.tested,
            "also_in_training": copies.in_both,
            "with_two_labels": copies.contradicting,
            "rows": [list(pair) for pair in copies.pairs],
        },
        "calibration": [
            {
                "arm": one.arm,
                "count": one.count,
                "confidence": one.sure,
                "right": one.right,
                "gap": one.gap,
                "low": one.low,
                "high": one.high,
                "brier": one.brier,
                "bins": [
                    [each.stated, each.came_true, each.low, each.high, each.count]
                    for each in one.bins
                ],
            }
            for one in told.calibrations
        ],
        "confusions": [
            {
                "arm": one.arm,
                "right": one.right,
                "total": one.total,
                "counts": [
                    [label, answer, count]
                    for (label, answer), count in one.counts.most_common(400)
                ],
            }
            for one in told.confusions
        ],
        "doubtful_labels": {
            "count": told.doubtful,
            "shown": [
                {"row": one.row, "label": one.label, "predicted": one.said}
                for one in told.doubts
            ],
        },
    }


def _loss(one: Loss) -> dict[str, Any]:
    return {
        "slice": one.slice.what,
        "cases": len(one.slice.cases),
        "difference": one.value,
        "low": one.low,
        "high": one.high,
        "p": one.p,
        "p_holm": one.corrected,
        "tried": one.tried,
    }


def _reading(one: Told) -> dict[str, Any]:
    reading = one.reading
    return {
        "id": one.placed.id if one.placed else None,
        "state": one.placed.entry.state if one.placed else "unkept",
        "rule": reading.rule,
        "title": reading.title,
        "message": reading.message,
        "severity": reading.severity,
        "certainty": reading.certainty,
        "next": reading.next,
        "question": reading.question,
        "source": reading.source,
        "runs": list(reading.runs),
    }
