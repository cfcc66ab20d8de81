"""Products that a plan writes out ("3 arms × 5 seeds × 4 h = 60 h"), done again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from coresearch.critic.budget import Spending, Sum, unit_name
from coresearch.critic.document import Sentence
from coresearch.critic.numbers import MONEY, TIME, Quantity
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan

_FACTOR = (
    r"(?:[€$£] ?)?\d[\d,]*(?:\.\d+)?(?:/\d+)?(?: ?(?!x )[a-z€$£%-]+(?: (?!x )[a-z-]+)?"
    r")?"
)
_PRODUCT = Pattern(
    rf"(?P<factors>{_FACTOR}(?: ?[×x*·] ?{_FACTOR})+) ?(?:=|makes?|gives?|"
    rf"comes? to|are|is) ?(?:about |≈ ?)?"
    r"(?P<total>(?:[€$£] ?)?\d[\d,]*(?:\.\d+)?)(?![\d.]*[×x*·])"
)
_TIMES = Pattern(r"[×*·] ?[€$£]?\d| x \d")
_NUMBER = Pattern(r"(\d[\d,]*(?:\.\d+)?)(?:/(\d+))?")


@dataclass(frozen=True, slots=True)
class WrittenSum:
    """A product and the total that the plan gives for it."""

    factors: str
    product: float
    total: float
    start: int
    """Where the stated total stands."""
    end: int
    unit: str

    @property
    def is_right(self) -> bool:
        """Whether the stated total is the product, but for rounding."""
        return abs(self.product - self.total) <= max(0.06 * self.product, 0.51)


def written_sums(plan: Plan) -> tuple[WrittenSum, ...]:
    """Every written-out product of the plan's prose."""
    return plan.kept(_every_sum)


def _every_sum(plan: Plan) -> tuple[WrittenSum, ...]:
    return tuple(_written_sums(plan))


def _written_sums(plan: Plan) -> Iterator[WrittenSum]:
    for sentence, match in _matches(plan, _PRODUCT):
        if not sentence.is_prose or plan.in_code(match.start()):
            continue
        product = 1.0
        for number in _NUMBER.finditer(match["factors"]):
            product *= _value(number[1]) / float(number[2] or 1)
        total = _NUMBER.search(match["total"])
        if total is None or not product:
            continue
        start = match.start("total") + total.start()
        product *= _conversion(plan, match)
        yield WrittenSum(
            factors=plan.spelled(match.start("factors"), match.end("factors")),
            product=product,
            total=_value(total[1]),
            start=start,
            end=start + len(total[1]),
            unit=_unit_at(plan, match.start("total"), match.end("total")),
        )


_OPEN = Pattern(
    rf"(?P<factors>{_FACTOR}(?: ?[×x*·] ?{_FACTOR})+)"
    r"(?! ?(?:=|makes?\b|gives?\b|comes? to))"
)
_LIMITED = Pattern(
    r"\b(?:limit|cap|ceiling|budget|granted|may cost|in all|at most|no more than"
    r"|in total"
    r"|available|we have)\b"
)


def _matches(plan: Plan, pattern: Pattern) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Where `pattern` matches in a sentence that multiplies."""
    starts = {
        plan.document.sentence_at(times.start()).start
        for times in _TIMES.finditer(plan.low)
    }
    for start in sorted(starts):
        sentence = plan.document.sentence_at(start)
        for match in pattern.finditer(plan.low, sentence.start, sentence.end):
            yield sentence, match


def overspent(plan: Plan) -> tuple[tuple[Sum, Spending], ...]:
    """Products without a total that exceed the limit in their own sentence.

    As in "3 arms × 5 seeds × 10 h; limit 120 h".
    """
    return plan.kept(_every_overspent)


def _every_overspent(plan: Plan) -> tuple[tuple[Sum, Spending], ...]:
    return tuple(_overspent(plan))


def _overspent(plan: Plan) -> Iterator[tuple[Sum, Spending]]:
    for sentence, match in _matches(plan, _OPEN):
        product = _amount(plan, match)
        limit = _limit_in(plan, sentence, match)
        if product is None or limit is None or not sentence.is_prose:
            continue
        if product.dimension == limit.dimension and product.amount > limit.amount:
            numbers = plan.quantities_in(match.start(), match.end())
            steps = plan.spelled(match.start(), numbers[-1].end)
            said = f"{steps} = {product.amount:g} {unit_name(product.dimension)}"
            yield Sum(product.amount, said, product.dimension), limit


@dataclass(frozen=True, slots=True)
class Product:
    """A product of time or money, with or without its total."""

    spending: Spending
    steps: str
    start: int
    end: int


def products(plan: Plan) -> tuple[Product, ...]:
    """Every product of the plan's prose that comes to hours or money."""
    return plan.kept(_every_product)


