"""E: can it be run, is it affordable, and when is it over?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.arms import arms
from coresearch.critic.budget import (
    Spending,
    Sum,
    budgets,
    computed_total,
    states_spending,
    unit_name,
)
from coresearch.critic.changes import Edit, replaced, section_added
from coresearch.critic.clauses import negated
from coresearch.critic.concepts import Concept
from coresearch.critic.cost_tables import row_faults
from coresearch.critic.facts import (
    API_USE,
    GPU_USE,
    STUDY,
    describes_study,
    metrics,
    training,
)
from coresearch.critic.ledger import ceilings, overdrawn, planned
from coresearch.critic.limits import KILL, PERSISTING
from coresearch.critic.numbers import MONEY, TIME
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.samples import claimed_gain
from coresearch.critic.sums import largest_written, overspent, written_sums

BUDGET_TITLE = Phrases(
    r"budget\w* | compute | resources | costs? | timeline | schedule"
)
_LATE_TITLE = Phrases(
    r"budget\w* | compute | resources | costs? | timeline | schedule | analysis |"
    r" evaluation"
    r" | statistics | methods? | design | setup"
)
_KILL_TITLE = Concept("""
    kill*, when .. stop, when .. give up, giving up, stop rule(s), stop criteri*,
    stopping criteri*, stopping rule(s), exit, abort*, go no go, decision point(s),
    decision gate(s), decision rule(s), way out, last orders, end of the project,
    when .. over, calling it off, stop, point where, drop it, the end, leave off, enough
