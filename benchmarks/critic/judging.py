"""What speaks for a claim, learnt from plans that nothing else was learnt from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from benchmarks.critic.corpus import TRIAL, Entry, SoundPlan, load
from benchmarks.layout import table
from coresearch.critic.learnt.claims import Claim, Read, claims
from coresearch.critic.learnt.verdicts import crossed
from coresearch.critic.learnt.weights import Weights
from coresearch.critic.plan import Plan
from coresearch.critic.reader import read_document
from coresearch.critic.rule import finding
from coresearch.critic.rules import ALL_RULES

Floats: TypeAlias = npt.NDArray[np.float64]

_STRENGTH = 0.5
_SAID_A_PAGE = {"found": 0.35, "read": 0.03}
"""Claims on a page of a sound plan, of what rules found and of what only reads so: the
aim is half a one together."""
PLANT, CONTROL, SOUND = "plants", "controls", "sound plans"
_SHORT = Path(__file__).parents[2] / "tests" / "unit" / "critic" / "plans"
"""Sound plans of half a page each, in which all rules are silent by now."""
_BOUNDS = np.arange(-0.5, 2.51, 0.5)
_RULES = {rule.id: rule for rule in ALL_RULES}


@dataclass(frozen=True, slots=True)
class Case:
    """One claim, and whether it is right."""

    facts: dict[str, float]
    right: bool
    kind: str
    """`PLANT`, `CONTROL` or `SOUND`."""
    plan: str

    @property
    def origin(self) -> str:
        """`found` by a rule, or only `read` so."""
        return "found" if self.facts["found"] else "read"


def learn(weights: Weights) -> dict[str, Any]:
    """The judge as the table of weights holds it; prints how it does on each plan by
    what the others teach."""
    plans = [*load(TRIAL), *load_short()]
    cases = [case for plan in plans for case in _cases(plan, weights)]
    names = sorted({name for case in cases for name in case.facts})
    values = np.array([[case.facts.get(name, 0.0) for name in names] for case in cases])
    right = np.array([case.right for case in cases])
    scores = np.zeros(len(cases))
    for plan in plans:
        own = np.array([case.plan == plan.field for case in cases])
        offset, weighed = _fit(values[~own], right[~own])
        scores[own] = values[own] @ weighed + offset
    pages = sum(plan.pages for plan in plans)
    print(_report(cases, scores, pages))
    offset, weighed = _fit(values, right)
    return {
        "offset": round(offset, 4),
        "weights": {
            name: round(float(weight), 4)
            for name, weight in zip(names, weighed, strict=True)
        },
        "bounds": {
            origin: round(_bound(cases, scores, origin, pages), 3)
            for origin in _SAID_A_PAGE
        },
    }


def load_short() -> list[SoundPlan]:
    """Those in which only what a sentence reads like can be imagined."""
    return [
        SoundPlan(path.stem, "short", path.read_text(encoding="utf-8"), ())
        for path in sorted(_SHORT.glob("*.md"))
    ]


def _fit(values: Floats, right: npt.NDArray[np.bool_]) -> tuple[float, Floats]:
    """Offset and weights for values as they are; they are learnt for standard ones,
    but for those that only name the rule."""
    middle, spread = values.mean(axis=0), values.std(axis=0)
    names_rule = (np.abs(values - values.round()) < 1e-12).all(axis=0)
    middle[names_rule], spread[names_rule | (spread == 0)] = 0.0, 1.0
    model = LogisticRegression(C=_STRENGTH, max_iter=1000)
    model.fit((values - middle) / spread, right)
    weights: Floats = model.coef_[0] / spread
    return float(model.intercept_[0] - middle @ weights), weights


def _cases(plan: SoundPlan, weights: Weights) -> Iterator[Case]:
    clean = _claims(plan.text, weights, _RULES)
    for claim, _ in clean:
        yield _case(claim, right=False, kind=SOUND, plan=plan)
    known = {(claim.rule, said) for claim, said in clean}
    for entry in plan.entries:
        for claim, said in _of(entry, plan, weights):
            if (claim.rule, said) not in known:
                kind = PLANT if entry.flaw else CONTROL
                yield _case(claim, right=entry.flaw, kind=kind, plan=plan)


def _case(claim: Claim, *, right: bool, kind: str, plan: SoundPlan) -> Case:
    return Case(crossed(claim, _RULES[claim.rule]), right, kind, plan.field)


def _of(entry: Entry, plan: SoundPlan, weights: Weights) -> Sequence[tuple[Claim, str]]:
    return _claims(entry.applied_to(plan.text), weights, (entry.rule,))


def _claims(
    text: str, weights: Weights, rules: Collection[str]
) -> list[tuple[Claim, str]]:
    """The claims for `rules`, each with the passage that it rests on."""
    plan = Plan(read_document(text))
    asked = [rule for rule in ALL_RULES if rule.id in rules and rule.needs(plan)]
    found = [finding(rule, hit) for rule in asked for hit in rule.find(plan)]
    ids = {rule.id for rule in asked}
    return [
        (claim, _said(plan, claim))
        for claim in claims(Read(plan, weights), rules, ids, found)
    ]


def _said(plan: Plan, claim: Claim) -> str:
    if claim.finding:
        return claim.finding.quote
    return plan.words(claim.sentence) if claim.sentence else ""


def _bound(cases: Sequence[Case], scores: Floats, origin: str, pages: float) -> float:
    """The score that no more claims on sound plans pass than are aimed at."""
    passing = sorted(
        score
        for case, score in zip(cases, scores, strict=True)
        if case.kind == SOUND and case.origin == origin
    )
    return float(passing[-1 - int(_SAID_A_PAGE[origin] * pages)])


def _report(cases: Sequence[Case], scores: Floats, pages: float) -> str:
    """What would be said at different bounds."""
    parts = []
    for origin in _SAID_A_PAGE:
        bounds = (*_BOUNDS, _bound(cases, scores, origin, pages))
        told = [
            (c, s) for c, s in zip(cases, scores, strict=True) if c.origin == origin
        ]
        rows = [
            (
                f"{bound:.2f}",
                *(
                    str(
                        sum(case.kind == kind and score > bound for case, score in told)
                    )
                    for kind in (PLANT, CONTROL, SOUND)
                ),
            )
            for bound in bounds
        ]
        parts.append(table((f"{origin}, above", PLANT, CONTROL, SOUND), rows))
    return "\n\n".join((*parts, f"{pages:.1f} pages of sound plans"))
