"""What calls of libraries do to data, as far as it is known."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from coresearch.critic.scripts import known
from coresearch.critic.scripts.names import base_name, last, part_of
from coresearch.critic.scripts.values import (
    CUT,
    NOTHING,
    WHOLE,
    Fit,
    Touch,
    Use,
    Value,
    join,
)

Scope = dict[str, Value]
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Libraries(ABC):
    """Calls of libraries, and what is found out about a script on the way."""

    def __init__(self) -> None:
        self.fits: list[Fit] = []
        self.uses: list[Use] = []
        self.touches: list[Touch] = []
        self.splits: list[tuple[ast.AST, Value]] = []
        """Places where data are divided, with what is divided."""
        self.tests: list[tuple[ast.If | ast.IfExp, Value]] = []
        """Conditions, with the values that they compare."""
        self.fields: dict[str, Value] = {}
        """What was kept under a constant key, over the whole script."""
        self.names: dict[str, Value] = {}
        """What every name held last, over all functions."""
        self.returned: dict[str, Value] = {}
        """What each of the script's own functions gave."""
        self.loops: list[tuple[ast.For | ast.AsyncFor, tuple[str, ...]]] = []
        """Loops that were gone through, with the loop variables around them."""
        self.around: list[str] = []
        """The loop variables around the statement that is read."""
        self.attributes: Scope = {}
        """Values of attributes such as `self.x`, and of the names of the module."""

    @abstractmethod
    def enter(
        self,
        function: Function | ast.Lambda,
        args: Sequence[Value],
        keywords: dict[str, Value],
        scope: Scope,
    ) -> Value:
        """What a function of the script's own gives for these arguments."""

    def known_as(self, name: str, scope: Scope) -> Value:
        return scope.get(name) or self.attributes.get(name) or NOTHING

    def library(self, use: Use, scope: Scope) -> Value:
        name, short = use.name, last(use.name)
        everything = join([use.receiver, *use.args, *use.keywords.values()])
        if short in known.SPLIT_CALLS:
            return self._split(use)
        if self._is_preparation(use, short):
            return self._fitted(use, scope, everything)
        if short == "fit" or short in known.CROSS_VALIDATED or short == "partial_fit":
            data = join([*use.args, *use.keywords.values()])
            self._learn(use.node, use.receiver.kind or name, data, model=True)
            return replace(use.receiver, fits=use.receiver.fits)
        if short == "split" and last(use.receiver.kind) in known.SPLITTERS:
            self.splits.append((use.node, join(use.args)))
            return Value(parts=frozenset({CUT}))
        if short in known.STATISTICS:
            return self._statistic(use, everything)
        if short == "fillna":
            learnt = join([*use.args, *use.keywords.values()]).stats
            return replace(everything, fits=everything.fits | learnt, stats=frozenset())
        self._note_file(use, short)
        if short in known.LOADERS or short in known.ONE_LOADERS:
            return self._loaded(use, short)
        if short in ("Path", "PurePath", "join", "joinpath", "str", "fspath", "open"):
            return replace(everything, path=self._joined(use, short))
        if short in ("append", "extend", "add", "update", "insert"):
            self._add_to(use, scope)
        if short == "map" and use.node.args:
            return self._mapped(use, scope)
        if self._draws_many(use, short):
            return Value(drawn=True)
        path = f"{{{ast.unparse(use.node)}}}"
        return replace(everything, kind=name, maker=use.node, path=path)

    def _is_preparation(self, use: Use, short: str) -> bool:
        made = last(use.receiver.kind)
        if short in ("fit", "fit_transform", "adapt", "fit_resample"):
            return made in known.PREPARERS | known.RESAMPLERS
        return short == "transform" and bool(use.receiver.fits)

    def _fitted(self, use: Use, scope: Scope, everything: Value) -> Value:
        short = last(use.name)
        if short == "transform":
            return replace(everything, kind="")
        number = self._learn(use.node, use.receiver.kind, join(use.args), model=False)
        fits = everything.fits | {number}
        node = use.node.func
        if isinstance(node, ast.Attribute):
            keeper = base_name(node.value)
            if keeper and not isinstance(node.value, ast.Call):
                kept = replace(use.receiver, fits=use.receiver.fits | {number})
                scope[keeper] = kept
                if keeper.startswith("self."):
                    self.attributes[keeper] = kept
        if short in ("fit", "adapt"):
            return replace(use.receiver, fits=fits)
        got = replace(everything, fits=fits, kind="")
        if short == "fit_resample":
            return replace(got, items=(got, got))
        return got

    def _learn(self, node: ast.AST, kind: str, data: Value, *, model: bool) -> int:
        self.fits.append(Fit(node, kind, data, model))
        return len(self.fits) - 1

    def _statistic(self, use: Use, everything: Value) -> Value:
        """`X.mean()` of whole data; along each row it tells nothing of other rows."""
        axis = use.keywords.get("axis") or use.keywords.get("dim")
        where = axis.path if axis else ""
        if not where and use.args and use.receiver.parts:
            where = use.args[0].path
        data = use.receiver if use.receiver.parts else everything
        if not data.parts or where in ("1", "-1", "columns"):
            return everything
        number = self._learn(use.node, "statistic", data, model=False)
        return replace(everything, stats=everything.stats | {number})

    def _split(self, use: Use) -> Value:
        data = list(use.args)
        self.splits.append((use.node, join(data)))
        halves: list[Value] = []
        for value in data:
            cut = replace(join([value]), parts=frozenset({CUT}))
            halves += [cut, cut]
        return replace(join(halves), items=tuple(halves))

    def _loaded(self, use: Use, short: str) -> Value:
        path = self._joined(use, short)
        said = " ".join([path, *(value.path for value in use.keywords.values())])
        part = part_of(said) if "{" not in said else ""
        if short in known.ONE_LOADERS and ("{each " in path or not path):
            inner = join([use.receiver, *use.args])
            return replace(inner, path=path)
        return Value(parts=frozenset({part or WHOLE}), path=path)

    def _joined(self, use: Use, short: str) -> str:
        """The path that a call is about."""
        parts = [value.path for value in use.args if value.path]
        if short in ("open", "read_text", "read_bytes") and use.receiver.path:
            return use.receiver.path
        if short == "joinpath":
            parts.insert(0, use.receiver.path)
        if short in ("join", "joinpath", "Path", "PurePath"):
            return "/".join(part.rstrip("/") for part in parts)
        return parts[0] if parts else ""

    def _note_file(self, use: Use, short: str) -> None:
        path = self._joined(use, short)
        mode = "r"
        if short == "open":
            given = use.args[0:1] if use.receiver.path else use.args[1:2]
            told = use.keywords.get("mode") or next(iter(given), None)
            mode = told.path if told else "r"
        elif short in known.WRITERS:
            mode = use.keywords["mode"].path if "mode" in use.keywords else "w"
            if short in ("write_text", "write_bytes"):
                path = use.receiver.path
        elif short not in known.LOADERS | known.ONE_LOADERS:
            return
        paths = [path] if path else []
        if short in known.LOADERS and "." not in path:
            paths += _paths_in(use.node)
        for one in paths:
            touch = Touch(use.node, one, mode, len(self.touches), tuple(self.around))
            self.touches.append(touch)

    def _add_to(self, use: Use, scope: Scope) -> None:
        node = use.node.func
        if isinstance(node, ast.Attribute) and (name := base_name(node.value)):
            old = self.known_as(name, scope)
            scope[name] = replace(join([old, *use.args]), kind=old.kind)
            self.names[name] = scope[name]

    def _mapped(self, use: Use, scope: Scope) -> Value:
        function = use.args[0].function if use.args else None
        if function is None:
            return join(use.args)
        given = use.args[1].items if len(use.args) == 2 else None
        if given:
            items = tuple(self.enter(function, [item], {}, scope) for item in given)
            return replace(join(items), items=items)
        return self.enter(
            function, [join([value]) for value in use.args[1:]], {}, scope
        )

    def _draws_many(self, use: Use, short: str) -> bool:
        """Whether a call gives an array of random numbers."""
        if use.name.startswith("torch.") and short in known.TORCH_DRAWS:
            return bool(use.args)
        is_numpy = ".random." in use.name or use.receiver.kind.endswith("default_rng")
        if not is_numpy or short not in known.NUMPY_DRAWS:
            return False
        if short in ("rand", "randn", "random"):
            return bool(use.args or use.keywords)
        sized = "size" in use.keywords or len(use.args) >= 3
        return sized or (short == "choice" and len(use.args) >= 2)


def _paths_in(node: ast.Call) -> list[str]:
    return [
        inner.value
        for inner in ast.walk(node)
        if isinstance(inner, ast.Constant)
        and isinstance(inner.value, str)
        and "." in inner.value
    ]
