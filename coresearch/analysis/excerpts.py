"""Some cases whole: what they hold, what each arm answered, and how well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.analysis.cases import Cases
from coresearch.analysis.table import said
from coresearch.analysis.trials import rows_compared
from coresearch.core.text import one_line, shorten

_LONGEST = 300
"""Characters of one cell."""
_MOST_FEATURES = 8


def wrong_and_right(
    cases: Cases, arm: str, most_wrong: int, most_right: int
) -> tuple[list[int], list[int]]:
    """The cases on which an arm does worst, and some on which it does best.

    Of more than fit they are taken evenly over the table, so that none is chosen by
    its place.
    """
    scores = cases.scores.get(arm, ())
    known = [(s, case) for case, s in enumerate(scores) if s is not None]
    if not known:
        return [], []
    sign = -1 if cases.lower_is_better else 1
    ranked = sorted(known, key=lambda pair: (sign * pair[0], pair[1]))
    if cases.is_share:
        wrong = [case for score, case in known if score < 1]
        right = [case for score, case in known if score == 1]
    else:
        quarter = max(1, len(ranked) // 4)
        wrong = sorted(case for _, case in ranked[:quarter])
        right = sorted(case for _, case in ranked[-quarter:])
    return _evenly(wrong, most_wrong), _evenly(right, most_right)


def _evenly(found: Sequence[int], most: int) -> list[int]:
    if len(found) <= most:
        return list(found)
    return [found[k * len(found) // most] for k in range(most)]


def excerpts(cases: Cases, wanted: Sequence[int], names: Sequence[str]) -> list[str]:
    """A line for each of these cases; `names` are those of the table's rows."""
    table, roles = cases.table, cases.roles
    rows: dict[str, dict[str, int]] = {cases.names[case]: {} for case in wanted}
    arms = table.labels(roles.arm) if roles.arm else ["all"] * table.rows
    for row in rows_compared(table, roles):
        if names[row] in rows:
            rows[names[row]].setdefault(arms[row], row)
    return [_line(cases, case, rows[cases.names[case]]) for case in wanted]


def _line(cases: Cases, case: int, rows: dict[str, int]) -> str:
    return f"{one_line(cases.names[case])}: " + "; ".join(_parts(cases, case, rows))


def _parts(cases: Cases, case: int, rows: dict[str, int]) -> Iterator[str]:
    columns, roles = cases.table.columns, cases.roles
    first = cases.rows[case]
    for name in (*roles.features[:_MOST_FEATURES], roles.label):
        if name:
            yield f"{name} = {shorten(said(columns[name][first]), _LONGEST)}"
    for arm, row in rows.items():
        score = cases.scores[arm][case]
        told = "no score" if score is None else f"{score:.3g}"
        if roles.prediction:
            answer = shorten(said(columns[roles.prediction][row]), _LONGEST)
            told = f"{answer} ({told})"
        yield f"{one_line(arm)}: {told}"
