"""What a plan will spend and what it may, from its tables, lists and sentences.

A plan gives the same sum in many forms: rows that multiply out, a row of totals or a
ceiling, "that is 414 GPU-hours", "I have 450". Each form is read here by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from coresearch.critic.budget import (
    PER_RUN,
    Spending,
    Sum,
    total_runs,
    unit_name,
)
from coresearch.critic.cost_tables import (
    LIMIT_ROW,
    SUM_ROW,
    amount_column,
    cell_number,
)
from coresearch.critic.numbers import MACHINE_TIME, MONEY, TIME, Quantity, quantities
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan
from coresearch.critic.sums import Product, products, written_sums

_OURS = Pattern(
    r"(?:\bbudget|\bcap\b|\bcapped|\bceiling|\ballot(?:ment|ted)|\balloca(?:tion|ted)|"
    r"\ballowance|\bquota|\bgrant|\baward(?:ed)?|\bours for|\bmine for|"
    r"\b(?:i|we) (?:only )?have(?: only)?\b(?! been)|\bafford|\bnot exceed|\blimit|"
    r"\bnot go over|\bbooked|\bset aside|\breserved|\bfits?\b|\bwithin|"
    r"\b(?:of|out of) (?:my|our))"
    r"[^.;]{0,30}$"
)
_OURS_AFTER = Pattern(
    r" of (?:the|our|my) (?:grant|budget|allotment|award)|,? (?:(?:that|which) )?"
    r"(?:(?:i|we) (?:have|own|may use|can use)|(?:are |is |were )?(?:available|"
    r"granted|allotted|at (?:our|my) disposal)|budget|limit|granted|in the grant)\b"
)
_SMALLER = Pattern(
    r"\b(?:per|each|every|an?|remaining|left|spare|reserve|after|unspent|first)\b"
)
_TOTALLED = Pattern(
    r"\b(?:that (?:is|makes)|together|in all|altogether|in total|totals?|add up to|"
    r"adds up to|sum(?:s|med)? (?:is|to|of)|comes? to|all told)\b[^.;,]{0,20}$"
)
_TOTALLED_AFTER = Pattern(r" (?:in total|altogether|in all|all told|together)\b")
_COUNTS = Pattern(
    r"((?:\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty) [a-z-]+"
    r"(?: of [a-z-]+)?(?:, and |, | and ))*\b(?:\d+|two|three|four|five|six|seven|"
    r"eight|nine|ten|twenty) [a-z-]+(?: of [a-z-]+)?),? (?:at|of|taking|with|for) "
    r"(?:about |roughly )?$"
)
_TAKES = Pattern(
    r"\b(?:each|every|one|a|per) (?:[\w-]+ ){1,2}?(?:tak|cost|need|last|us)"
    r"(?:es?|ing|s) (?:about |roughly |around )?$"
)


def planned(plan: Plan) -> list[Sum]:
    """Totals that the plan states, or that its items add up to."""
    return plan.kept(_planned)


def _planned(plan: Plan) -> list[Sum]:
    listed = list(_listed(plan))
    multiplied = [] if listed else _multiplied(plan)
    return [*_table_sums(plan), *listed, *_stated_totals(plan), *multiplied]


def _table_sums(plan: Plan) -> Iterator[Sum]:
    for table in plan.document.tables:
        column = amount_column(table)
        if column is None:
            continue
        steps = []
        for row in table.rows[1:]:
            label = row[0].lower().strip("*_ ")
            amount = cell_number(row, column.index)
            if amount is None:
                continue
            if SUM_ROW.match(label) or LIMIT_ROW.match(label):
                break
            steps.append(amount)
        if len(steps) > 1:
            yield _sum(steps, column.hours, column.dimension)


def _sum(steps: list[float], scale: float, dimension: str) -> Sum:
    total = sum(steps) * scale
    text = " + ".join(f"{step:g}" for step in steps)
    return Sum(total, f"{text} = {total:g} {unit_name(dimension)}", dimension)


def _listed(plan: Plan) -> Iterator[Sum]:
    """The products that one section writes out, added up."""
    sections: dict[tuple[int, str], list[float]] = {}
    factors: set[float] = set()
    for written in written_sums(plan):
        if written.unit not in TIME | MONEY or not written.is_right:
            continue
        place = plan.quantities_in(written.start - 1, written.end)
        amount = Spending(written.total, place[-1])
        hours = place[-1].hours
        total = written.total if hours is None else hours
        key = (plan.document.sentence_at(written.start).section, amount.dimension)
        sections.setdefault(key, []).append(total)
        factors |= {float(n) for n in re.findall(r"\d+(?:\.\d+)?", written.factors)}
    for (_, dimension), totals in sections.items():
        if len(totals) > 1 and not factors & set(totals):
            yield _sum(totals, 1.0, dimension)


def _stated_totals(plan: Plan) -> Iterator[Sum]:
    for quantity in plan.counted(*MACHINE_TIME, *MONEY):
        before = _before(plan, quantity)
        said = _TOTALLED.search(before) or _TOTALLED_AFTER.match(plan.low, quantity.end)
        amount = _amount(quantity)
        if said and amount and not _OURS.search(before):
            spelled = plan.spelled(quantity.start, quantity.end)
            yield Sum(amount, spelled, Spending(amount, quantity).dimension)


def _multiplied(plan: Plan) -> Iterator[Sum]:
    """ "5 policies, 3 speeds and 10 seeds at 0.1 hours each"; "each fit taking 4 h"."""
    for quantity in plan.counted(*TIME, *MONEY):
        amount = _amount(quantity)
        before = _before(plan, quantity, 110)
        if not amount:
            continue
        spelled = plan.spelled(quantity.start, quantity.end)
        dimension = Spending(amount, quantity).dimension
        listed = _COUNTS.search(before)
        if listed and PER_RUN.match(plan.low, quantity.end):
            numbers = [q.value for q in quantities(listed[1])]
            steps = " × ".join(f"{number:g}" for number in numbers)
        elif _TAKES.search(before) and (runs := total_runs(plan)):
            numbers, steps = [runs[0]], runs[1]
        else:
            continue
        for number in numbers:
            amount *= number
        text = f"{steps} × {spelled} = {amount:g} {unit_name(dimension)}"
        yield Sum(amount, text, dimension)


def overdrawn(plan: Plan) -> tuple[Sum, Spending] | None:
    """What the products of one section add up to, where it is more than the section
    says there is."""
    return plan.kept(_overdrawn)


def _overdrawn(plan: Plan) -> tuple[Sum, Spending] | None:
    sections: dict[tuple[int, str], list[Product]] = {}
    for product in products(plan):
        section = plan.document.sentence_at(product.start).section
        key = section, product.spending.dimension
        sections.setdefault(key, []).append(product)
    for (section, dimension), found in sections.items():
        limits = [
            limit
            for limit in ceilings(plan)
            if limit.dimension == dimension
            and plan.document.sentence_at(limit.number.start).section == section
        ]
        needs = [(p.spending.amount, p.steps) for p in found]
        needs += _needed_besides(plan, section, dimension, found)
        amount = sum(need for need, _ in needs)
        if limits and amount > 1.011 * sum(limit.amount for limit in limits):
            steps = " + ".join(step for _, step in needs)
            unit = unit_name(dimension)
            return Sum(amount, f"{steps} = {amount:g} {unit}", dimension), max(
                limits, key=lambda limit: limit.amount
            )
    return None


_BESIDES = Pattern(
    r"\b(?:generation|grading|evaluation|inference|everything else|reading|measuring|"
    r"training|scoring|the rest|(?:all|both) \w+)(?: \w+){0,3} takes (?:about )?$"
)
_BESIDES_AFTER = Pattern(
    r" (?:more|further|extra|in addition|for (?:measur|grad|evalu)\w+)"
)


def _needed_besides(
    plan: Plan, section: int, dimension: str, found: list[Product]
) -> list[tuple[float, str]]:
    """ "Generation takes 12 h"; "600 more for measuring"."""
    needs = []
    for quantity in plan.counted(*TIME, *MONEY, ""):
        sentence = plan.document.sentence_at(quantity.start)
        inside = any(p.start <= quantity.start < p.end for p in found)
        if inside or sentence.section != section or quantity.factors:
            continue
        more = _BESIDES_AFTER.match(plan.low, quantity.end)
        if not more and not _BESIDES.search(_before(plan, quantity)):
            continue
        known = quantity.unit or (more and found[-1].spending.number.unit)
        number = replace(quantity, unit=known or "")
        amount = _amount(number)
        if amount and Spending(amount, number).dimension == dimension:
            needs.append((amount, f"{amount:g}"))
    return needs


# -- what there is --


def ceilings(plan: Plan) -> list[Spending]:
    """What the plan says it has or may spend, and nothing that it merely needs."""
    return plan.kept(_ceilings)


def _ceilings(plan: Plan) -> list[Spending]:
    found = list(_limit_rows(plan))
    for quantity in plan.counted(*MACHINE_TIME, *MONEY, "hours", ""):
        sentence = plan.document.sentence_at(quantity.start)
        before = _before(plan, quantity)
        after = plan.low[quantity.end : min(sentence.end, quantity.end + 30)]
        ours = _OURS.search(before)
        if sentence.row >= 0 or not (ours or _OURS_AFTER.match(after)):
            continue
        if _SMALLER.search(before[ours.start() if ours else -25 :]):
            continue
        if re.match(r" (?:an?|per|each|/)\b", after) or quantity.factors:
            continue
        number = quantity if quantity.unit else _with_unit(plan, quantity, after)
        amount = _amount(number) if number else None
        if number and amount:
            found.append(Spending(amount, number))
    return found


def _limit_rows(plan: Plan) -> Iterator[Spending]:
    """The row of a table that is called a ceiling, a budget or a grant."""
    for table in plan.document.tables:
        column = amount_column(table)
        labels = [row[0].lower().strip("*_ ") for row in table.rows]
        rows = [n for n, label in enumerate(labels) if n and LIMIT_ROW.match(label)]
        if column is None or not rows:
            continue
        for sentence in plan.document.sentences:
            if sentence.block != table.block or sentence.row != rows[0]:
                continue
            for number in plan.quantities_in(sentence.start, sentence.end):
                unit = "gpu-hours" if column.dimension == "hours" else column.dimension
                amount = number.value * column.hours
                yield Spending(amount, replace(number, unit=unit))


def _with_unit(plan: Plan, quantity: Quantity, after: str) -> Quantity | None:
    """ "That is 414 GPU-hours. I have 450.": the unit is the one before."""
    if quantity.value < 2 or not re.match(r"[.,;)]|$| (?:is|are) ", after):
        return None
    if _NAME.search(_before(plan, quantity)):
        return None
    first = max(0, quantity.start - 250)
    block = plan.document.sentence_at(quantity.start).block
    units = [
        q
        for q in plan.quantities_in(first, quantity.start)
        if q.unit in TIME | MONEY and plan.document.sentence_at(q.start).block == block
    ]
    return replace(quantity, unit=units[-1].unit) if units else None


_NAME = Pattern(r"(?:\b(?:rtx|gtx|tesla|geforce|quadro|project|no\.?)|\d-|[a-z]-) ?$")


def _before(plan: Plan, quantity: Quantity, reach: int = 60) -> str:
    sentence = plan.document.sentence_at(quantity.start)
    return plan.low[max(sentence.start, quantity.start - reach) : quantity.start]


def _amount(quantity: Quantity) -> float | None:
    return quantity.value if quantity.unit in MONEY else quantity.hours