_RATE = Pattern(
    r"(?:,? (?:at|paid|for))? (?:about )?(?:[€$£] ?)?\d[\d.,]*(?: ?(?:€|eur\w*|dollar"
    r"s?|usd|pou"
    r"nds?))? (?:an|per|each|a) hour"
)


def _every_product(plan: Plan) -> tuple[Product, ...]:
    found = []
    for sentence, match in _matches(plan, _ANY_PRODUCT):
        if not sentence.is_prose or plan.in_code(match.start()):
            continue
        amount = _amount(plan, match)
        if amount is None:
            continue
        end, spelled = match.end(), plan.spelled(*match.span()).strip()
        rate = _RATE.match(plan.low, end)
        if rate and amount.dimension == "hours":
            price = plan.quantities_in(rate.start(), rate.end())
            if not price or price[0].unit not in MONEY:
                continue
            amount = Spending(amount.amount * price[0].value, price[0])
            spelled = plan.spelled(match.start(), price[0].end)
        found.append(Product(amount, spelled, match.start(), end))
    return (*found, *_each_so_much(plan))


_SO_MANY_EACH = Pattern(
    r"(?P<n>\d[\d,]*) (?:[a-z-]+ )?[a-z-]+s,? (?:(?:at|of|taking|costing|with|for) )?"
    r"(?:about"
    r" )?(?P<x>(?:[€$£] ?)?\d[\d,.]*(?: ?[a-z€$£]+)?) (?:each|apiece)\b"
)


def _each_so_much(plan: Plan) -> Iterator[Product]:
    """ "60 raters 12 euros each"; "3,000 attempts, 45 s each"."""
    for match in _SO_MANY_EACH.finditer(plan.low):
        price = plan.quantities_in(match.start("x"), match.end("x"))
        sentence = plan.document.sentence_at(match.start())
        if (
            len(price) != 1
            or price[0].unit not in TIME | MONEY
            or not sentence.is_prose
        ):
            continue
        amount = price[0].value if price[0].unit in MONEY else price[0].hours
        total = _value(match["n"]) * (amount or 0.0)
        steps = plan.spelled(match.start(), match.end())
        yield Product(Spending(total, price[0]), steps, *match.span())


_ANY_PRODUCT = Pattern(rf"(?P<factors>{_FACTOR}(?: ?[×x*·] ?{_FACTOR})+)")


def _amount(plan: Plan, match: re.Match[str]) -> Spending | None:
    """The product, in hours or money; none if it is of neither, or of both."""
    factors = plan.quantities_in(match.start(), match.end())
    measured = [q for q in factors if q.unit in TIME | MONEY and q.value]
    if len(measured) != 1:
        return None
    product = prod(
        _value(number[1]) / float(number[2] or 1)
        for number in _NUMBER.finditer(match["factors"])
    )
    hours = measured[0].hours
    scale = 1.0 if hours is None else hours / measured[0].value
    return Spending(product * scale, measured[0])


def _limit_in(
    plan: Plan, sentence: Sentence, product: re.Match[str]
) -> Spending | None:
    words = plan.words(sentence)
    for quantity in plan.quantities_in(sentence.start, sentence.end):
        inside = product.start() <= quantity.start < product.end()
        if inside or quantity.unit not in TIME | MONEY:
            continue
        at, end = quantity.start - sentence.start, quantity.end - sentence.start
        if _LIMITED.search(words, max(0, at - 25), end + 14):
            amount = quantity.most if quantity.unit in MONEY else quantity.hours
            return Spending(amount or 0.0, quantity)
    return None


def _value(digits: str) -> float:
    return float(digits.replace(",", "").rstrip("."))


def _conversion(plan: Plan, match: re.Match[str]) -> float:
    """The factor between the units of time: "5 × 12 s = 1 minute"."""
    factors = plan.quantities_in(match.start("factors"), match.end("factors"))
    total = plan.quantities_in(match.start("total"), match.end("total"))
    timed = [q for q in factors if q.hours]
    if len(timed) != 1 or not total or not total[-1].hours:
        return 1.0
    one, other = timed[0], total[-1]
    per_unit = (one.hours or 1.0) / one.value
    return per_unit / ((other.hours or 1.0) / other.value)


def _unit_at(plan: Plan, start: int, end: int) -> str:
    found: tuple[Quantity, ...] = plan.quantities_in(start, end)
    return found[-1].unit if found else ""


def largest_written(plan: Plan) -> Sum | None:
    """The largest right written total of time or money."""
    fine = [s for s in written_sums(plan) if s.is_right and s.unit in TIME | MONEY]
    if not fine:
        return None
    best = max(fine, key=lambda s: s.total)
    quantity = plan.quantities_in(best.start - 1, best.end)[-1]
    amount = best.total if best.unit in MONEY else (quantity.hours or 0.0)
    dimension = Spending(amount, quantity).dimension
    return Sum(amount, f"{best.factors} = {amount:g} {unit_name(dimension)}", dimension)
