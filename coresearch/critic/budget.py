"""What the plan may spend and what it will: the numbers, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coresearch.critic.arms import Arms, Repeats, arm_table, arms, repeats
from coresearch.critic.clauses import negated
from coresearch.critic.limits import BUDGET_WORD, SPENDING
from coresearch.critic.numbers import MACHINE_TIME, MONEY, TIME, Quantity, quantities
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Plan

PER_RUN = Pattern(
    r"(?:[ (,]*(?:of compute |of gpu time |of training |on (?:one|a|an|1|"
    r"a single) [\w-]+ |gpu )?"
    r"(?:per|for each|for every|for one|a|each|/) ?(?:\w+ )?(?:run|seed|training"
    r"(?: run)?|job"
    r"|model|arm and seed|configuration|cell|trial|replicate|repeat)s?\b"
    r"|[ ]?(?:each|apiece)\b)"
)
_PER_RUN_BEFORE = Pattern(
    r"\b(?:(?:each|one|every|a single|a|per)(?: \w+)? (?:run|seed|training|job|"
    r"model|trial"
    r"|configuration|cell|replicate)(?: run)?s?|runs?|training)"
    r"(?: (?:of|on) [\w -]{1,30}?)? (?:takes?|costs?|needs?|lasts?|requires?|"
    r"uses?|consumes"
    r"?|is|runs? for|trains for|will take|should take) (?:about |roughly |around |some "
    r"|approximately |≈ ?|~ ?|up to |us )*$"
)
_OPERATOR_BEFORE = Pattern(r"[×x*·=/] ?$")
_OPERATOR_AFTER = Pattern(r" ?[×x*·] ?\d")
_NO_BUDGET = Pattern(r"\b(?:per|each|every|takes?|costs? about|lasts?)\b")


_BUDGET_LINE = Phrases(
    r"(?:(?:compute|time|gpu|api|total|overall|cost) )?budget"
    r"(?::| is| of| at most)(?= )"
    r" | at most <[^>\n]{1,60}>"
)


@dataclass(frozen=True, slots=True)
class Spending:
    """An amount in one dimension: hours of machines, or a currency."""

    amount: float
    number: Quantity

    @property
    def dimension(self) -> str:
        """`hours` or the currency."""
        return "hours" if self.number.unit in TIME else self.number.unit


def _amount(quantity: Quantity) -> float | None:
    if quantity.unit in MONEY:
        return quantity.most
    if quantity.unit in TIME and quantity.hours is not None:
        return (
            quantity.hours * quantity.most / quantity.value if quantity.value else None
        )
    return None


def per_run_costs(plan: Plan) -> Iterator[Spending]:
    """What one run costs, as stated in prose."""
    for quantity in plan.quantities:
        amount = _amount(quantity)
        if amount is None or quantity.factors:
            continue
        sentence = plan.document.sentence_at(quantity.start)
        before = plan.low[max(sentence.start, quantity.start - 80) : quantity.start]
        after = plan.low[quantity.end : min(sentence.end, quantity.end + 50)]
        if PER_RUN.match(after) or _PER_RUN_BEFORE.search(before):
            yield Spending(amount, quantity)


def budgets(plan: Plan) -> Iterator[Spending]:
    """The stated limits."""
    yield from _unitless_limits(plan)
    for quantity in plan.quantities:
        amount = _amount(quantity)
        sentence = plan.document.sentence_at(quantity.start)
        if amount is None or sentence.section in plan.unassessed or sentence.row >= 0:
            continue
        words = plan.words(sentence)
        at, end = quantity.start - sentence.start, quantity.end - sentence.start
        near = words[max(0, at - 60) : end + 40]
        titled = "budget" in plan.document.sections[sentence.section].title.lower()
        if not titled and not BUDGET_WORD.search(near):
            continue
        if PER_RUN.match(words[end:]) or _PER_RUN_BEFORE.search(words[:at]):
            continue
        if _NO_BUDGET.search(words[max(0, at - 25) : end + 12]):
            continue
        if _OPERATOR_BEFORE.search(words[:at]) or _OPERATOR_AFTER.match(words, end):
            continue
        if (
            quantity.unit in TIME - MACHINE_TIME
            and re.search(
                r"\b(?:week|month|day|calendar|after|within|by|first)\b",
                words[max(0, at - 15) : end + 10],
            )
            and quantity.unit in ("days", "weeks", "months")
        ):
            continue  # a calendar limit says nothing about machine time
        if not negated(words, (at, end)):
            yield Spending(amount, quantity)


_PLAIN_LIMIT = Pattern(
    r"\b(?:grants?|granted|caps?|capped at|limit(?: is| of|:)?|budget(?: is| of|"
    r":)?|allows?"
    r"|quota(?: is| of|:)?) (?:us |about |only )?(?:is |of |at )?$"
)


def _unitless_limits(plan: Plan) -> Iterator[Spending]:
    """As in "400 core-hours; the cluster grants 300", with the sentence's unit."""
    for quantity in plan.counted(""):
        sentence = plan.document.sentence_at(quantity.start)
        before = plan.low[max(sentence.start, quantity.start - 40) : quantity.start]
        if not sentence.is_prose or not _PLAIN_LIMIT.search(before):
            continue
        others = plan.quantities_in(sentence.start, quantity.start)
        timed = [q for q in others if q.unit in MACHINE_TIME]
        if timed:
            unit = timed[-1].unit
            amount = quantity.value * (24.0 if unit == "gpu-days" else 1.0)
            yield Spending(amount, replace(quantity, unit=unit))