""")


def _spends(plan: Plan) -> Mention | None:
    return training(plan) or plan.first(API_USE) or plan.first(GPU_USE)


def _find_no_budget(plan: Plan) -> Iterator[Hit]:
    mention = _spends(plan)
    if mention is None or states_spending(plan):
        return
    phrase = plan.spelled(mention.start, mention.end)
    place = plan.home(BUDGET_TITLE) or plan.sentence_passage(mention.sentence)
    number = arms(plan).count
    what = f"the {number} arms" if number > 1 else "all runs"
    yield Hit(
        place,
        f'The plan spends compute ("{phrase}") but names no limit of time or money.',
        0.65,
        edit=section_added(
            plan,
            "Budget",
            f"For {what} together: at most <GPU-hours or cost>.",
            after=_LATE_TITLE,
        ),
    )


E1 = Rule(
    id="E1",
    name="no compute or time budget",
    severity=Severity.MEDIUM,
    source="NeurIPS paper checklist 8",
    question="How much time or money may this take, all runs together?",
    needs=lambda plan: describes_study(plan) and _spends(plan) is not None,
    find=_find_no_budget,
    example_bad="We fine-tune a transformer on the tickets. "
    "We compare it with keyword rules.",
    example_good="We fine-tune a transformer on the tickets, 12 GPU-hours in total. "
    "We compare it with keyword rules.",
    of_absence=True,
)


def _find_wrong_arithmetic(plan: Plan) -> Iterator[Hit]:
    wrong = [s for s in written_sums(plan) if not s.is_right and s.unit in TIME | MONEY]
    for written in wrong:
        yield Hit(
            plan.sentence_passage(plan.document.sentence_at(written.start)),
            f"The sum does not come out: {written.factors} is {written.product:g}, not"
            f" {written.total:g}.",
            0.85,
            question=f"Is the total {written.product:g}, or is a factor wrong?",
            edit=replaced(plan, written.start, written.end, f"{written.product:.10g}"),
            calculation=f"{written.factors} = {written.product:g} ≠ {written.total:g}",
        )
    rows = list(row_faults(plan))
    for row in rows:
        yield Hit(
            plan.line_passage(row.line - 1),
            f"The row does not come out: {row.what} is {row.right:g}, not"
            f" {row.stated:g}.",
            0.85,
            question=f"Is it {row.right:g}, or is one of the numbers wrong?",
            calculation=f"{row.what} = {row.right:g} ≠ {row.stated:g}",
        )
    if wrong or rows:
        return
    over = overspent(plan)
    for total, limit in over:
        stated = plan.spelled(limit.number.start, limit.number.end)
        yield Hit(
            plan.sentence_passage(plan.document.sentence_at(limit.number.start)),
            f"The runs add up to {total.amount:g} {unit_name(total.dimension)}, more"
            f" than the {stated} of the limit.",
            0.85,
            calculation=f"{total.steps} > {stated}",
        )
    drawn = None if over else overdrawn(plan)
    if drawn:
        total, limit = drawn
        stated = plan.spelled(limit.number.start, limit.number.end)
        yield Hit(
            plan.sentence_passage(plan.document.sentence_at(limit.number.start)),
            f"The runs add up to {total.amount:g} {unit_name(total.dimension)}, more"
            f" than the {stated} that there are.",
            0.85,
            calculation=f"{total.steps} > {stated}",
        )
    elif not over:
        yield from _find_budget_exceeded(plan)


def _total(plan: Plan) -> Sum | None:
    return plan.kept(_largest_total)


def _largest_total(plan: Plan) -> Sum | None:
    stated = planned(plan)  # what the plan adds up itself goes before our guess
    found: list[Sum | None] = [plan.kept(largest_written), *stated]
    if not stated:
        found.append(computed_total(plan))
    return max((s for s in found if s), key=lambda s: s.amount, default=None)


_OF_COMPUTE = Pattern(
    r"\b(?:budget|grant|cap|limit|allow|total|comput|machine|available|affordable)"
)


def _of_compute(plan: Plan, limit: Spending) -> bool:
    """ "Gaps of up to three hours are filled" limits no computing."""
    sentence = plan.document.sentence_at(limit.number.start)
    title = plan.document.sections[sentence.section].title.lower()
    words = f"{title} {plan.words(sentence)}"
    return limit.number.unit != "hours" or bool(_OF_COMPUTE.search(words))


def _find_budget_exceeded(plan: Plan) -> Iterator[Hit]:
    total = _total(plan)
    if total is None:
        return
    limits = ceilings(plan) or [b for b in budgets(plan) if _of_compute(plan, b)]
    fitting = [b for b in limits if b.dimension == total.dimension]
    if not fitting:
        return
    budget = max(fitting, key=lambda b: b.amount)
    if total.amount <= budget.amount * 1.001:
        return
    stated = plan.spelled(budget.number.start, budget.number.end)
    amount = f"{total.amount:g} {unit_name(total.dimension)}"
    yield Hit(
        plan.sentence_passage(plan.document.sentence_at(budget.number.start)),
        f"The runs add up to {amount}, more than the {stated} of the budget.",
        0.85,
        question=f"Which runs fall away, or does the budget grow to {amount}?",
        edit=_larger_budget(plan, budget, total),
        calculation=f"{total.steps} > {stated}",
    )


def _larger_budget(plan: Plan, budget: Spending, total: Sum) -> Edit:
    """The budget's number put as the computed total, in the budget's own unit."""
    number = budget.number
    words = plan.spelled(number.start, number.end)
    digits = re.search(r"\d[\d,.]*\d|\d", words)
    if digits is None or not number.value:
        return ()
    amount = total.amount * number.most / budget.amount
    text = f"{amount:,.0f}" if "," in digits[0] else f"{amount:.10g}"
    start = number.start + digits.start()
    return replaced(plan, start, number.start + digits.end(), text)


E2 = Rule(
    id="E2",
    name="budget arithmetic",
    severity=Severity.HIGH,
    source="arithmetic",
    question="Which runs fall away, or does the budget grow?",
    needs=lambda plan: (
        _total(plan) is not None
        or bool(written_sums(plan))
        or any(True for _ in row_faults(plan))
        or bool(overspent(plan))
        or overdrawn(plan) is not None
    ),
    find=_find_wrong_arithmetic,
    example_bad="We compare LSTM, GRU and TCN with five seeds each. Each run takes 4 "
    "hours. The budget is 40 GPU-hours.",
    example_good="We compare LSTM, GRU and TCN with five seeds each. Each run takes 4 "
    "hours. The budget is 70 GPU-hours.",
)


_CONDITION = Pattern(
    r"\b(?:if|when|unless|once|after|by|below|under|less than|at|until|fails?|"
    r"without|no"
    r"|before|reach\w*|exceed\w*|week|day|month|budget|hours?)\b"
)


_OTHER_ENDS = Concept("""
    early stopping, early-stopped, interval(s), upper end, lower end, stopped early,
    loss(es), converg*, plateau*, epoch(s), training stops, stop(s) training,
    training ends, patience, gradient, recruitment closes, recruitment ends,
    recruitment stops, recruit*, enrolment, collection ends, episode ends, session ends,
    session is over, trial ends, hypothesis, time-out, timeout, half-width, blood,
    hospital stay, end token, stop token, earlier than, shuffle*
