"""Paths of the data: from the disk's root, or a pattern that no file fits."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.origins.asked import sources
from coresearch.diagnosis.origins.scopes import Scope, dotted
from coresearch.diagnosis.origins.values import Literal
from coresearch.diagnosis.rule import Cause, rule
from coresearch.diagnosis.rules.data.cells import standing

_SLASH = r"No such file or directory: '(/[^']+)'"


def _absolute(case: Case, match: re.Match[str]) -> Cause | None:
    path = match[1]
    end = path.lstrip("/")
    fits = [one for one in case.trail.paths if one.endswith(f"/{end}") or one == end]
    if len(fits) != 1:
        return None
    cells = standing(case, path)
    where = f"{cells[0]}" if cells else "where it is written"
    edit, file = _unslashed(case, cells[0].column) if cells else ((), "")
    return Cause(
        f"{path} begins with a slash, so it is taken from the disk's root, and "
        f"whatever it is joined to is dropped; the file is {fits[0]}. The path stands "
        f"at {where}.",
        0.92 if cells else 0.8,
        edit=edit,
        path=file,
        test="Take the slash off before joining: path.lstrip('/').",
    )


def _unslashed(case: Case, column: str) -> tuple[tuple[Replacement, ...], str]:
    asked = re.compile(rf"\w+\[(['\"]){re.escape(column)}\1\]")
    for path in case.trail.paths:
        if not path.endswith(".py"):
            continue
        found = []
        text = case.around.text(path) or ""
        for number, line in enumerate(text.splitlines(keepends=True), 1):
            parts = asked.findall(line)
            if len(parts) == 1 and ("/" in line or "join(" in line):
                new = asked.sub(lambda one: f'{one[0]}.lstrip("/")', line)
                found.append(Replacement(line, new, number))
        if len(found) == 1:
            return tuple(found), path
    return (), ""


def _no_files(case: Case, match: re.Match[str]) -> Cause | None:
    for folder, pattern, node in _globs(case):
        top = folder.strip("./").rstrip("/")
        below = [p for p in case.trail.paths if p.startswith(f"{top}/") or not top]
        end = pattern.rpartition("*")[2]
        deeper = [p for p in below if end and p.endswith(end)]
        direct = [p for p in deeper if "/" not in p.removeprefix(f"{top}/")]
        if direct:
            continue
        wanted = f"{folder}/{pattern}"
        if deeper and "**" not in pattern:
            edit: tuple[Replacement, ...] = ()
            if case.path:
                edit = case.line_edit(".glob(", ".rglob(", node.lineno)
            return Cause(
                f"No file fits {wanted}: files of that kind are further down, such as "
                f"{deeper[0]}.",
                0.94,
                edit=edit,
                path=case.path,
                test="rglob, or a pattern with the folders in it.",
            )
        ends = Counter(p.rpartition(".")[2] for p in below if "." in p)
        if ends:
            most = ends.most_common(1)[0][0]
            return Cause(
                f"No file fits {wanted}: those in {folder} end in .{most}.",
                0.9,
                test=f"Is *.{most} meant, or another folder?",
            )
        return Cause(
            f"No file fits {wanted}: there is nothing in {folder} here.",
            0.88,
            test="From which folder was it started, and which step makes the files?",
        )
    return None


def _globs(case: Case) -> Iterator[tuple[str, str, ast.Call]]:
    """Folder and pattern of searches for files behind the failing line."""
    scope = case.scope
    statement = case.statement()
    if scope is None or statement is None:
        return
    for source in (*sources(case), statement):
        for node in ast.walk(source):
            if not isinstance(node, ast.Call) or not isinstance(
                node.func, ast.Attribute
            ):
                continue
            if node.func.attr in ("glob", "rglob", "iglob") and node.args:
                yield from _pattern(case, scope, node)


def _pattern(
    case: Case, scope: Scope, node: ast.Call
) -> Iterator[tuple[str, str, ast.Call]]:
    assert isinstance(node.func, ast.Attribute)
    pattern = case.trail.value(node.args[0], scope)
    base = case.trail.value(node.func.value, scope)
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        return
    if isinstance(base, Literal) and isinstance(base.value, str):
        yield base.value, pattern.value, node
    elif dotted(node.func.value) == "glob":
        folder, _, name = pattern.value.rpartition("/")
        yield folder, name, node


RULES = (
    rule(
        "path-absolute", "A path begins at the disk's root",
        "FileNotFoundError OSError", _SLASH, _absolute,
        question="Who wrote the list of paths?",
        example="--- a.py\nprint(open('/data/a.txt').read())\n--- set/data/a.txt\n1\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 1, in <module>\n    print(open(\'/data/a.txt\').read())\n'
        "FileNotFoundError: [Errno 2] No such file or directory: '/data/a.txt'",
    ),
    rule(
        "pattern-without-files", "No file fits a pattern",
        "ValueError IndexError StatisticsError ZeroDivisionError",
        r"No objects to concatenate|need at least one array|arg is an empty sequence"
        r"|iterable argument is empty|index out of range|num_samples=0"
        r"|division by zero", _no_files,
        question="How many should there be?",
        example="--- a.py\nfrom pathlib import Path\nimport numpy as np\n"
        "files = sorted(Path('d').glob('*.txt'))\n"
        "x = np.stack([np.loadtxt(f) for f in files])\n--- d/one/a.txt\n1\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 4, in <module>\n'
        "    x = np.stack([np.loadtxt(f) for f in files])\n"
        "ValueError: need at least one array to stack",
    ),
)  # fmt: skip
