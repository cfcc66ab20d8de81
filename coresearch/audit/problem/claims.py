"""Sentences that state a result, and whether any result has their number."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coresearch.audit.facts import RunFacts
from coresearch.audit.problem.grid import Grid
from coresearch.audit.tree import lines

_STATES = re.compile(
    r"\b(?:reach(?:es|ed)?|achiev\w+|improv\w+|outperform\w*|obtain\w*|yield\w*|scores?d?"
    r"|gains?(?:ed)?|beats?|better|worse|higher|lower|drops?|dropped|increas\w+|decreas\w+"
    r"|reduc\w+|raises|raised|found|gets?|got|wins?|won|accuracy (?:is|was|of)"
    r"|(?:is|was|are|were) (?:at )?\d)\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:expect\w*|will|would|should|could|may|might|hypothes\w+|if|at least|at most"
    r"|targets?|budget|needs?|assum\w+|suppos\w+|costs?|plan(?:ned|s)?|hopes?|aims?"
    r"|thresholds?|alpha|power|predict\w*|whether|unless|typically|usually|et al|arxiv"
    r"|doi|reported by|according to|version|python|about how)\b|\]\(|\[\d+\]|\?\s*$",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?<![\w.@#/-])\d{1,3}(?:\.\d+)?(?=\s?%|\s?points?\b)")
_NUMBER = re.compile(f"{_SHARE.pattern}|" + r"(?<![\w.@#/-])\d?\.\d+\b(?!\.\d)")
"""Bare decimals are results beside a measure only; elsewhere they are settings."""
_MEASURES = re.compile(
    r"accurac|f1|auc|auroc|loss|score|recall|precision|error|success|ndcg|mrr|bleu|rouge"
    r"|perplexity|reward|kappa|correlation|rmse|mae\b|r²",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_MOST = 4_000
"""Differences that are looked at."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A line that states a result."""

    path: str
    line: int
    text: str
    numbers: tuple[str, ...]


def claims(documents: dict[str, str]) -> Iterator[Claim]:
    """Every line of prose that states a result with a number."""
    for path, text in documents.items():
        in_fence = False
        for number, line in lines(text):
            if _FENCE.match(line):
                in_fence = not in_fence
                continue
            if in_fence or line.startswith(("    ", "\t", "|", "#", ">")):
                continue
            for sentence in re.split(r"(?<=[.!?])\s+", line.strip()):
                pattern = _NUMBER if _MEASURES.search(sentence) else _SHARE
                found = tuple(pattern.findall(sentence))
                if found and _STATES.search(sentence) and not _HEDGES.search(line):
                    yield Claim(path, number, sentence.strip(" -*"), found)


def known_values(grids: Iterable[Grid], runs: Iterable[RunFacts]) -> list[float]:
    """Every number that a result could be quoted as: values, means, differences."""
    values: list[float] = []
    for grid in grids:
        means: dict[str, list[float]] = {}
        for records in grid.cells.values():
            for name in {n for record in records for n in record.measures}:
                told = [r.measures[name] for r in records if name in r.measures]
                means.setdefault(name, []).append(statistics.fmean(told))
        if not grid.is_by_item:  # among thousands any number is found by chance
            for record in grid.table.records:
                values += record.measures.values()
        for told in means.values():
            values += told
            pairs = itertools.islice(itertools.combinations(told, 2), _MOST)
            values += [abs(a - b) for a, b in pairs]
    for run in runs:
        values += [value for value in run.metrics.values() if value is not None]
    return values


def is_backed(claim: Claim, values: Iterable[float]) -> bool:
    """Whether one of its numbers is a value, rounded as the claim has it."""
    told = list(values)
    for number in claim.numbers:
        digits = len(number.partition(".")[2])
        half = 0.5 * 10**-digits + 1e-9
        said = float(number)
        if any(
            abs(abs(v) - said) <= half or abs(abs(v) * 100 - said) <= half for v in told
        ):
            return True
    return False
