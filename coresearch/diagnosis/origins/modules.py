"""The project's files as modules: their syntax trees, and the functions they define."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

from coresearch.diagnosis.origins.scopes import Scope, dotted, imported
from coresearch.diagnosis.origins.values import Function

_MOST_MODULES = 40
_MOST_HANDED_ON = 12
"""Modules that hand a name on to each other."""
Read = Callable[[str], "str | None"]


class Modules:
    """The repository's files; each is parsed once."""

    def __init__(self, paths: tuple[str, ...], read: Read) -> None:
        self.paths = paths
        self.read = read
        self._known = frozenset(paths)
        self._trees: dict[str, ast.Module | None] = {}

    def tree(self, path: str) -> ast.Module | None:
        """The syntax tree of a file; None where it has none."""
        if path not in self._trees:
            text = self.read(path)
            try:
                self._trees[path] = ast.parse(text) if text else None
            except (SyntaxError, ValueError, RecursionError):
                self._trees[path] = None
        return self._trees[path]

    def reached(self, start: Iterable[str]) -> list[str]:
        """These files and the project's modules that they import, and so on."""
        found = [path for path in start if path.endswith(".py")]
        for path in found:  # grows meanwhile
            tree = self.tree(path)
            if tree is None or len(found) >= _MOST_MODULES:
                continue
            for full in imported(tree).values():
                for module in (full, full.rpartition(".")[0]):
                    other = self.module_path(module, path)
                    if other and other not in found:
                        found.append(other)
        return found

    def named(self, path: str) -> str:
        """A frame's path from the tree's top; empty if it is not in it."""
        parts = path.replace("\\", "/").split("/")
        ends = ("/".join(parts[start:]) for start in range(len(parts)))
        return next((end for end in ends if end in self._known), "")

    def module_path(self, module: str, beside: str) -> str:
        """The file of a module of the project; empty if it is none."""
        if not module:
            return ""
        end = module.replace(".", "/")
        folder = beside.rpartition("/")[0]
        tries = [f"{folder}/{end}" if folder else end, end, f"src/{end}"]
        for start in tries:
            for path in (f"{start}.py", f"{start}/__init__.py"):
                if path in self._known:
                    return path
        fits = [path for path in self.paths if path.endswith(f"/{end}.py")]
        return fits[0] if len(fits) == 1 else ""

    def full_name(self, node: ast.expr, scope: Scope) -> str:
        """The name of what is called, imports followed: `pandas.read_csv`."""
        name = dotted(node)
        first, dot, rest = name.partition(".")
        return imported(scope.module).get(first, first) + dot + rest

    def callee(self, node: ast.Call, scope: Scope) -> Function | None:
        """The project's own function that is called."""
        return self.function(node.func, scope)

    def function(self, named: ast.expr, scope: Scope) -> Function | None:
        """The project's own function or class of this name, be it of another file."""
        name = dotted(named)
        if not name:
            return None
        if "." not in name:
            return self._function(name, scope)
        module, _, own = self.full_name(named, scope).rpartition(".")
        path = self.module_path(module, scope.path)
        tree = self.tree(path) if path else None
        return self._function(own, Scope(path, tree, tree, 0)) if tree else None

    def function_at(self, named: ast.expr, path: str) -> Function | None:
        """The same, as a file of the project sees it."""
        tree = self.tree(path)
        return self.function(named, Scope(path, tree, tree, 0)) if tree else None

    def _function(self, name: str, scope: Scope, depth: int = 0) -> Function | None:
        for node in scope.module.body:
            kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
            if isinstance(node, kinds) and node.name == name:
                return Function(scope.path, node)
        full = imported(scope.module).get(name, "")
        module, _, own = full.rpartition(".")
        path = self.module_path(module, scope.path)
        tree = self.tree(path) if path else None
        if tree is None or depth > _MOST_HANDED_ON:
            return None
        return self._function(own, Scope(path, tree, tree, 0), depth + 1)

    def makings(self, name: str) -> list[tuple[str, ast.Module, ast.Call]]:
        """The calls of a class of this name, each with its file."""
        start = [path for path in self.paths if path.endswith(".py")]
        return [
            (path, tree, node)
            for path in self.reached(start[:_MOST_MODULES])
            if (tree := self.tree(path)) is not None
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and dotted(node.func).rpartition(".")[2] == name
        ]

    def saved(self) -> Iterator[tuple[str, ast.Module, ast.Call]]:
        """The calls of `torch.save` that say what they save."""
        for path in self.paths:
            if not path.endswith(".py") or "torch.save" not in (self.read(path) or ""):
                continue
            tree = self.tree(path)
            for node in ast.walk(tree) if tree else ():
                if (
                    isinstance(node, ast.Call)
                    and dotted(node.func) == "torch.save"
                    and node.args
                    and tree is not None
                ):
                    yield path, tree, node
