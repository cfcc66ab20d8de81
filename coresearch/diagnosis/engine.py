"""Ask every error rule about every exception of a failure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coresearch.diagnosis.case import Around, Case
from coresearch.diagnosis.failures import Failure, Raised
from coresearch.diagnosis.record import bound
from coresearch.diagnosis.rule import Cause, ErrorRule
from coresearch.diagnosis.rules import ALL_RULES

_UNSEEN = 0.8
"""The most that is said of a value whose code is not at hand."""
_KNOWN = 0.8
"""From this weight on a rule knows the message, and general ones are not asked: their
expressions are long, and take longest to compile."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one rule says of one exception."""

    rule: ErrorRule
    cause: Cause
    raised: Raised
    place: str
    """`train.py:31`."""
    code: str
    """The failing line."""
    weight: float
    """What it is ranked by: its confidence, less the further it is from the root."""


def diagnose(
    failure: Failure, around: Around, rules: Sequence[ErrorRule] = ALL_RULES
) -> tuple[Diagnosis, ...]:
    """The causes that rules see, the likeliest first; each rule at most once."""
    cases = [Case(owner, raised, around) for owner, raised in _exceptions(failure)]
    found = _asked(cases, [one for one in rules if not one.is_general])
    if not any(one.weight >= _KNOWN for one in found):
        found += _asked(cases, [one for one in rules if one.is_general])
    found.sort(key=lambda one: (one.rule.is_general, not one.rule.is_seen, -one.weight))
    told: set[str] = set()
    kept: list[Diagnosis] = []
    for one in found:
        mended = [other.cause.edit for other in kept]
        if one.rule.id in told or (one.cause.edit and one.cause.edit in mended):
            continue  # or the same change, proposed for another reason
        told.add(one.rule.id)
        kept.append(one)
    return tuple(_bounded(kept))


def _asked(cases: Sequence[Case], rules: Sequence[ErrorRule]) -> list[Diagnosis]:
    return [
        diagnosis
        for depth, case in enumerate(cases)
        for diagnosis in _about(case, rules, depth)
    ]


def _bounded(found: Sequence[Diagnosis]) -> Iterator[Diagnosis]:
    """No surer than the record of its kind, nor than what the repository shows."""
    most = found[0].cause.confidence if found and found[0].rule.is_seen else 1.0
    for one in found:
        cause = one.cause
        own = bound(one.rule.id, is_seen=one.rule.is_seen, has_edit=bool(cause.edit))
        yield replace(
            one, cause=replace(cause, confidence=min(cause.confidence, most, own))
        )


def _exceptions(failure: Failure) -> Iterator[tuple[Failure, Raised]]:
    """What was raised first comes first; members before their group."""
    for member in failure.members:
        yield from _exceptions(member)
    for raised in failure.chain:
        yield failure, raised


def _about(case: Case, rules: Sequence[ErrorRule], depth: int) -> Iterator[Diagnosis]:
    text = case.raised.text[:20_000]
    for one in rules:
        if case.failure.sort not in one.sorts:
            continue
        if one.types and case.raised.name not in one.types:
            continue
        match = one.find(text)
        cause = one.explain(case, match) if match else None
        if cause is not None:
            if one.needs_code and not (case.is_at_hand or cause.edit):
                cause = replace(cause, confidence=min(cause.confidence, _UNSEEN))
            if not (cause.edit or cause.run or cause.test):
                cause = replace(cause, test=f"Mend it at {case.place}.")
            weight = cause.confidence * 0.97 ** min(depth, 5)
            yield Diagnosis(one, cause, case.raised, case.place, case.code, weight)