def states_spending(plan: Plan) -> bool:
    """Whether the plan says anywhere what time or money it will take."""
    if plan.says(_BUDGET_LINE):
        return True
    for quantity in plan.quantities:
        limited = quantity.unit in ("calls", "tokens")
        if _amount(quantity) is None and not limited:
            continue
        words = plan.words(plan.document.sentence_at(quantity.start))
        if quantity.unit in MACHINE_TIME or (limited and _CALLS_LIMITED.search(words)):
            return True
        if quantity.unit in MONEY:
            if not _WAGE.search(words):
                return True
        elif not limited and SPENDING.search(words) and _MACHINE.search(words):
            return True
    return _MACHINE_COLUMN.search(plan.low) is not None


# "22 euros an hour" pays a person; "a gap of three hours" is no machine's time.
_WAGE = Pattern(
    r"\b(?:paid|pays?|payment|an hour|participants?|voucher|compensat\w+)\b|[\\{]"
)  # a brace or a backslash: what looks like dollars is a formula
_CALLS_LIMITED = Pattern(r"\b(?:budget|quota|total|altogether|at most|no more than|€)")
_MACHINE = Pattern(
    r"\b(?:gpus?|cpus?|cores?|cards?|laptops?|clusters?|workstations?|comput\w*|[ahlv]\d"
    r"{2,3}s?|tpus?|rtx|budget\w*|wall-?clock|time-?box\w*|costs?|spend\w*|spent|schedul"
    r"e|deadline|effort|calendar|finish\w*|machine time|one machine|limit)\b"
    r"|\b(?:runs?|trainings?|trains?|fits?|jobs?|experiments?|search|sweep|everything|"
    r"one seed|all of it|simulations?)\b[^.;]{0,40}\b(?:takes?|needs?|lasts?|in|withi"
    r"n|u"
    r"nder|up to|than)\b[^.;]{0,20}\d"
)
_MACHINE_COLUMN = Pattern(
    r"\b(?:gpu|cpu|node|core|tpu|machine|[ahv]\d{2,3}|rtx[ \w]{0,8})[- ]hours?\b"
    r"|\b(?:gpu|[ahv]\d{2,3}) h\b|\bhours? \((?:rtx|[ahv]\d|gpu|nvidia|tpu)"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with the arithmetic that led to it."""

    amount: float
    steps: str
    dimension: str


def computed_total(plan: Plan) -> Sum | None:
    """Arms × seeds × cost of a run, from the table of arms or from prose."""
    return plan.kept(_computed_total)


def _computed_total(plan: Plan) -> Sum | None:
    return _total_from_table(plan) or _total_from_prose(plan)


def _total_from_prose(plan: Plan) -> Sum | None:
    costs = list(per_run_costs(plan))
    if not costs:
        return None
    cost = costs[0]
    if any(other.amount != cost.amount for other in costs):
        return None
    runs = total_runs(plan)
    if runs is None:
        return None
    number, steps = runs
    spelled = plan.spelled(cost.number.start, cost.number.end)
    unit = unit_name(cost.dimension)
    total = number * cost.amount
    return Sum(total, f"{steps} × {spelled} = {total:g} {unit}", cost.dimension)


def total_runs(plan: Plan) -> tuple[float, str] | None:
    """How many runs the plan makes, and how that was counted."""
    found: Arms = arms(plan)
    seeds: Repeats | None = repeats(plan)
    count, times = found.count, seeds.count if seeds else 0
    sets = [int(q.value) for q in plan.counted("data sets") if 2 <= q.value <= 50]
    steps = [f"{count} arms", f"{times} seeds"]
    if count < 1 or times < 1:
        return _stated_runs(plan)
    number = float(count * times)
    if sets and _per_data_set(plan):
        number *= max(sets)
        steps.append(f"{max(sets)} data sets")
    return number, " × ".join(steps)


def _per_data_set(plan: Plan) -> bool:
    return bool(
        re.search(
            r"\b(?:on|for|per|across|over) (?:each|every|all|both|the (?:two|"
            r"three|four|"
            r"five|six)|two|three|four|five|six|\d+) (?:\w+ )?(?:data ?sets?|"
            r"benchmarks?|"
            r"corpora|languages|environments|domains|tasks)",
            plan.low,
        )
    )


def _stated_runs(plan: Plan) -> tuple[float, str] | None:
    for quantity in plan.counted("runs"):
        words = plan.words(plan.document.sentence_at(quantity.start))
        if quantity.factors or re.search(r"in total|altogether|total of|all", words):
            spelled = plan.spelled(quantity.start, quantity.end)
            return quantity.value, spelled
    return None


_COST_HEADER = Pattern(r"hours|\bh\b|h/|cost|gpu|€|\$|eur|usd|time|minutes|days")
_COUNT_HEADER = Pattern(r"seeds?|runs?|repeats?|replicates?|repetitions?|n\b")


def _total_from_table(plan: Plan) -> Sum | None:
    table = arm_table(plan)
    if table is None:
        return None
    header = [cell.lower() for cell in table.rows[0]]
    cost = next((i for i, h in enumerate(header) if i and _COST_HEADER.search(h)), None)
    if cost is None or "total" in header[cost]:
        return None
    count = next(
        (i for i, h in enumerate(header) if i and i != cost and _COUNT_HEADER.match(h)),
        None,
    )
    stated = repeats(plan)
    if count is None and "per" not in header[cost] and "/" not in header[cost]:
        return None
    terms, total, unit = [], 0.0, _header_unit(header[cost])
    for row in table.rows[1:]:
        if len(row) <= cost or re.match(r"total|sum|all\b", row[0].lower()):
            continue
        price, times = _cell_number(row[cost]), float(stated.count if stated else 0)
        if count is not None and len(row) > count:
            times = _cell_number(row[count]) or 0.0
        if not price or not times:
            return None
        terms.append(f"{times:g}×{price:g}")
        total += price * times * _scale(header[cost], row[cost])
    if not terms or not unit:
        return None
    return Sum(total, f"{' + '.join(terms)} = {total:g} {unit_name(unit)}", unit)


def _cell_number(cell: str) -> float | None:
    found = quantities(cell.lower())
    return found[0].most if found else None


def _header_unit(header: str) -> str:
    for sign, unit in (("€", "eur"), ("eur", "eur"), ("$", "usd"), ("usd", "usd")):
        if sign in header:
            return unit
    return "hours" if re.search(r"hour|\bh\b|h/|minute|day|time|gpu", header) else ""


def _scale(header: str, cell: str) -> float:
    text = f"{header} {cell.lower()}"
    if re.search(r"minute|\bmin\b", text):
        return 1 / 60
    return 24.0 if re.search(r"\bdays?\b", text) else 1.0


def unit_name(dimension: str) -> str:
    """How an amount of this dimension is written in a calculation."""
    return {"hours": "hours", "eur": "€", "usd": "$", "gbp": "£"}[dimension]
