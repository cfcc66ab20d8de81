"""What was counted, as plain text. Every rate stands beside its counts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from benchmarks.critic.rates import Rate, d_prime_interval
from benchmarks.critic.scoring import (
    Outcome,
    PlanResult,
    Score,
    missing_rules,
    scores,
    total,
    unplanted_rules,
    weakest,
    wrong,
)
from benchmarks.layout import table

_LONGEST_QUOTE = 240


def section(split: str, results: Sequence[PlanResult], rules: Sequence[str]) -> str:
    """Everything about one half of the corpus, but for its single misses and alarms."""
    parts = scores(results, rules)
    words = sum(len(result.plan.text.split()) for result in results)
    return "\n\n".join(
        (
            f"{split}: {len(results)} plans of {words} words together",
            score_table(parts),
            "\n".join(notes(results, total(parts))),
            _plan_table(results),
            "\n".join(_clean_findings(results)),
        )
    )


# -- rules --------------------------------------------------------------------------

_COLUMNS = (
    "rule", "found", "recall", "95 %", "placed",
    "alarms", "rate", "95 %", "d'", "on clean", "a page",
)  # fmt: skip


def score_table(parts: Sequence[Score]) -> str:
    """One row a rule, and one for all."""
    rows = [_score_row(part) for part in (*parts, total(parts))]
    return table(_COLUMNS, rows)


def _score_row(score: Score) -> tuple[str, ...]:
    return (
        score.name,
        *_rate_cells(score.found),
        _counts(score.placed),
        *_rate_cells(score.alarms),
        f"{score.d_prime:.2f}",
        str(score.clean),
        f"{score.per_page:.2f}",
    )


def _rate_cells(rate: Rate) -> tuple[str, str, str]:
    return _counts(rate), _percent(rate.share), _interval(rate)


def _counts(rate: Rate) -> str:
    return f"{rate.hits}/{rate.of}"


def _percent(share: float) -> str:
    return "-" if math.isnan(share) else f"{100 * share:.0f} %"


def _interval(rate: Rate) -> str:
    low, high = rate.interval()
    return f"{100 * low:.0f}–{100 * high:.0f}"


def notes(results: Sequence[PlanResult], overall: Score) -> Iterator[str]:
    """What the table cannot say in its columns."""
    low, high = d_prime_interval(overall.found, overall.alarms)
    yield f"d' over all: {overall.d_prime:.2f} ({low:.2f} to {high:.2f})"
    missing, unplanted = missing_rules(results), unplanted_rules(results)
    if missing:
        left_out = sum(len(result.untried) for result in results)
        yield (
            "Not in the critic, and in no figure here: "
            f"{', '.join(missing)} ({left_out} plants and controls)"
        )
    if unplanted:
        yield f"In the critic, and not tried by the corpus: {', '.join(unplanted)}"


def weakest_rules(parts: Sequence[Score]) -> str:
    """Where work pays most."""
    rows = [_score_row(part) for part in weakest(parts)]
    title = "Weakest rules (recall less false alarms, then findings on sound plans):"
    return f"{title}\n{table(_COLUMNS, rows)}"


# -- plans --------------------------------------------------------------------------


def _plan_table(results: Sequence[PlanResult]) -> str:
    header = ("plan", "pages", "found", "alarms", "on clean", "a page")
    return table(header, [_plan_row(result) for result in results])


def _plan_row(result: PlanResult) -> tuple[str, ...]:
    plants = [outcome for outcome in result.outcomes if outcome.entry.flaw]
    controls = [outcome for outcome in result.outcomes if not outcome.entry.flaw]
    clean, pages = len(result.clean), result.plan.pages
    return (
        result.plan.field,
        f"{pages:.1f}",
        f"{sum(outcome.reported for outcome in plants)}/{len(plants)}",
        f"{sum(outcome.reported for outcome in controls)}/{len(controls)}",
        str(clean),
        f"{clean / pages:.2f}",
    )


def _clean_findings(results: Sequence[PlanResult]) -> Iterator[str]:
    yield "Findings on sound plans, each to be judged by a person:"
    for result in results:
        for found in result.clean:
            yield (
                f"  {result.plan.field}.md:{found.line}  {found.rule} {found.name} "
                f"({found.severity}, {found.certainty:.2f}): {found.message}"
            )
            yield f"      > {_shortened(found.quote)}"
    if not any(result.clean for result in results):
        yield "  none"


def _shortened(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= _LONGEST_QUOTE else flat[: _LONGEST_QUOTE - 1] + "…"


# -- single entries -----------------------------------------------------------------


def misses(results: Sequence[PlanResult]) -> str:
    """Each plant that was not found, and why nothing was said."""
    return _listed("Plants not found", list(wrong(results, flaw=True)))


def alarms(results: Sequence[PlanResult]) -> str:
    """Each control that was reported, and what was reported."""
    return _listed("Controls reported", list(wrong(results, flaw=False)))


def _listed(title: str, outcomes: Sequence[Outcome]) -> str:
    lines = [f"{title}: {len(outcomes)}"]
    for outcome in outcomes:
        lines += _entry_lines(outcome)
    return "\n".join(lines)


def _entry_lines(outcome: Outcome) -> Iterator[str]:
    entry = outcome.entry
    yield f"  {entry.id} ({entry.wording}): {' '.join(entry.why.split())}"
    if entry.lines is not None:
        yield f"      at: {_shortened(entry.lines)}"
    if outcome.silence is not None:
        yield f"      {outcome.silence}"
    for found in outcome.new:
        yield f"      {found.line}–{found.end_line}: {found.message}"
        yield f"      > {_shortened(found.quote)}"
