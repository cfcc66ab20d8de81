"""Tables of costs: rows that must multiply out and totals that must be the sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coresearch.critic.budget import per_run_costs
from coresearch.critic.document import Table
from coresearch.critic.numbers import quantities
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan

SUM_ROW = Pattern(
    r"(?:sum|(?:grand )?total|together|altogether|in all|all told)\b"
    r"|.*\b(?:in all|altogether|in total)$"
)
LIMIT_ROW = Pattern(
    r"(?:ceiling|budget|limit|cap|grant(?:ed)?|available|allotment|allocat\w+|"
    r"allowance|quota|maximum|(?:ours|mine)\b.{0,20}(?:until|till|by|for)|we have|i h"
    r"ave"
    r"|booked|at our disposal)\b"
)
_HOURS_HEADER = Pattern(r"(?:gpu|node|core|cpu|machine|compute)?[- ]?(?:hours?|h)\b")
_DAYS_HEADER = Pattern(r"(?:gpu|node|core|cpu|machine)[- ]days?\b")
_COUNT_HEADER = Pattern(r"(?:runs?|seeds?|jobs|trainings|fits|how many|number)\b")
_NUMBER = r"(?:[€$£] ?)?\d[\d,]*(?:\.\d+)?"
_WORDS = r"(?: ?(?!x )[a-z€$£%-]+(?: [a-z-]+){0,2}?)?"
_CHAIN = Pattern(rf"{_NUMBER}{_WORDS}(?: ?[×x*·] ?{_NUMBER}{_WORDS})+")


_CURRENCIES = (
    ("€", "eur"), ("$", "usd"), ("£", "gbp"), ("eur", "eur"), ("usd", "usd"),
    ("dollar", "usd"), ("gbp", "gbp"), ("pound", "gbp"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowFault:
    """A line of a table whose amount does not follow from the rest."""

    line: int
    what: str
    right: float
    stated: float


@dataclass(frozen=True, slots=True)
class Column:
    index: int
    dimension: str
    hours: float


def row_faults(plan: Plan) -> Iterator[RowFault]:
    """Rows that do not multiply out, and totals that are not the sum."""
    for table in plan.document.tables:
        column = amount_column(table)
        if column is None:
            continue
        yield from _products(table, column)
        yield from _counts(plan, table, column)
        yield from _totals(table, column)


def amount_column(table: Table) -> Column | None:
    """The last column of money or hours."""
    for index in range(len(table.rows[0]) - 1, 0, -1):
        head = table.rows[0][index].lower()
        if "per " in head or "/" in head or "each" in head:
            continue
        filled = [r for r in table.rows[1:] if cell_number(r, index) is not None]
        if len(filled) < 2:
            continue
        for sign, unit in _CURRENCIES:
            if sign in head:
                return Column(index, unit, 1.0)
        if _DAYS_HEADER.search(head):
            return Column(index, "hours", 24.0)
        if _HOURS_HEADER.search(head):
            return Column(index, "hours", 1.0)
    return None


def cell_number(row: tuple[str, ...], index: int) -> float | None:
    """The number that a cell consists of."""
    if len(row) <= index:
        return None
    found = quantities(row[index].lower())
    return found[0].most if len(found) == 1 and not found[0].factors else None


def _products(table: Table, column: Column) -> Iterator[RowFault]:
    for number, row in enumerate(table.rows[1:], 2):
        stated = cell_number(row, column.index)
        if stated is None:
            continue
        for text in row[: column.index]:
            chain = _CHAIN.search(text.lower())
            right = _product(chain[0], column) if chain else None
            if chain and right and _differs(right, stated):
                yield RowFault(table.line + number, chain[0], right, stated)
            listed = None if chain else _each(text.lower())
            if listed and _differs(listed[0], stated):
                yield RowFault(table.line + number, listed[1], listed[0], stated)


_EACH = Pattern(r"(?:\bat )?[€$£]?\d[\d.]*(?: \w+)? (?:each|apiece)\b")


def _each(text: str) -> tuple[float, str] | None:
    """ "Three rounds, 2,400 households, 9.00 each": all of it multiplied."""
    found = quantities(text)
    if not _EACH.search(text) or len(found) < 2 or any(q.factors for q in found):
        return None
    value = 1.0
    for quantity in found:
        value *= quantity.value
    return value, " × ".join(f"{q.value:g}" for q in found)


def _product(chain: str, column: Column) -> float | None:
    """A product in the unit of the column, if one of its factors has that unit."""
    parts = [quantities(part.strip()) for part in re.split(r" ?[×*·] ?| x ", chain)]
    value, fitting = 1.0, False
    timed = [i for i, part in enumerate(parts) if part and part[0].hours is not None]
    for index, part in enumerate(parts):
        if len(part) != 1:
            return None
        value *= part[0].value
        # Of "6 weeks × 5 days × 6 h" only the last is a length of time.
        hours = part[0].hours if timed and index == timed[-1] else None
        if part[0].unit == column.dimension:
            fitting = True
        elif hours is not None and column.dimension == "hours":
            value *= hours / part[0].value / column.hours
            fitting = True
    return value if fitting else None


def _counts(plan: Plan, table: Table, column: Column) -> Iterator[RowFault]:
    """ "100 runs, 250 hours" where other rows and the text say five hours a run."""
    heads = [head.lower() for head in table.rows[0]]
    index = next((i for i, h in enumerate(heads) if i and _COUNT_HEADER.match(h)), None)
    costs = {c.amount for c in per_run_costs(plan) if c.dimension == column.dimension}
    if index is None or len(costs) != 1:
        return
    cost = costs.pop() / column.hours
    rows = [
        (number, cell_number(row, index), cell_number(row, column.index))
        for number, row in enumerate(table.rows[1:], 2)
    ]
    full = [(n, c * cost, a) for n, c, a in rows if c is not None and a is not None]
    wrong = [row for row in full if _differs(row[1], row[2])]
    if len(wrong) < len(full) - len(wrong):
        for number, right, stated in wrong:
            what = f"{right / cost:g} × {cost:g}"
            yield RowFault(table.line + number, what, right, stated)


def _totals(table: Table, column: Column) -> Iterator[RowFault]:
    total, summed = 0.0, False
    steps: list[str] = []
    for number, row in enumerate(table.rows[1:], 2):
        amount, label = cell_number(row, column.index), row[0].lower().strip("*_ ")
        if amount is None:
            continue
        if SUM_ROW.match(label) or LIMIT_ROW.match(label):
            over = total > amount * 1.011
            under = SUM_ROW.match(label) and total < amount * 0.989
            if steps and (over or under) and (len(steps) > 1 or summed):
                what = " + ".join(steps)
                yield RowFault(table.line + number, what, total, amount)
            if not SUM_ROW.match(label) or summed:
                return
            summed, total, steps = True, amount, [f"{amount:g}"]
            continue
        total += amount
        steps.append(f"{amount:g}")


def _differs(right: float, stated: float) -> bool:
    return abs(right - stated) > max(0.06 * right, 0.51)
