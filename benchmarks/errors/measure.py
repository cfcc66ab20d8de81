"""Measure the diagnosis of errors: `python -m benchmarks.errors.measure`.

For every case: is the known cause the first that is named, or among the first three?
Where an edit is offered: it is applied to a copy of the script, without looking, and
the script runs again: clean, another error, or the same. The part that is kept for
the end is not read unless it is asked for by name.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.critic.rates import Rate
from benchmarks.errors.record import CORPUS, run
from benchmarks.layout import table
from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.edits import Edit, Modify
from coresearch.diagnosis.case import Around
from coresearch.diagnosis.engine import Diagnosis, diagnose
from coresearch.diagnosis.reader import read_log
from coresearch.diagnosis.signature import signature_id

PARTS = ("dev", "held", "strangers", "strangers_held", "strangers_end")
SCRIPT = "script.py"
_ABOUT_FILES = re.compile(r"No such file|No module named|module '\w+' has no")
SURE = 0.8
"""A cause or fix that is stated with more than this must not be wrong."""


@dataclass(frozen=True, slots=True)
class Case:
    """One failing script, or a log whose script cannot run here."""

    name: str
    rules: frozenset[str]
    """Those that name the cause; empty where none is about it."""
    wants_fix: bool
    log: str
    script: str
    """Empty where there is only a log."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the diagnosis said of a case, and what became of its fix."""

    case: Case
    found: tuple[Diagnosis, ...]
    rank: int
    """Of the known cause, from 1; 0 if it was not named."""
    fix: str = ""
    """`clean`, `other error` or `same error`; empty where no edit was offered."""
    fix_sure: float = 0.0


def load(part: str) -> list[Case]:
    """The cases of a part, by name."""
    folder = CORPUS / part
    entries = yaml.safe_load((folder / "cases.yaml").read_text(encoding="utf-8"))
    return [_case(folder, name, entry) for name, entry in sorted(entries.items())]


def _case(folder: Path, name: str, entry: Sequence[str | bool]) -> Case:
    script = folder / f"{name}.py"
    text = script.read_text(encoding="utf-8") if script.exists() else ""
    log = (folder / f"{name}.log").read_text(encoding="utf-8")
    rules = frozenset(str(entry[0]).split("|")) - {"-"}
    return Case(name, rules, bool(entry[1]) and bool(text), log, text)


def judge(case: Case, python: str = "") -> Result:
    """Diagnose a case; with a Python, apply the first edit and run it again."""
    failure = read_log(case.log).first
    if failure is None:
        return Result(case, (), 0)
    files = {SCRIPT: case.script} if case.script else {}
    paths = (SCRIPT, *_made(case, python)) if case.script else ()
    found = diagnose(failure, Around(files=files, paths=paths))
    ids = [one.rule.id for one in found]
    ranks = [number for number, name in enumerate(ids, 1) if name in case.rules]
    rank = min(ranks, default=0)
    edits = [one for one in found if one.cause.edit and one.cause.path == SCRIPT]
    if not edits or not python:
        return Result(case, found, rank)
    fix = _after(case, edits[0], signature_id(failure), python)
    return Result(case, found, rank, fix, edits[0].cause.confidence)


def _made(case: Case, python: str) -> list[str]:
    """Files that are there after the script has failed, where it is about files."""
    if not python or not _ABOUT_FILES.search(case.log):
        return []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, SCRIPT).write_text(case.script, encoding="utf-8")
        run(Path(folder, SCRIPT), python)
        every = (path for path in Path(folder).rglob("*") if path.is_file())
        return sorted(str(path.relative_to(folder)) for path in every)


def _after(case: Case, one: Diagnosis, before: str, python: str) -> str:
    state = FileState.of(case.script.encode())
    edit = Edit((Modify(SCRIPT, one.cause.edit, base=state.digest),))
    [write] = plan_edit(edit, {SCRIPT: state}).writes
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, SCRIPT)
        script.write_bytes(write.after.content if write.after else b"")
        text, code = run(script, python)
    failure = read_log(text).first
    if code == 0 and failure is None:
        return "clean"
    same = failure is not None and signature_id(failure) == before
    return "same error" if same else "other error"


def report(part: str, results: Sequence[Result], python: str) -> str:
    """Rates with 95 % intervals (Wilson), and what is not as it should be."""
    total = len(results)
    first = Rate(sum(r.rank == 1 for r in results), total)
    three = Rate(sum(0 < r.rank <= 3 for r in results), total)
    sure = [r for r in results if r.found and r.found[0].cause.confidence > SURE]
    wrong = Rate(sum(r.rank != 1 for r in sure), len(sure))
    rows = [
        ("cause in the first", *_shown(first)),
        ("cause in the first three", *_shown(three)),
        (f"first cause wrong, of those above {SURE}", *_shown(wrong)),
    ]
    if python:
        fixes = [r for r in results if r.fix]
        expecting = [r for r in results if r.case.wants_fix]
        ends = Counter(r.fix for r in fixes)
        offered = Rate(sum(bool(r.fix) for r in expecting), len(expecting))
        rows.append(("fix offered, where one is expected", *_shown(offered)))
        for end in ("clean", "other error", "same error"):
            rows.append((f"fix: {end}", *_shown(Rate(ends[end], len(fixes)))))
        bad = [r for r in fixes if r.fix_sure > SURE]
        missed = Rate(sum(r.fix != "clean" for r in bad), len(bad))
        rows.append((f"fix not clean, of those above {SURE}", *_shown(missed)))
    scripts = sum(bool(r.case.script) for r in results)
    head = f"{part}: {total} cases, {scripts} of them scripts that ran here"
    parts = [head, table(("", "of", "share", "95 %"), rows)]
    for r in results:
        said = r.found[0].rule.id if r.found else "nothing"
        if r.rank != 1:
            wanted = "|".join(sorted(r.case.rules)) or "what no rule is about"
            parts.append(f"  {r.case.name}: {said} for {wanted} (rank {r.rank})")
        if r.fix not in ("", "clean"):
            parts.append(f"  {r.case.name}: after the fix: {r.fix} ({r.fix_sure})")
        if python and r.case.wants_fix and not r.fix:
            parts.append(f"  {r.case.name}: no fix that can be run")
    return "\n".join(parts)


def _shown(rate: Rate) -> tuple[str, str, str]:
    low, high = rate.interval()
    share = f"{rate.share:.0%}" if rate.of else "–"
    return f"{rate.hits}/{rate.of}", share, f"{low:.0%} to {high:.0%}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, judge, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.errors.measure")
    parser.add_argument("--part", choices=(*PARTS, "all"), default="dev")
    parser.add_argument("--rerun", action="store_true", help="apply edits, run again")
    parser.add_argument("--python", default=sys.executable, help="one with NumPy")
    asked = parser.parse_args(arguments)
    python = asked.python if asked.rerun else ""
    for part in PARTS if asked.part == "all" else (asked.part,):
        results = [judge(case, python) for case in load(part)]
        print(report(part, results, python), end="\n\n")


if __name__ == "__main__":
    main()
