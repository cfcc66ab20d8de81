"""Let a critic read the corpus, and count what it found, missed and imagined."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from benchmarks.critic.corpus import DRAFT_RULES, PLAN_RULES, Entry, SoundPlan
from benchmarks.critic.rates import Rate, d_prime
from coresearch.core.findings import Finding
from coresearch.critic.engine import Critique

Critic = Callable[[str], Critique]


class Silence(StrEnum):
    """Why a rule reports nothing new on a text."""

    NOT_ASSESSED = "the whole text was not assessed"
    NOT_ASKED = "its precondition did not hold"
    KNOWN = "it reports only what it also reports on the clean plan"
    SILENT = "it was asked and reports nothing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule of one entry made of it."""

    entry: Entry
    new: tuple[Finding, ...]
    """Its findings on the reworded plan that it does not report on the clean one."""
    placed: bool | None
    """Whether a new finding's lines cover the passage; None where that is not asked."""
    silence: Silence | None
    """Why there is no new finding; None where there is one."""

    @property
    def reported(self) -> bool:
        """On a plant this is a hit, on a control a false alarm."""
        return bool(self.new)


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What came of one plan and its rewordings."""

    plan: SoundPlan
    clean: tuple[Finding, ...]
    """What is reported on the sound plan itself."""
    outcomes: tuple[Outcome, ...]
    untried: tuple[Entry, ...]
    """Rewordings for rules that the critic does not have."""
    rules: frozenset[str]
    """The rules that the critic has."""


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one rule, or of all."""

    name: str
    found: Rate
    """Of the plants."""
    placed: Rate
    """Of the plants that were found and whose passage is known."""
    alarms: Rate
    """Of the controls."""
    clean: int
    """Findings on sound plans."""
    pages: float
    """How long those plans are together."""

    @property
    def d_prime(self) -> float:
        """How well plants and controls are told apart."""
        return d_prime(self.found, self.alarms)

    @property
    def per_page(self) -> float:
        """Findings on a page of a sound plan."""
        return self.clean / self.pages if self.pages else 0.0


@dataclass(slots=True)
class Stopwatch:
    """A critic that counts what it is given, and how long it takes over it."""

    critic: Critic
    texts: int = 0
    wall: float = 0.0
    cpu: float = 0.0

    def __call__(self, text: str) -> Critique:
        cpu, wall = time.process_time(), time.perf_counter()
        critique = self.critic(text)
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu
        self.texts += 1
        return critique


# -- reading ------------------------------------------------------------------------


def read_plan(plan: SoundPlan, critic: Critic, rules: Collection[str]) -> PlanResult:
    """Everything that `critic` makes of `plan`, as far as `rules` are concerned."""
    clean = _read(critic, plan.text, plan.field)
    has = frozenset(clean.checked) | frozenset(clean.not_asked)
    wanted = [entry for entry in plan.entries if entry.rule in rules]
    return PlanResult(
        plan=plan,
        clean=tuple(found for found in clean.findings if found.rule in rules),
        outcomes=tuple(
            _outcome(plan, entry, clean, critic)
            for entry in wanted
            if entry.rule in has
        ),
        untried=tuple(entry for entry in wanted if entry.rule not in has),
        rules=has,
    )


def _read(critic: Critic, text: str, name: str) -> Critique:
    try:
        return critic(text)
    except Exception as error:
        error.add_note(f"while reading {name}")
        raise


def _outcome(plan: SoundPlan, entry: Entry, clean: Critique, critic: Critic) -> Outcome:
    text = entry.applied_to(plan.text)
    read = _read(critic, text, entry.id)
    reported = _of_rule(read, entry.rule)
    new = new_findings(_of_rule(clean, entry.rule), reported, plan.text, text)
    return Outcome(
        entry=entry,
        new=new,
        placed=_is_placed(entry, text, new),
        silence=None if new else _silence(read, entry.rule, bool(reported)),
    )


def _of_rule(critique: Critique, rule: str) -> list[Finding]:
    return [finding for finding in critique.findings if finding.rule == rule]


def _silence(critique: Critique, rule: str, reported: bool) -> Silence:
    if reported:
        return Silence.KNOWN
    if critique.not_assessed and not critique.checked:
        return Silence.NOT_ASSESSED
    return Silence.NOT_ASKED if rule in critique.not_asked else Silence.SILENT


def _is_placed(entry: Entry, text: str, new: Sequence[Finding]) -> bool | None:
    if entry.lines is None or not new:
        return None
    first = text.count("\n", 0, text.index(entry.lines)) + 1
    last = first + entry.lines.count("\n")
    return any(found.line <= first and last <= found.end_line for found in new)


# -- what is new --------------------------------------------------------------------


