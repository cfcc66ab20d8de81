"""The corpus as values: sound plans, and what planting a flaw or a control does to one.

Nothing here knows the critic, so that what is wrong with the corpus cannot be blamed on
a rule, nor the other way round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "corpus"
SPLITS = ("dev", "held")
LEARNT = ("fresh", "former")
"""More wordings of the same flaws, to learn from beside `dev`: short plans, and the
half that was kept for the end until another took its place."""
TRIAL = "trial"
"""A half that was kept for the end once. No rule is tuned on it: what is learnt from
it is how much a rule's finding, or a sentence's looks, mean on plans unmet."""
DRAFTS = "drafts"
"""Reports and sections of papers, for the rules that drafts alone are asked."""

_NUMBERED = {"Q": 9, "C": 7, "D": 13, "S": 12, "E": 8, "H": 4}
PLAN_RULES = tuple(
    f"{letter}{number}"
    for letter, last in _NUMBERED.items()
    for number in range(1, last + 1)
)
"""Every rule that reads a plan, in the order of their table."""

DRAFT_RULES = ("W1", "W2", "W3")
"""Every rule that reads a draft, and no plan."""

FEWEST_PLANTS = 6
WORDS_A_PAGE = 500

# The loader in C reads the corpus in a tenth of the time, where PyYAML has it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DoesNotApply(ValueError):
    """An edit whose passage does not stand exactly once in the text."""


@dataclass(frozen=True, slots=True)
class Swap:
    """One passage of a plan for another."""

    find: str
    """Occurs exactly once in the text as the swaps before it left it."""
    put: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One rewording of a plan: with a flaw (a plant), or without (a control)."""

    id: str
    rule: str
    """The rule that it is for. What other rules say of it is not scored."""
    flaw: bool
    wording: str
    """How it is said, in a word or two."""
    swaps: tuple[Swap, ...]
    lines: str | None
    """The passage that holds the flaw or, in a control, what looks like one."""
    why: str

    def applied_to(self, text: str) -> str:
        """`text` reworded.

        Raises:
            DoesNotApply: a passage is not there, or is there more than once.
        """
        for number, swap in enumerate(self.swaps, start=1):
            times = text.count(swap.find)
            if times != 1:
                raise DoesNotApply(
                    f"{self.id}: edit {number} finds its passage {times} times: "
                    f"{swap.find[:60]!r}"
                )
            text = text.replace(swap.find, swap.put)
        return text


@dataclass(frozen=True, slots=True)
class SoundPlan:
    """One plan that a careful reviewer would let pass, and its rewordings."""

    field: str
    """The file's stem, such as `theory`."""
    split: str
    text: str
    entries: tuple[Entry, ...]

    @property
    def pages(self) -> float:
        """Its length, in pages of 500 words."""
        return len(self.text.split()) / WORDS_A_PAGE


@cache
def load(split: str) -> tuple[SoundPlan, ...]:
    """The plans of `split`, by name."""
    paths = sorted((FOLDER / split).glob("*.md"))
    return tuple(_load_plan(path) for path in paths)


def _load_plan(path: Path) -> SoundPlan:
    written = (FOLDER / "plants" / f"{path.stem}.yaml").read_text(encoding="utf-8")
    return SoundPlan(
        field=path.stem,
        split=path.parent.name,
        text=path.read_text(encoding="utf-8"),
        entries=tuple(map(parse_entry, yaml.load(written, Loader=_Loader))),
    )


def parse_entry(raw: dict[str, Any]) -> Entry:
    """One item of a file in `plants`; a key too many or too few is an error."""
    values = dict(raw)
    swaps = tuple(Swap(**edit) for edit in values.pop("edits"))
    return Entry(swaps=swaps, **values)


# -- integrity ----------------------------------------------------------------------


def faults(plans: Sequence[SoundPlan]) -> list[str]:
    """Everything that would make a figure over `plans` (all of them) wrong."""
    found = [
        fault for plan in plans for entry in plan.entries for fault in _in(plan, entry)
    ]
    ids = Counter(entry.id for plan in plans for entry in plan.entries)
    found += [f"{name}: used {times} times" for name, times in ids.items() if times > 1]
    for rule in PLAN_RULES:
        found += _too_few(rule, plans, SPLITS)
    for rule in DRAFT_RULES:
        found += _too_few(rule, plans, (DRAFTS,))
    return found + _orphans(plans)


def _in(plan: SoundPlan, entry: Entry) -> Iterator[str]:
    known = DRAFT_RULES if plan.split == DRAFTS else PLAN_RULES
    if entry.rule not in known:
        yield f"{entry.id}: {plan.split} has no rule {entry.rule}"
    if not entry.id.startswith(f"{plan.field}-{entry.rule}-"):
        yield f"{entry.id}: its id does not begin with its field and rule"
    try:
        text = entry.applied_to(plan.text)
    except DoesNotApply as fault:
        yield str(fault)
        return
    if text == plan.text:
        yield f"{entry.id}: changes nothing"
    if entry.lines is not None and text.count(entry.lines) != 1:
        yield f"{entry.id}: its `lines` stand {text.count(entry.lines)} times"


def _too_few(
    rule: str, plans: Sequence[SoundPlan], splits: Sequence[str]
) -> Iterator[str]:
    planted = [
        plan
        for plan in plans
        for entry in plan.entries
        if entry.rule == rule and entry.flaw
    ]
    if len(planted) < FEWEST_PLANTS:
        yield f"{rule}: {len(planted)} plants, fewer than {FEWEST_PLANTS}"
    for split in splits:
        fields = {plan.field for plan in planted if plan.split == split}
        if len(fields) < 2:
            yield f"{rule}: planted in {len(fields)} fields of {split}"
        if not any(
            entry.rule == rule and not entry.flaw
            for plan in plans
            if plan.split == split
            for entry in plan.entries
        ):
            yield f"{rule}: no control in {split}"


def _orphans(plans: Sequence[SoundPlan]) -> list[str]:
    fields = [plan.field for plan in plans]
    files = {path.stem for path in (FOLDER / "plants").glob("*.yaml")}
    found = [f"{stem}.yaml: there is no such plan" for stem in files - set(fields)]
    twice = {field for field in fields if fields.count(field) > 1}
    return found + [f"{field}: a plan of this name in both halves" for field in twice]
