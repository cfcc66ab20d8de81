"""What a table of items and systems says of the items: a benchmark under test.

Every conclusion about an item needs enough systems; how many is said with it. Pure
functions of the table.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from coresearch.analysis.roles import Roles
from coresearch.analysis.table import Cell, Table, number, said
from coresearch.core.errors import BadInput
from coresearch.core.intervals import Estimate, estimate, wilson
from coresearch.core.likeness import stems

EASY = 0.75
"""Of systems that would get an item right by chance or by skill; see `NEEDED_ALL`."""
NEEDED_ALL = math.ceil(math.log(0.05) / math.log(EASY))
"""Systems from which on "all of them" says something: an item that one in four gets
wrong (or right, by guessing among four) would look so with less than 5 % chance."""
NEEDED_R = math.ceil(((1.959964 + 0.841621) / math.atanh(0.5)) ** 2) + 3
"""Systems with which a correlation of 0.5 is seen with power 0.8 (Fisher's z)."""
NEEDED_FIT = 100
"""Systems from which on two parameters are fitted; Drasgow (1989), Applied
Psychological Measurement 13, 77-90, asks for 200 and five items without a prior."""
_ALIKE = 0.85
_MOST_ALIKE = 800
"""Items that are compared by their words, each with each."""
_MOST_CHOICES = 30
_MOST_PAIRS = 5
_OF_TWO = (
    " (Of two answers those who are wrong agree anyhow: a hard item looks so too.)"
)


@dataclass(frozen=True)
class Grid:
    """Which system did how well on which item."""

    items: tuple[str, ...]
    systems: tuple[str, ...]
    scores: Mapping[tuple[int, int], float]
    """By item and system, 0 to 1: the mean of its rows; not all need to be there."""
    texts: Mapping[int, str]
    """What an item asks, where the table says it."""
    labels: Mapping[int, str]
    answers: Mapping[tuple[int, int], str]
    """What a system answered, where it always answered the same."""
    notes: tuple[str, ...] = ()

    @property
    def is_binary(self) -> bool:
        """Whether every score is right or wrong."""
        return all(score in (0.0, 1.0) for score in self.scores.values())

    def of_item(self, item: int) -> list[tuple[int, float]]:
        """System and score, for those that answered."""
        found = ((s, self.scores.get((item, s))) for s in range(len(self.systems)))
        return [(system, score) for system, score in found if score is not None]

    def of_system(self, system: int) -> list[float]:
        """Its scores, in the order of the items that it answered."""
        found = (self.scores.get((i, system)) for i in range(len(self.items)))
        return [score for score in found if score is not None]


@dataclass(frozen=True, slots=True)
class Item:
    """One item, as the systems found it."""

    name: str
    systems: int
    easiness: float
    """The mean score; of right and wrong the share that got it right."""
    discrimination: float | None
    """Point-biserial: correlation with the rest of the items over systems; None where
    all did the same, or fewer than four systems answered."""
    interval: tuple[float, float] | None
    """Of that, at 95 % (Fisher's z)."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to do about items, with what it rests on."""

    rule: str
    items: tuple[str, ...]
    said: str
    quotes: tuple[str, ...]
    severity: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Trivial:
    """What needs no skill."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class SystemScore:
    """How one system did over all items that it answered."""

    name: str
    mean: Estimate
    interval: tuple[float, float]
    above_trivial: bool | None
    """None where no trivial answer is known."""


@dataclass(frozen=True)
class Findings:
    """All that is said of a benchmark."""

    grid: Grid
    items: tuple[Item, ...]
    systems: tuple[SystemScore, ...]
    """The best first."""
    trivial: tuple[Trivial, ...]
    remarks: tuple[Remark, ...]
    cannot_tell: tuple[str, ...]
    """What too few systems or columns do not allow to say, with what it would need."""
    top: tuple[str, str, Estimate] | None
    """The best two, and by how much they differ over the items that both answered."""
    all_right: int
    all_wrong: int


# -- reading -------------------------------------------------------------------------


def grid_of(table: Table, roles: Roles) -> Grid:
    """Items and systems of a table: a row for each pair, or a column for each system.

    Raises:
        BadInput: there are no items, or no scores between 0 and 1.
    """
    if not roles.item:
        raise BadInput(
            "No column names the items.",
            hint=f"Say which: --item COLUMN. There are: {', '.join(table.columns)}",
        )
    return _long(table, roles) if roles.arm else _wide(table, roles)


def _wide(table: Table, roles: Roles) -> Grid:
    known = {roles.item, roles.label, *roles.features}
    systems = [
        name for name in table.columns if name not in known and _is_score(table, name)
    ]
    if not systems:
        raise BadInput(
            "No column holds the scores of a system, between 0 and 1.",
            hint="A row for each item and system needs columns such as item, system "
            "and correct; or a column for each system",
        )
    names = table.labels([roles.item])
    items = list(dict.fromkeys(names))
    at = {name: n for n, name in enumerate(items)}
    sums: dict[tuple[int, int], list[float]] = defaultdict(list)
    for system, column in enumerate(systems):
        for row, cell in enumerate(table.columns[column]):
            value = number(cell)
            if value is not None:
                sums[at[names[row]], system].append(value)
    note = "every column with scores between 0 and 1 is taken for a system"
    return _grid(table, roles, items, systems, sums, {}, (note,))


def _is_score(table: Table, name: str) -> bool:
    values = [number(cell) for cell in table.columns[name] if cell is not None]
    return bool(values) and all(v is not None and 0 <= v <= 1 for v in values)


def _long(table: Table, roles: Roles) -> Grid:
    names, arms = table.labels([roles.item]), table.labels(roles.arm)
    items, systems = list(dict.fromkeys(names)), list(dict.fromkeys(arms))
    item_at = {name: n for n, name in enumerate(items)}
    system_at = {name: n for n, name in enumerate(systems)}
    has_answers = bool(roles.label and roles.prediction)
    column = next((m for m in roles.metrics if m in table.columns), "")
    if not has_answers and not (column and _is_score(table, column)):
        raise BadInput(
            "No column says how well each item was answered, between 0 and 1.",
            hint="Such as correct with 0 and 1; or name one: --metric COLUMN",
        )
    sums: dict[tuple[int, int], list[float]] = defaultdict(list)
    given: dict[tuple[int, int], set[str]] = defaultdict(set)
    for row in range(table.rows):
        key = item_at[names[row]], system_at[arms[row]]
        value = _row_score(table, roles, column, row)
        if value is not None:
            sums[key].append(value)
        if roles.prediction:
            given[key].add(said(table.columns[roles.prediction][row]))
    answers = {key: next(iter(one)) for key, one in given.items() if len(one) == 1}
    return _grid(table, roles, items, systems, sums, answers, ())


def _row_score(table: Table, roles: Roles, column: str, row: int) -> float | None:
    if column and _is_cell_score(table.columns[column][row]):
        return number(table.columns[column][row])
    if not (roles.label and roles.prediction):
        return None
    label, answer = (table.columns[c][row] for c in (roles.label, roles.prediction))
    return None if label is None else float(_same(label, answer))


def _is_cell_score(cell: Cell) -> bool:
    value = number(cell)
    return value is not None and 0 <= value <= 1


def _same(label: Cell, answer: Cell) -> bool:
    return said(label).strip().casefold() == said(answer).strip().casefold()


def _grid(
    table: Table,
    roles: Roles,
    items: Sequence[str],
    systems: Sequence[str],
    sums: Mapping[tuple[int, int], Sequence[float]],
    answers: Mapping[tuple[int, int], str],
    notes: tuple[str, ...],
) -> Grid:
    scores = {key: math.fsum(values) / len(values) for key, values in sums.items()}
    at = {name: n for n, name in enumerate(items)}
    names = table.labels([roles.item])
    texts: dict[int, str] = {}
    labels: dict[int, str] = {}
    asks = [name for name in roles.features if _is_text(table, name)]
    for row, name in enumerate(names):
        if asks:
            texts.setdefault(at[name], said(table.columns[asks[0]][row]))
        if roles.label:
            labels.setdefault(at[name], said(table.columns[roles.label][row]))
    missing = len(items) * len(systems) - len(scores)
    if missing:
        notes = (*notes, f"{missing} pairs of item and system have no score")
    return Grid(
        tuple(items), tuple(systems), scores, texts, labels, dict(answers), notes
    )


def _is_text(table: Table, name: str) -> bool:
    cells = [cell for cell in table.columns[name][:200] if cell is not None]
    words = [len(str(cell).split()) for cell in cells if isinstance(cell, str)]
    return bool(words) and sum(words) / len(cells) >= 3


# -- what is said --------------------------------------------------------------------


def findings(grid: Grid) -> Findings:
    """Everything that this table allows to say of its items.

    Raises:
        BadInput: one item, or one system: nothing to compare.
    """
    if len(grid.items) < 2 or len(grid.systems) < 2:
        raise BadInput(
            f"It has {len(grid.items)} items and {len(grid.systems)} systems: of two "
            "each something can be said.",
            hint="A row for each item and system; name the columns with --item and "
            "--system if they were not found",
        )
    values = [grid.of_system(system) for system in range(len(grid.systems))]
    totals = [(math.fsum(mine), len(mine)) for mine in values]
    items = tuple(_item(grid, at, totals) for at in range(len(grid.items)))
    trivial = tuple(_trivial(grid))
    systems = _systems(grid, trivial)
    fewest = min(item.systems for item in items)
    return Findings(
        grid,
        items,
        systems,
        trivial,
        tuple(_remarks(grid, items, systems, trivial)),
        tuple(_cannot_tell(grid, fewest, trivial)),
        _top(grid, systems),
        sum(item.easiness == 1 for item in items),
        sum(item.easiness == 0 for item in items),
    )


def _item(grid: Grid, item: int, totals: Sequence[tuple[float, int]]) -> Item:
    mine = grid.of_item(item)
    easiness = math.fsum(score for _, score in mine) / len(mine) if mine else 0.0
    pairs = [
        (score, (totals[system][0] - score) / (totals[system][1] - 1))
        for system, score in mine
        if totals[system][1] > 1
    ]
    r = correlation(pairs)
    return Item(grid.items[item], len(mine), easiness, r, _fisher(r, len(pairs)))


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's; of scores of 0 and 1 it is the point-biserial. None if it is none."""
    if len(pairs) < 4:
        return None
    first, second = (
        [value - math.fsum(side) / len(side) for value in side]
        for side in zip(*pairs, strict=True)
    )
    spread = math.sqrt(
        math.fsum(a * a for a in first) * math.fsum(b * b for b in second)
    )
    if spread < 1e-12:
        return None
    found = math.fsum(a * b for a, b in zip(first, second, strict=True)) / spread
    return max(-1.0, min(1.0, found))


def _fisher(r: float | None, count: int) -> tuple[float, float] | None:
    if r is None or count < 4:
        return None
    z = math.atanh(max(-0.999999, min(0.999999, r)))
    half = 1.959964 / math.sqrt(count - 3)
    return math.tanh(z - half), math.tanh(z + half)


def _trivial(grid: Grid) -> Iterator[Trivial]:
    counts = Counter(grid.labels.values())
    total = sum(counts.values())
    if not total or not 2 <= len(counts) <= min(_MOST_CHOICES, total // 2):
        return
    [(label, most)] = counts.most_common(1)
    yield Trivial(f"always {label}", most / total)
    yield Trivial(
        "drawn by the labels' shares", sum((c / total) ** 2 for c in counts.values())
    )
    yield Trivial(f"one of {len(counts)} by chance", 1 / len(counts))


def _systems(grid: Grid, trivial: Sequence[Trivial]) -> tuple[SystemScore, ...]:
    bar = max((one.share for one in trivial), default=None)
    found = []
    for at, name in enumerate(grid.systems):
        values = grid.of_system(at)
        if not values:
            continue
        mean = estimate(values)
        if all(value in (0.0, 1.0) for value in values):
            interval = wilson(round(sum(values)), len(values))
        else:
            half = mean.half_width or 1.0
            interval = max(0.0, mean.mean - half), min(1.0, mean.mean + half)
        above = None if bar is None else interval[0] > bar
        found.append(SystemScore(name, mean, interval, above))
    return tuple(sorted(found, key=lambda one: -one.mean.mean))


def _top(
    grid: Grid, systems: Sequence[SystemScore]
) -> tuple[str, str, Estimate] | None:
    if len(systems) < 2:
        return None
    first, second = (grid.systems.index(one.name) for one in systems[:2])
    differences = [
        grid.scores[item, first] - grid.scores[item, second]
        for item in range(len(grid.items))
        if (item, first) in grid.scores and (item, second) in grid.scores
    ]
    if len(differences) < 2:
        return None
    return grid.systems[first], grid.systems[second], estimate(differences)


def _cannot_tell(grid: Grid, fewest: int, trivial: Sequence[Trivial]) -> Iterator[str]:
    if fewest < NEEDED_ALL:
        yield (
            f"Whether an item that all {fewest} systems got right (or wrong) is too "
            f"easy (or too hard): {NEEDED_ALL} systems are needed. One that a quarter "
            f"gets wrong would look so in {EASY**fewest:.0%} of draws of {fewest}."
        )
    if fewest < NEEDED_R:
        yield (
            f"Which items tell good systems from bad: {NEEDED_R} systems are needed to "
            f"see a correlation of 0.5 with power 0.8, and an item has {fewest}."
        )
    if fewest < NEEDED_FIT or not grid.is_binary:
        why = (
            f"{NEEDED_FIT} systems are needed"
            if grid.is_binary
            else "scores of 0 and 1 are needed"
        )
        yield f"Difficulty and discrimination by a 2-parameter logistic model: {why}."
    if not trivial:
        yield (
            "Whether a system is above a trivial one: no column with a few labels was "
            "found (--label COLUMN)."
        )
    if not grid.texts:
        yield "Whether items ask the same: no column has their text."
    if not grid.answers:
        yield (
            "Whether a label is doubtful: no column has the answers of the systems "
            "(--prediction COLUMN)."
        )


# -- remarks -------------------------------------------------------------------------


def _remarks(
    grid: Grid,
    items: Sequence[Item],
    systems: Sequence[SystemScore],
    trivial: Sequence[Trivial],
) -> Iterator[Remark]:
    yield from _doubtful(grid, systems)
    yield from _same_text(grid)
    yield from _unlike_the_rest(items)
    yield from _same_pattern(grid, items)
    yield from _ends(grid, items)
    yield from _whole(systems, trivial)


def _doubtful(grid: Grid, systems: Sequence[SystemScore]) -> Iterator[Remark]:
    """Items on which most, and the better half above all, agree on another answer."""
    better = {one.name for one in systems[: max(1, len(systems) // 2)]}
    is_many = len(set(grid.labels.values()) | set(grid.answers.values())) > 2
    for at, name in enumerate(grid.items):
        label = grid.labels.get(at)
        given = {
            grid.systems[system]: grid.answers[at, system]
            for system in range(len(grid.systems))
            if (at, system) in grid.answers
        }
        counts = Counter(answer.strip().casefold() for answer in given.values())
        if label is None or not counts:
            continue
        [(answer, count)] = counts.most_common(1)
        agreeing = {s for s, a in given.items() if a.strip().casefold() == answer}
        if answer == label.strip().casefold() or not answer:
            continue
        if count >= 3 and count > len(given) / 2 and better & given.keys() <= agreeing:
            shown = next(a for a in given.values() if a.strip().casefold() == answer)
            yield Remark(
                "bench:label",
                (name,),
                f"{count} of {len(given)} systems, and every one of the better half, "
                f"answer {shown!r}, and the label is {label!r}: the label is wrong, or "
                "the question has two answers." + ("" if is_many else _OF_TWO),
                (grid.texts.get(at, name),),
                "high" if is_many else "medium",
                0.6 if is_many else 0.3,
            )


def _same_text(grid: Grid) -> Iterator[Remark]:
    plain: dict[str, list[int]] = defaultdict(list)
    for at, text in grid.texts.items():
        plain[re.sub(r"\W+", " ", text.casefold()).strip()].append(at)
    groups = [group for text, group in plain.items() if text and len(group) > 1]
    for group in groups:
        names = tuple(grid.items[at] for at in group)
        keys = {grid.labels[at] for at in group if at in grid.labels}
        other = f", with the labels {', '.join(sorted(keys))}" if len(keys) > 1 else ""
        yield Remark(
            "bench:same-text",
            names,
            f"{len(group)} items ask the same{other}: they count as one observation, "
            "and the interval of a score is narrower than it should be.",
            tuple(grid.texts[at] for at in group[:3]),
            "high" if len(keys) > 1 else "medium",
            0.95,
        )
    same = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    pairs = [pair for pair in _alike(grid) if frozenset(pair) not in same]
    if len(pairs) > _MOST_PAIRS:
        named = list(dict.fromkeys(at for pair in pairs for at in pair))
        yield Remark(
            "bench:template",
            tuple(grid.items[at] for at in named),
            f"{len(pairs)} pairs of items share {_ALIKE:.0%} of their words or more: "
            f"{len(named)} items look made from a template. What is learnt about one "
            "is learnt about all; an interval over items takes them for independent.",
            tuple(grid.texts[at] for at in named[:3]),
            "medium",
            0.6,
        )
        return
    for first, second in pairs:
        yield Remark(
            "bench:alike",
            (grid.items[first], grid.items[second]),
            f"The two share {_ALIKE:.0%} of their words or more: two observations only "
            "if what differs is what is tested.",
            (grid.texts[first], grid.texts[second]),
            "low",
            0.5,
        )


def _alike(grid: Grid) -> Iterator[tuple[int, int]]:
    texts = list(grid.texts.items())[:_MOST_ALIKE]
    words = [(at, set(stems(text))) for at, text in texts]
    long = [(at, found) for at, found in words if len(found) >= 5]
    for (one, first), (other, second) in combinations(long, 2):
        if 2 * len(first & second) >= _ALIKE * (len(first) + len(second)):
            yield one, other


def _unlike_the_rest(items: Sequence[Item]) -> Iterator[Remark]:
    for item in items:
        if item.interval is None or item.discrimination is None:
            continue
        if item.systems >= NEEDED_R and item.interval[1] < 0:
            low, high = item.interval
            yield Remark(
                "bench:negative",
                (item.name,),
                "The better a system is on the rest, the worse on this one: "
                f"correlation {item.discrimination:.2f} ({low:.2f} to {high:.2f}, "
                f"{item.systems} systems). A wrong label, a trap, or another skill.",
                (item.name,),
                "high",
                0.7,
            )


def _same_pattern(grid: Grid, items: Sequence[Item]) -> Iterator[Remark]:
    """Items that every system got alike: one says no more than the other."""
    patterns: dict[tuple[float | None, ...], list[str]] = defaultdict(list)
    for at, item in enumerate(items):
        mine = tuple(grid.scores.get((at, s)) for s in range(len(grid.systems)))
        told = [score for score in mine if score is not None]
        minority = min(told.count(0.0), told.count(1.0))
        if len(told) >= NEEDED_R and minority >= 3:
            patterns[mine].append(item.name)
    for names in patterns.values():
        if len(names) > 1:
            yield Remark(
                "bench:redundant",
                tuple(names),
                f"{len(names)} items were answered alike by every one of "
                f"{len(grid.systems)} systems: one of them would do.",
                tuple(names[:3]),
                "low",
                0.6,
            )


def _ends(grid: Grid, items: Sequence[Item]) -> Iterator[Remark]:
    ends = (
        (
            1.0,
            "bench:all-right",
            "right",
            "They cost time and tell no system from another",
        ),
        (
            0.0,
            "bench:all-wrong",
            "wrong",
            "Too hard, or their labels are wrong: look at some",
        ),
    )
    for end, rule, word, said_ in ends:
        names = [i.name for i in items if i.easiness == end and i.systems >= NEEDED_ALL]
        if names:
            yield Remark(
                rule,
                tuple(names),
                f"Every system got {len(names)} of {len(items)} items {word} "
                f"({len(grid.systems)} systems). {said_}.",
                tuple(names[:5]),
                "medium" if len(names) * 4 > len(items) else "low",
                0.8,
            )


def _whole(
    systems: Sequence[SystemScore], trivial: Sequence[Trivial]
) -> Iterator[Remark]:
    best = systems[0]
    if best.interval[1] >= 0.99 and best.mean.mean >= 0.95:
        yield Remark(
            "bench:ceiling",
            (),
            f"{best.name} has {best.mean.mean:.1%} ({best.interval[0]:.1%} to "
            f"{best.interval[1]:.1%}): there is no room above it to see a gain.",
            (best.name,),
            "high",
            0.8,
        )
    below = [one.name for one in systems if one.above_trivial is False]
    if trivial and below:
        bar = max(trivial, key=lambda one: one.share)
        yield Remark(
            "bench:trivial",
            (),
            f"{len(below)} of {len(systems)} systems are not above the answer "
            f"“{bar.name}”, which has {bar.share:.1%}: {', '.join(below[:6])}.",
            tuple(below[:3]),
            "high" if len(below) * 2 > len(systems) else "medium",
            0.9,
        )
