"""What it takes to use a result: what is read and written, what has to be there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from coresearch.audit.check import joined
from coresearch.audit.code import Script
from coresearch.audit.facts import RunFacts, versions
from coresearch.audit.problem.grid import Grid
from coresearch.audit.systems import pins
from coresearch.audit.systems.compute import size
from coresearch.audit.tree import Tree, name_of
from coresearch.core.text import counted, one_line, shorten
from coresearch.workbench.activities.problem import grids_of
from coresearch.workbench.activities.shelf import runs_of, tree_of
from coresearch.workbench.project import Project

_TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
_MOST = 8
_STRICT = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
_LESSER = re.compile(r"\bL(?:esser )?GPL|GNU Lesser", re.IGNORECASE)
_KNOWN = (
    ("Apache License", "Apache"), ("MIT License", "MIT"), ("BSD", "BSD"),
    ("AFFERO GENERAL PUBLIC", "AGPL"), ("LESSER GENERAL PUBLIC", "LGPL"),
    ("GENERAL PUBLIC LICENSE", "GPL"), ("Mozilla Public", "MPL"),
    ("Creative Commons", "Creative Commons"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What the repository and the journal show of a result."""

    tree: Tree
    runs: Sequence[RunFacts]
    """The newest first."""
    grids: Sequence[Grid]

    @property
    def good(self) -> list[RunFacts]:
        """The runs that succeeded, of scripts."""
        return [run for run in self.runs if run.state == "succeeded" and run.path]

    @property
    def used(self) -> list[Script]:
        """The scripts that ran; without runs those that a person would start."""
        ran = {run.path for run in self.runs}
        scripts = self.tree.scripts
        mine = [one for one in scripts if one.path in ran]
        return mine or [one for one in scripts if one.is_started]


def seen(project: Project) -> Seen:
    """Read the repository and the journal."""
    tree, runs = tree_of(project), runs_of(project)
    return Seen(tree, runs, grids_of(project, tree, runs))


def data_read(of: Seen) -> str:
    """The one table of data that the scripts read; nothing if none or several are."""
    named = {_in_tree(of, path) for script in of.used for path, _ in script.reads}
    named |= {_in_tree(of, word) for run in of.good for word in run.arguments}
    found = [
        path
        for path in named
        if path.lower().endswith(_TABLES) and path in of.tree.data
    ]
    return found[0] if len(found) == 1 else ""


def _in_tree(of: Seen, path: str) -> str:
    """The file of the repository that is meant by a path in code."""
    bare = path.removeprefix("./")
    if bare in of.tree.sizes:
        return bare
    same = [one for one in of.tree.sizes if name_of(one) == name_of(bare)]
    return same[0] if len(same) == 1 else ""


def needs(of: Seen) -> Iterator[str]:
    """How it is started, what it reads, writes and imports, and where it ran."""
    yield from _started(of)
    yield from _read(of)
    yield from _written(of)
    yield from _packages(of)
    yield from _machines(of)


def _started(of: Seen) -> Iterator[str]:
    for run in of.good[:1]:
        said = shorten(one_line(run.command), 160).replace("`", "'")
        yield f"Started by: `python {said}` (run {run.short}, the newest good one)"


def _read(of: Seen) -> Iterator[str]:
    told: dict[str, str] = {}
    for script in of.used:
        for path, line in script.reads:
            there = _in_tree(of, path)
            what = f"`{size(float(of.tree.sizes[there]))}`" if there else ""
            columns = _columns(of, there)
            state = f"{what}{columns}" if there else "not in the repository"
            told.setdefault(path, f"`{one_line(path)}` ({script.path}:{line}): {state}")
    for line_ in list(told.values())[:_MOST]:
        yield f"Reads {line_}"
    if not told and of.used:
        yield (
            "Reads no file whose name stands in the code: `<which input, in which "
            "format, from where>`"
        )


def _columns(of: Seen, path: str) -> str:
    """The names in the head of a table."""
    text = of.tree.texts.get(path, "")
    if not path.lower().endswith((".csv", ".tsv")) or not text:
        return ""
    head = text.splitlines()[0].replace("`", "'")
    rows = max(0, text.rstrip("\n").count("\n"))
    return f", `{rows:,}` rows, `{shorten(head, 100)}`"


def _written(of: Seen) -> Iterator[str]:
    sizes: dict[str, int] = {}
    for run in reversed(of.good):
        sizes |= run.written
    kinds = Counter(PurePosixPath(path).suffix or path for path in sizes)
    if sizes:
        listed = ", ".join(
            f"`{one_line(path)}` (`{size(float(much))}`)"
            for path, much in list(sizes.items())[-3:]
        )
        count = counted(len(sizes), "file")
        yield f"Writes {count} ({joined(kinds)}), such as {listed}"


def _packages(of: Seen) -> Iterator[str]:
    foreign = pins.foreign_imports(of.tree)
    if not foreign:
        if of.used:
            yield "Imports Python's standard library only"
        return
    known = versions(of.runs)
    strict = []
    told = []
    for name in sorted(foreign):
        version = known.get(name, "")
        of_it = _licence_of(name, version)
        if _STRICT.search(of_it) and not _LESSER.search(of_it):
            strict.append(name)
        exact = f" {version}" if version else " (version not on record)"
        told.append(f"`{name}{exact}`" + (f", {of_it}" if of_it else ""))
    lock = "a" if pins.is_locked(of.tree) else "no"
    yield f"Imports {'; '.join(told[:20])}; {lock} lock file"
    if strict:
        yield (
            f"Under a licence that asks for the source of what is passed on: "
            f"{', '.join(f'`{one}`' for one in strict)}: `<is that meant?>`"
        )


def _licence_of(name: str, version: str) -> str:
    """The licence of a package as it is installed here, in the version that ran."""
    from importlib import metadata

    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    if version and told["Version"] != version:
        return ""
    stated = "".join(told.get_all("License-Expression") or ())
    classified = [
        one.rpartition(" :: ")[2]
        for one in told.get_all("Classifier") or ()
        if one.startswith("License ::")
    ]
    return shorten(one_line(stated or ", ".join(classified)), 60)


def _machines(of: Seen) -> Iterator[str]:
    pythons = sorted({run.python for run in of.good if run.python})
    machines = Counter(run.machine for run in of.good if run.machine)
    gpus = Counter(card for run in of.good for card in run.gpus)
    if pythons or machines:
        where = f"`{joined(machines)}`" if machines else "one machine"
        cards = f"`{joined(gpus)}`" if gpus else "no graphics card"
        yield (
            f"Ran under Python `{joined(pythons) or 'unknown'}` on {where} with "
            f"{cards}; nowhere else, as far as is on record"
        )


def licence(of: Seen) -> str:
    """The file of the licence, and which it is where its text says so."""
    for path in of.tree.sizes:
        if re.fullmatch(r"(?:LICEN[CS]E|COPYING)(?:[.-][\w.]+)?", path, re.IGNORECASE):
            text = of.tree.texts.get(path, "")[:2000]
            kinds = [short for words, short in _KNOWN if words.lower() in text.lower()]
            return f"`{path}`{f', {kinds[0]}' if kinds else ''}"
    return ""
