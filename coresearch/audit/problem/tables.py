"""Results as records: what was varied, and what was measured."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coresearch.audit.facts import RunFacts
from coresearch.audit.tree import name_of
from coresearch.core.column_names import SEEDS

MOST_LEVELS = 12
"""Values of a column that can still be a factor."""
_MOST_ROWS = 20_000
_MEASURED = re.compile(
    r"acc|loss|f1|auc|auroc|score|recall|precision|ndcg|mrr|error|rmse|mae|mse|bleu|rouge"
    r"|wer|cer|perplexity|reward|return|success|seconds|time|latency|rate$|_at_\d+$|regret",
    re.IGNORECASE,
)
_FLAG = re.compile(r"--?(?P<name>[A-Za-z][\w.-]*)(?:=(?P<value>.*))?$")
_PAIR = re.compile(r"\+{0,2}(?P<name>[A-Za-z_][\w.]*)=(?P<value>.+)$")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of results, or one run."""

    factors: Mapping[str, str]
    measures: Mapping[str, float]
    seed: str = ""
    source: str = ""
    """A file and line, or a run."""


@dataclass(frozen=True, slots=True)
class Table:
    """Records that belong together: of one file, or of one script's runs."""

    name: str
    records: tuple[Record, ...]
    script: str = ""
    """The script, where the records are runs of it."""
    missing: tuple[str, ...] = ()
    """Where a measure is not a finite number."""
    runs: tuple[RunFacts, ...] = field(default=(), repr=False)


def table_of(path: str, given: Sequence[Mapping[str, object]]) -> Table:
    """The rows of a file of results as records."""
    rows = given[:_MOST_ROWS]
    names = list(dict.fromkeys(name for row in rows for name in row))
    kinds = {name: _kind(name, [row.get(name) for row in rows]) for name in names}
    records, missing = [], []
    for number, row in enumerate(rows, start=1):
        measures = {}
        for name in names:
            value = _number(row.get(name)) if kinds[name] == "measure" else None
            if value is not None and math.isfinite(value):
                measures[name] = value
            elif kinds[name] == "measure" and _is_broken(row.get(name)):
                missing.append(f"{path}: {name} is {row[name]!s} in row {number}")
        factors = {n: _said(row[n]) for n in names if kinds[n] == "factor" and n in row}
        seed = next(
            (_said(row[n]) for n in names if kinds[n] == "seed" and n in row), ""
        )
        records.append(Record(factors, measures, seed, f"{path}, row {number}"))
    return Table(path, tuple(records), missing=tuple(missing))


def merged(tables: Sequence[Table]) -> list[Table]:
    """Tables of one name in several folders, with the same columns, as one.

    What is the same within each may be what differs between them.
    """
    groups: dict[tuple[str, frozenset[str], frozenset[str]], list[Table]] = {}
    for table in tables:
        factors = frozenset(n for r in table.records for n in r.factors)
        measures = frozenset(n for r in table.records for n in r.measures)
        key = (name_of(table.name), factors, measures)
        groups.setdefault(key, []).append(table)
    return [_one(same) for same in groups.values()]


def _one(tables: Sequence[Table]) -> Table:
    first = tables[0]
    if len(tables) == 1:
        return first
    records = tuple(record for table in tables for record in table.records)
    missing = tuple(said for table in tables for said in table.missing)
    name = f"{first.name} and {len(tables) - 1} more of that name"
    return Table(name, records, missing=missing)


def _kind(name: str, values: Sequence[object]) -> str:
    """factor, measure, seed, or nothing of these."""
    given = [value for value in values if value is not None and value != ""]
    distinct = {_said(value) for value in given}
    if not given:
        return ""
    if name.lower() in SEEDS:
        return "seed"
    numbers = [_number(value) for value in given]
    if all(number is not None for number in numbers):
        whole = all(n is not None and float(n).is_integer() for n in numbers)
        if _MEASURED.search(name):
            return "measure"
        if len(distinct) <= MOST_LEVELS and (whole or 2 * len(distinct) <= len(given)):
            return "factor"
        return "measure"
    return "factor" if len(distinct) <= MOST_LEVELS else ""


def _number(value: object) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def _is_broken(value: object) -> bool:
    number = _number(value)
    return number is not None and not math.isfinite(number)


def _said(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return " ".join(str(value).split())[:60]


def of_runs(runs: Sequence[RunFacts]) -> list[Table]:
    """One table for each script: its runs that succeeded, by their arguments."""
    scripts: dict[str, list[RunFacts]] = {}
    for run in runs:
        if run.path and run.state == "succeeded":
            scripts.setdefault(run.path, []).append(run)
    found = []
    for path, mine in scripts.items():
        given = [dict(arguments(run.arguments)) for run in mine]
        names = dict.fromkeys(name for one in given for name in one)
        records, missing = [], []
        for run, one in zip(mine, given, strict=True):
            factors = {n: one.get(n, "(default)") for n in names if n not in SEEDS}
            measures = {k: v for k, v in run.metrics.items() if v is not None}
            missing += [
                f"run {run.short}: {k} is not finite"
                for k, v in run.metrics.items()
                if v is None
            ]
            seed = one.get("seed") or (str(run.seed) if run.seed is not None else "")
            records.append(Record(factors, measures, seed, f"run {run.short}"))
        name = f"runs of {path}"
        found.append(Table(name, tuple(records), path, tuple(missing), tuple(mine)))
    return found


def arguments(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The arguments of a command by name: `--k 5`, `--k=5`, `k=5`, `--all`."""
    name, values, place = "", list[str](), 0

    def close() -> Iterator[tuple[str, str]]:
        if name:
            yield name, " ".join(values) or "yes"

    for word in words:
        flag, pair = _FLAG.match(word), _PAIR.match(word)
        is_number = re.fullmatch(r"-\d[\d.e-]*", word) is not None
        if flag and not is_number:
            yield from close()
            name, values = flag["name"], []
            if flag["value"] is not None:
                yield name, flag["value"]
                name = ""
        elif pair:
            yield from close()
            name = ""
            yield pair["name"], pair["value"]
        elif name:
            values.append(word)
        else:
            place += 1
            yield f"argument {place}", word
    yield from close()