def new_findings(
    before: Sequence[Finding], after: Sequence[Finding], clean: str, edited: str
) -> tuple[Finding, ...]:
    """Those of `after` (on `edited`) that are not already in `before` (on `clean`).

    All are of one rule. Each old finding excuses one new one: that with the same quote,
    else one at the same place, else one that says the same. In doubt nothing is new: a
    rule that spoke up before the flaw was planted has not found it.
    """
    if not before:
        return tuple(after)
    same_place = _places(clean, edited)
    left, rest = list(before), list(after)
    for same in (_same_quote, same_place, _same_message):
        for finding in tuple(rest):
            known = next((old for old in left if same(old, finding)), None)
            if known is not None:
                left.remove(known)
                rest.remove(finding)
    return tuple(rest)


def _same_quote(old: Finding, new: Finding) -> bool:
    return old.quote.split() == new.quote.split()


def _same_message(old: Finding, new: Finding) -> bool:
    return old.message == new.message


def _places(clean: str, edited: str) -> Callable[[Finding, Finding], bool]:
    """Whether two findings share a line, once the lines of both texts are aligned."""
    lines = clean.splitlines(), edited.splitlines()
    moves = SequenceMatcher(None, *lines, autojunk=False).get_opcodes()

    def same_place(old: Finding, new: Finding) -> bool:
        first, _ = _moved(old.line - 1, moves)
        _, last = _moved(old.end_line - 1, moves)
        return first <= new.end_line - 1 and new.line - 1 <= last

    return same_place


def _moved(
    line: int, moves: Sequence[tuple[str, int, int, int, int]]
) -> tuple[int, int]:
    """Where `line` (from 0) of the one text may be in the other: first and last."""
    for kind, start, end, to_start, to_end in moves:
        if start <= line < end:
            if kind == "equal":
                return (line - start + to_start,) * 2
            return to_start, max(to_start, to_end - 1)
    return line, line


# -- counting -----------------------------------------------------------------------


def scores(results: Sequence[PlanResult], rules: Iterable[str]) -> list[Score]:
    """One score for each of `rules` that the critic has, in their order."""
    has = frozenset[str]().union(*(result.rules for result in results))
    return [_score(rule, results) for rule in rules if rule in has]


def _score(rule: str, results: Sequence[PlanResult]) -> Score:
    outcomes = [
        outcome
        for result in results
        for outcome in result.outcomes
        if outcome.entry.rule == rule
    ]
    plants = [outcome for outcome in outcomes if outcome.entry.flaw]
    controls = [outcome for outcome in outcomes if not outcome.entry.flaw]
    placed = [outcome.placed for outcome in plants if outcome.placed is not None]
    clean = [found for one in results for found in one.clean if found.rule == rule]
    return Score(
        name=rule,
        found=_rate(outcome.reported for outcome in plants),
        placed=_rate(placed),
        alarms=_rate(outcome.reported for outcome in controls),
        clean=len(clean),
        pages=sum(result.plan.pages for result in results),
    )


def _rate(answers: Iterable[bool]) -> Rate:
    counted = list(answers)
    return Rate(sum(counted), len(counted))


def total(parts: Sequence[Score], name: str = "all") -> Score:
    """All rules together, on the pages that they share."""
    none = Rate(0, 0)
    return Score(
        name=name,
        found=sum((part.found for part in parts), none),
        placed=sum((part.placed for part in parts), none),
        alarms=sum((part.alarms for part in parts), none),
        clean=sum(part.clean for part in parts),
        pages=max((part.pages for part in parts), default=0.0),
    )


def weakest(parts: Sequence[Score], number: int = 5) -> list[Score]:
    """The rules with the least recall for their false alarms; then the noisiest.

    Not by d', in which a rule that says nothing looks the worse the more it was tried.
    """
    counted = [part for part in parts if part.found.of and part.alarms.of]
    return sorted(
        counted, key=lambda part: (part.found.share - part.alarms.share, -part.clean)
    )[:number]


def missing_rules(results: Sequence[PlanResult]) -> list[str]:
    """Rules that were to be tried and that the critic does not have."""
    asked = {entry.rule for result in results for entry in result.untried}
    return [rule for rule in (*PLAN_RULES, *DRAFT_RULES) if rule in asked]


def unplanted_rules(results: Sequence[PlanResult]) -> list[str]:
    """Rules of the critic for which the corpus has nothing."""
    has = frozenset[str]().union(*(result.rules for result in results))
    return sorted(has - {*PLAN_RULES, *DRAFT_RULES})


def wrong(results: Sequence[PlanResult], *, flaw: bool) -> Iterator[Outcome]:
    """Plants that were missed (`flaw`), or controls that were reported."""
    for result in results:
        for outcome in result.outcomes:
            if outcome.entry.flaw is flaw and outcome.reported is not flaw:
                yield outcome
