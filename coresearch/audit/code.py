"""A Python script as the checks ask about it, read by its syntax tree and never run."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_FILE = re.compile(r"[\w./-]*\w\.(?:[A-Za-z]\w{1,7})")
_READERS = frozenset(
    {"load", "loadtxt", "genfromtxt", "imread", "read_csv", "read_excel",
     "read_feather", "read_hdf", "read_json", "read_parquet", "read_pickle",
     "read_table", "read_text", "read_bytes", "scan_csv", "scan_parquet"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """An argument that a script takes."""

    flag: str
    """Such as `--seed`; a bare name for one that has its place."""
    default: str | None
    """As it is written; None if there is none."""
    line: int


@dataclass(frozen=True)
class Script:
    """One Python file."""

    path: str
    text: str
    tree: ast.Module

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @cached_property
    def calls(self) -> tuple[tuple[str, ast.Call], ...]:
        """Every call with the dotted name of what is called."""
        return tuple((dotted(n.func), n) for n in self.nodes if isinstance(n, ast.Call))

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {c: n for n in self.nodes for c in ast.iter_child_nodes(n)}

    @cached_property
    def is_started(self) -> bool:
        """Whether it does something when it is started, and is no mere module."""
        for node in self.tree.body:
            if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test):
                return True
            loops = isinstance(node, ast.For | ast.While | ast.With)
            called = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            if loops or called:
                return True
        return False

    @cached_property
    def purpose(self) -> str:
        """The first line of its docstring."""
        return (ast.get_docstring(self.tree) or "").strip().split("\n")[0]

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """What `add_argument` names."""
        found = []
        for name, call in self.calls:
            if name.rpartition(".")[2] != "add_argument":
                continue
            flags = [a.value for a in call.args if isinstance(a, ast.Constant)]
            named = [flag for flag in flags if isinstance(flag, str)]
            if named:
                default = keyword(call, "default")
                said = ast.unparse(default) if default is not None else None
                found.append(Option(max(named, key=len), said, call.lineno))
        return tuple(found)

    @cached_property
    def imports(self) -> dict[str, int]:
        """The packages that it imports, by their top names, with the first line."""
        found: dict[str, int] = {}
        for node in self.nodes:
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            for name in names:
                found.setdefault(name.partition(".")[0], node.lineno)  # type: ignore[attr-defined]
        return found

    @cached_property
    def texts(self) -> tuple[tuple[str, int], ...]:
        """Every text in it with its line; what is put into one as it runs is `*`."""
        inside = {
            part
            for n in self.nodes
            if isinstance(n, ast.JoinedStr)
            for part in n.values
        }
        found = []
        for node in self.nodes:
            if isinstance(node, ast.JoinedStr):
                parts = (
                    str(part.value) if isinstance(part, ast.Constant) else "*"
                    for part in node.values
                )
                found.append(("".join(parts), node.lineno))
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node not in inside
            ):
                found.append((node.value, node.lineno))
        return tuple(found)

    def names_file(self, path: str) -> bool:
        """Whether a text in it is the name of this file, or a pattern that fits it."""
        name = path.rpartition("/")[2]
        for text, _ in self.texts:
            last = text.rpartition("/")[2]
            if last == name:
                return True
            if "*" in last and "." in last and last.strip("*.") and _fits(last, name):
                return True
        return False

    @cached_property
    def reads(self) -> tuple[tuple[str, int], ...]:
        """Files that it reads by a name that stands in it, with the line."""
        return tuple(self._reads())

    def _reads(self) -> Iterator[tuple[str, int]]:
        for name, call in self.calls:
            short = name.rpartition(".")[2]
            given: ast.AST | None = call.args[0] if call.args else None
            if short == "open" and _mode(call).startswith(("w", "a", "x")):
                continue
            if short not in _READERS and short != "open":
                continue
            if isinstance(call.func, ast.Attribute) and not (
                isinstance(given, ast.Constant) and isinstance(given.value, str)
            ):
                inner = call.func.value  # Path("x").read_text()
                given = (
                    inner.args[0]
                    if isinstance(inner, ast.Call) and inner.args
                    else None
                )
            path = given.value if isinstance(given, ast.Constant) else None
            if isinstance(path, str) and _FILE.fullmatch(path):
                yield path, call.lineno


def script_of(path: str, text: str) -> Script | None:
    """The script, unless it has an error of syntax."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what its texts escape is its own affair
            return Script(path, text, ast.parse(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def dotted(node: ast.AST) -> str:
    """`np.random.normal` as a text; what is no name is left out."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        above = dotted(node.value)
        return f"{above}.{node.attr}" if above else f".{node.attr}"
    return ""


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """What a call gives for an argument by its name."""
    return next((k.value for k in call.keywords if k.arg == name), None)


def is_standard(package: str) -> bool:
    """Whether Python itself brings a package."""
    return package in sys.stdlib_module_names or package == "__future__"


def _mode(call: ast.Call) -> str:
    mode = keyword(call, "mode")
    position = 1 if isinstance(call.func, ast.Name) else 0
    if mode is None and len(call.args) > position:
        mode = call.args[position]
    return (
        mode.value
        if isinstance(mode, ast.Constant) and isinstance(mode.value, str)
        else ""
    )


def _fits(pattern: str, name: str) -> bool:
    parts = map(re.escape, re.split(r"\*+", pattern))
    return re.fullmatch(".+".join(parts), name) is not None