""")


def _kill_mention(plan: Plan) -> Mention | None:
    return next(_kill_mentions(plan), None)


def _kill_mentions(plan: Plan) -> Iterator[Mention]:
    for mention in plan.places(KILL):
        if plan.between(_OTHER_ENDS, *plan.statement(mention)):
            continue
        if not mention.sentence.is_prose or not _denied(plan, mention):
            yield mention


def _denied(plan: Plan, mention: Mention) -> bool:
    start = mention.sentence.start
    words = plan.words(mention.sentence)
    head = words[: mention.start - start]
    return bool(re.search(r"\b(?:no|without|never)(?: \w+)? $", head)) and negated(
        words, (mention.start - start, mention.end - start)
    )


def _find_no_kill_criterion(plan: Plan) -> Iterator[Hit]:
    persists = plan.first(PERSISTING)
    if persists:
        found = any(
            m.sentence.is_prose and m.sentence.block != persists.sentence.block
            for m in _kill_mentions(plan)
        )
    else:
        found = plan.headed(_KILL_TITLE) or _kill_mention(plan) is not None
    if found or plan.first(STUDY) is None:
        return
    yield Hit(
        plan.sentence_passage(persists.sentence)
        if persists
        else plan.home(BUDGET_TITLE) or plan.whole_passage(),
        "The plan names no result, date or budget at which the idea is given up.",
        0.65,
        edit=section_added(
            plan, "Kill criterion", _kill_words(plan), after=_LATE_TITLE
        ),
    )


def _kill_words(plan: Plan) -> str:
    metric = next(iter(metrics(plan)), "the outcome")
    gain = claimed_gain(plan)
    least = "<smallest gain worth having>"
    if gain:
        least = plan.spelled(gain.number.start, gain.number.end)
    return (
        f"We stop and write up what we have if {_half_of_budget(plan)} is spent without"
        f" a gain in {metric} of at least {least}."
    )


def _half_of_budget(plan: Plan) -> str:
    budget = max(budgets(plan), key=lambda b: b.amount, default=None)
    if budget is None:
        return "<time or cost>"
    words = plan.spelled(budget.number.start, budget.number.end)
    named = any(character.isalpha() or character in "€$£" for character in words)
    return f"half of the {words}" if named else "half of the budget"


E6 = Rule(
    id="E6",
    name="no kill criterion",
    severity=Severity.MEDIUM,
    source="median stopping rule (Golovin et al., Google Vizier, KDD 2017)",
    question="At which result, date or cost do you give this up?",
    needs=lambda plan: (
        describes_study(plan) and (_spends(plan) is not None or _has_spending(plan))
    ),
    find=_find_no_kill_criterion,
    example_bad="We fine-tune a transformer on the tickets. "
    "We compare its accuracy with that of keyword rules.",
    example_good="We fine-tune a transformer on the tickets. "
    "We compare its accuracy with that of keyword rules. We give the idea up if"
    " it is not "
    "ahead after two weeks.",
    of_absence=True,
)


def _has_spending(plan: Plan) -> bool:
    return any(q.unit in MONEY | TIME for q in plan.quantities)


RULES = (E1, E2, E6)
