"""Sentences to learn from: of the corpus, and written one by one for each rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks.critic.corpus import Entry, SoundPlan, load
from coresearch.critic.plan import Plan
from coresearch.critic.reader import read_document

WORDINGS = Path(__file__).parent / "corpus" / "wordings"


class Kind(StrEnum):
    """What is known of a sentence."""

    FLAWED = "F"
    """It has the flaw that its rule is about."""
    SOUND = "S"
    """It is about the same matter, and in order."""
    GONE = "G"
    """It stands in a sound plan, and a plant for its rule takes it out or changes
    it."""
    PLAIN = "-"
    """It stands in a sound plan, as it happens."""


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence."""

    text: str
    kind: Kind
    rule: str
    """Which rule it was written for; empty if for none."""


def of_plans(splits: Sequence[str]) -> list[Example]:
    """The sentences of sound plans, and those that plants and controls bring in."""
    plans = [plan for split in splits for plan in load(split)]
    return [example for plan in plans for example in _of_plan(plan)]


def _of_plan(plan: SoundPlan) -> Iterator[Example]:
    own = sentences(plan.text)
    for text in own:
        yield Example(text, Kind.PLAIN, "")
    known = frozenset(own)
    for entry in plan.entries:
        changed = sentences(entry.applied_to(plan.text))
        new = [text for text in changed if text not in known]
        kind = Kind.FLAWED if entry.flaw else Kind.SOUND
        for text in _meant(entry, new) if entry.flaw else new:
            yield Example(text, kind, entry.rule)
        if entry.flaw:
            for text in sorted(known.difference(changed)):
                yield Example(text, Kind.GONE, entry.rule)


def _meant(entry: Entry, new: Sequence[str]) -> Sequence[str]:
    """Those of the new sentences in which the flaw is said to be, or all."""
    passage = _bare(entry.lines or "")
    said = [s for s in new if (b := _bare(s)) and (b in passage or passage in b)]
    return said if passage and said else new


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


def sentences(text: str) -> list[str]:
    """The sentences of a plan in which it says what it does, in lower case."""
    plan = Plan(read_document(text))
    return [plan.words(sentence) for sentence in plan.own]


def of_wordings(folder: Path = WORDINGS) -> list[Example]:
    """The sentences that were written for each rule, a file a rule and author."""
    return [
        Example(text, Kind(kind), path.stem)
        for path in sorted(folder.glob("*/*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for kind, _, text in [line.partition("\t")]
    ]
