"""Find the right maintenance note for a mistyped query: words or character n-grams?

A ranker has a unit (words, or n-grams of letters) and a weighting (BM25, or TF-IDF
with the cosine). For every query one note is wanted; success@1 is the share of the
queries for which it comes first.

    python retrieve.py
    python retrieve.py --arms words-bm25 words-tfidf ngrams-bm25 ngrams-tfidf
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus import Query, make_notes, make_queries

METRIC = "success_at_1"
HIGHER_IS_BETTER = True

K1, B = 1.2, 0.75  # BM25: how soon repeats stop counting, how much length counts
DEPTH = 10  # the mean reciprocal rank looks no further

RESULTS = Path(__file__).resolve().parent / "results"

Units = Callable[[str], list[str]]
Ranker = Callable[[str], list[int]]


@dataclass(frozen=True)
class Setup:
    notes: int
    queries: int
    shortest: int  # letters in an n-gram
    longest: int


@dataclass(frozen=True)
class Row:
    arm: str
    seed: int
    typos: float
    success_at_1: float
    mrr_at_10: float
    notes: int
    queries: int
    shortest: int
    longest: int


@dataclass(frozen=True)
class Answer:
    """How one query went, for reading the failures and for paired comparisons."""

    arm: str
    seed: int
    typos: float
    query: str
    wanted: str
    first: str
    rank: int


def words(text: str) -> list[str]:
    return text.replace(".", " ").replace(":", " ").split()


def ngrams(shortest: int, longest: int) -> Units:
    """The n-grams of every word, with a mark at its two ends."""

    def units(text: str) -> list[str]:
        return [
            padded[start : start + size]
            for padded in (f"<{word}>" for word in words(text))
            for size in range(shortest, longest + 1)
            for start in range(len(padded) - size + 1)
        ]

    return units


class Index:
    """For every term the notes that hold it, each with a weight fixed beforehand."""

    def __init__(self, notes: Sequence[str], units: Units) -> None:
        self.units = units
        self.counts = [Counter(units(note)) for note in notes]
        self.found_in = Counter(term for count in self.counts for term in count)
        self.weights: dict[str, list[tuple[int, float]]] = defaultdict(list)

    def rank(self, query: str) -> list[int]:
        scores = [0.0] * len(self.counts)
        for term, repeats in Counter(self.units(query)).items():
            for note, weight in self.weights.get(term, ()):
                scores[note] += repeats * weight
        return sorted(range(len(scores)), key=lambda note: -scores[note])


def bm25(notes: Sequence[str], units: Units) -> Ranker:
    index = Index(notes, units)
    lengths = [count.total() for count in index.counts]
    usual = statistics.fmean(lengths)
    for note, count in enumerate(index.counts):
        slack = K1 * (1 - B + B * lengths[note] / usual)
        for term, repeats in count.items():
            holders = index.found_in[term]
            rarity = math.log(1 + (len(notes) - holders + 0.5) / (holders + 0.5))
            weight = rarity * repeats * (K1 + 1) / (repeats + slack)
            index.weights[term].append((note, weight))
    return index.rank


def tfidf(notes: Sequence[str], units: Units) -> Ranker:
    """The cosine, less the length of the query, which is the same for all notes."""
    index = Index(notes, units)
    rarity = {
        term: math.log((1 + len(notes)) / (1 + holders)) + 1
        for term, holders in index.found_in.items()
    }
    for note, count in enumerate(index.counts):
        raw = {term: (1 + math.log(n)) * rarity[term] for term, n in count.items()}
        length = math.hypot(*raw.values())
        for term, weight in raw.items():
            index.weights[term].append((note, weight * rarity[term] / length))
    return index.rank


def shuffled(notes: Sequence[str], seed: int) -> Ranker:
    chance = random.Random(f"shuffle {seed}")
    return lambda _query: chance.sample(range(len(notes)), len(notes))


def build(arm: str, notes: Sequence[str], setup: Setup, seed: int) -> Ranker:
    letters = ngrams(setup.shortest, setup.longest)
    match arm:
        case "words-bm25":
            return bm25(notes, words)
        case "words-tfidf":
            return tfidf(notes, words)
        case "ngrams-bm25":
            return bm25(notes, letters)
        case "ngrams-tfidf":
            return tfidf(notes, letters)
        case _:
            return shuffled(notes, seed)


ARMS = ["shuffle", "words-bm25", "words-tfidf", "ngrams-bm25", "ngrams-tfidf"]
PLANNED = ["shuffle", "words-bm25", "ngrams-tfidf"]


def ask(ranker: Ranker, notes: Sequence[str], query: Query) -> tuple[int, str]:
    """At which place the wanted note comes, and which note comes first."""
    order = ranker(query.text)
    return 1 + order.index(query.wanted), notes[order[0]]


def evaluate(
    arms: Sequence[str], typo_rates: Sequence[float], setup: Setup, seed: int
) -> tuple[list[Row], list[Answer]]:
    subjects, notes = make_notes(setup.notes, seed)
    rows, answers = [], []
    for arm in arms:
        ranker = build(arm, notes, setup, seed)
        for typos in typo_rates:
            ranks = []
            for query in make_queries(subjects, setup.queries, typos, seed):
                rank, first = ask(ranker, notes, query)
                ranks.append(rank)
                wanted = notes[query.wanted]
                answers.append(
                    Answer(arm, seed, typos, query.text, wanted, first, rank)
                )
            rows.append(
                Row(
                    arm=arm,
                    seed=seed,
                    typos=typos,
                    success_at_1=statistics.fmean(rank == 1 for rank in ranks),
                    mrr_at_10=statistics.fmean(map(reciprocal, ranks)),
                    **asdict(setup),
                )
            )
    return rows, answers


def reciprocal(rank: int) -> float:
    return 1 / rank if rank <= DEPTH else 0.0


def new_run(folder: Path) -> Path:
    """The first free of run-001, run-002 and so on: earlier results stay."""
    taken = {path.name for path in folder.glob("run-*")}
    number = next(n for n in range(1, 1000) if f"run-{n:03}" not in taken)
    run = folder / f"run-{number:03}"
    run.mkdir(parents=True)
    return run


def write_lines(path: Path, rows: Sequence[Row | Answer]) -> None:
    with path.open("x", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(row)) + "\n" for row in rows)


def summarise(rows: Sequence[Row], typo_rates: Sequence[float]) -> str:
    lines = [f"{'arm':<13}" + "".join(f"{rate:>8.0%} typos" for rate in typo_rates)]
    for arm in dict.fromkeys(row.arm for row in rows):
        cells = []
        for rate in typo_rates:
            chosen = [r.success_at_1 for r in rows if r.arm == arm and r.typos == rate]
            cells.append(f"{statistics.fmean(chosen):>14.1%}")
        lines.append(f"{arm:<13}" + "".join(cells))
    return "\n".join(lines)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--arms", nargs="+", choices=ARMS, default=PLANNED)
    parser.add_argument("--typos", nargs="+", type=float, default=[0.0, 0.05, 0.15])
    parser.add_argument("--notes", type=int, default=1000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--shortest", type=int, default=3, help="n-gram, in letters")
    parser.add_argument("--longest", type=int, default=4, help="n-gram, in letters")
    parser.add_argument("--seeds", type=int, default=5, help="how many")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=RESULTS)
    return parser.parse_args()


def main() -> None:
    arguments = parse_arguments()
    seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
    setup = Setup(
        arguments.notes, arguments.queries, arguments.shortest, arguments.longest
    )
    rows: list[Row] = []
    answers: list[Answer] = []
    for seed in seeds:
        new = evaluate(arguments.arms, arguments.typos, setup, seed)
        rows += new[0]
        answers += new[1]
    run = new_run(arguments.out)
    write_lines(run / "results.jsonl", rows)
    write_lines(run / "queries.jsonl", answers)
    print(summarise(rows, arguments.typos))


if __name__ == "__main__":
    main()
