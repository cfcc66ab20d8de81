"""Which data go where in a script: its statements in order, without running them.

Every name is followed through assignments, containers, attributes and the script's own
functions (which are read again at each call, to a bounded depth). Both branches of a
condition are followed, and a loop once. What comes out is over-approximate where values
join, and silent about what it cannot see.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from coresearch.critic.scripts import known
from coresearch.critic.scripts.names import Imports, base_name, last, part_of
from coresearch.critic.scripts.values import (
    CUT,
    NOTHING,
    WHOLE,
    Fit,
    Touch,
    Use,
    Value,
    join,
    named_part,
)

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Scope = dict[str, Value]

_DEEPEST = 6
"""Calls within calls of the script's own functions that are followed."""
_MOST_STEPS = 60_000
"""Expressions after which no more of the script's own calls are followed."""
_DEEPEST_EXPRESSION = 150
_MOST_LISTED = 8
"""Items of a literal tuple that are followed one by one."""


class Flow:
    """See the module."""

    def __init__(self, tree: ast.Module, imports: Imports) -> None:
        self.imports = imports
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
        self._methods = _methods(tree)
        self._around: list[str] = []
        self._calls: list[_Function | ast.Lambda] = []
        self._given: list[list[Value]] = []
        self._entered: set[int] = set()
        self._steps = self._depth = 0
        self._reached = True
        self._globals: _Scope = {}
        self._block(tree.body, self._globals)
        self._reached = False
        for function in _functions(tree):
            if id(function) not in self._entered:
                self._enter(function, [], {}, self._globals)

    # -- statements --

    def _block(self, body: Iterable[ast.stmt], scope: _Scope) -> None:
        for statement in body:
            self._statement(statement, scope)

    def _statement(self, node: ast.stmt, scope: _Scope) -> None:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                scope[node.name] = Value(function=node)
            case ast.ClassDef():
                self._block([s for s in node.body if _is_assignment(s)], dict(scope))
            case ast.Assign():
                value = self.value(node.value, scope)
                for target in node.targets:
                    self._bind(target, value, scope, node)
            case ast.AnnAssign():
                if node.value is not None:
                    self._bind(node.target, self.value(node.value, scope), scope, node)
            case ast.AugAssign():
                old, new = self.value(node.target, scope), self.value(node.value, scope)
                self._bind(node.target, join((old, new)), scope, node)
            case ast.Return():
                value = self.value(node.value, scope) if node.value else NOTHING
                if self._given:
                    self._given[-1].append(value)
            case ast.For() | ast.AsyncFor():
                self._loop(node, scope)
            case ast.If():
                self.tests.append((node, self.value(node.test, scope)))
                self._block(node.body, scope)
                self._block(node.orelse, scope)
            case ast.While():
                self.value(node.test, scope)
                self._block([*node.body, *node.orelse], scope)
            case ast.With() | ast.AsyncWith():
                for item in node.items:
                    value = self.value(item.context_expr, scope)
                    if item.optional_vars is not None:
                        self._bind(item.optional_vars, value, scope, node)
                self._block(node.body, scope)
            case ast.Try():
                handlers = [s for handler in node.handlers for s in handler.body]
                self._block(
                    [*node.body, *handlers, *node.orelse, *node.finalbody], scope
                )
            case ast.Match():
                self.value(node.subject, scope)
                for case_ in node.cases:
                    self._block(case_.body, scope)
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self.value(child, scope)

    def _loop(self, node: ast.For | ast.AsyncFor, scope: _Scope) -> None:
        over = self.value(node.iter, scope)
        names = [n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)]
        self.loops.append((node, tuple(self._around)))
        item = replace(join([over]), path="")
        if over.items and len(over.items) == 1:
            item = over.items[0]
        self._bind(node.target, item, scope, node, looping=True)
        self._around += names
        self._block([*node.body, *node.orelse], scope)
        del self._around[len(self._around) - len(names) :]

    def _bind(
        self,
        target: ast.expr,
        value: Value,
        scope: _Scope,
        at: ast.AST,
        *,
        looping: bool = False,
    ) -> None:
        match target:
            case ast.Name():
                value = self._as_part(target.id, value, at)
                if looping:
                    value = replace(value, path=f"{{each {target.id}}}")
                scope[target.id] = self.names[target.id] = value
            case ast.Tuple() | ast.List():
                self._unpack(target.elts, value, scope, at, looping=looping)
            case ast.Starred():
                self._bind(target.value, value, scope, at, looping=looping)
            case ast.Attribute():
                name = ast.unparse(target)
                value = self._as_part(target.attr, value, at)
                self._globals[name] = self.names[name] = value
            case ast.Subscript():
                key = _constant_text(target.slice)
                if key:
                    self._keep(key, value)
                name = base_name(target)
                old = self._known(name, scope)
                scope[name] = replace(join((old, value)), kind=old.kind)
                self.names[name] = scope[name]

    def _unpack(
        self,
        targets: Sequence[ast.expr],
        value: Value,
        scope: _Scope,
        at: ast.AST,
        *,
        looping: bool,
    ) -> None:
        items = value.items
        joined = replace(join([value]), path="")
        if len(joined.parts) > 1:  # which goes where, only the names can tell
            joined = replace(joined, parts=frozenset())
        for index, target in enumerate(targets):
            one = joined
            if items is not None and len(items) == len(targets):
                one = items[index]
            self._bind(target, one, scope, at, looping=looping)

    def _as_part(self, name: str, value: Value, at: ast.AST) -> Value:
        """`value` under `name`; naming a part of whole data is a split of them."""
        part = part_of(name)
        if part and value.parts & {WHOLE} and not value.stats:
            self.splits.append((at, value))
        return named_part(value, part)

    def _keep(self, key: str, value: Value) -> None:
        self.fields[key] = join((self.fields.get(key, NOTHING), value))

    def _known(self, name: str, scope: _Scope) -> Value:
        return scope.get(name) or self._globals.get(name) or NOTHING

    # -- expressions --

    def value(self, node: ast.expr, scope: _Scope) -> Value:
        """What is known of an expression."""
        self._steps += 1
        if self._depth > _DEEPEST_EXPRESSION:
            return NOTHING
        self._depth += 1
        try:
            return self._value(node, scope)
        finally:
            self._depth -= 1

    def _value(self, node: ast.expr, scope: _Scope) -> Value:
        match node:
            case ast.Constant():
                path = node.value if isinstance(node.value, str) else f"{node.value}"
                return Value(path=path)
            case ast.Name():
                found = self._known(node.id, scope)
                if found is NOTHING:
                    path = f"{{{node.id}}}"
                    return named_part(Value(path=path), part_of(node.id))
                return found
            case ast.Attribute():
                return self._attribute(node, scope)
            case ast.Subscript():
                return self._subscript(node, scope)
            case ast.Call():
                return self._call(node, scope)
            case ast.Tuple() | ast.List() | ast.Set():
                items = tuple(self.value(item, scope) for item in node.elts)
                return replace(join(items), items=items)
            case ast.Dict():
                return self._dict(node, scope)
            case ast.JoinedStr():
                path = "".join(self._spelled(part, scope) for part in node.values)
                return replace(self._all(node, scope), path=path)
            case ast.BinOp():
                return self._binary(node, scope)
            case ast.Lambda():
                return Value(function=node)
            case ast.IfExp():
                test = self.value(node.test, scope)
                self.tests.append((node, test))
                one, two = self.value(node.body, scope), self.value(node.orelse, scope)
                return join((one, two))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._comprehension(node, scope)
            case ast.Await() | ast.Starred():
                return self.value(node.value, scope)
            case ast.NamedExpr():
                value = self.value(node.value, scope)
                self._bind(node.target, value, scope, node)
                return value
            case _:
                return self._all(node, scope)

    def _all(self, node: ast.AST, scope: _Scope) -> Value:
        children = ast.iter_child_nodes(node)
        return join(
            self.value(child, scope) for child in children if isinstance(child, ast.expr)
        )

    def _spelled(self, part: ast.expr, scope: _Scope) -> str:
        if isinstance(part, ast.FormattedValue):
            spec = ast.unparse(part)
            path = self.value(part.value, scope).path
            return path or f"{{{spec}}}"
        return part.value if isinstance(part, ast.Constant) else ""

    def _attribute(self, node: ast.Attribute, scope: _Scope) -> Value:
        name = ast.unparse(node) if isinstance(node.value, ast.Name) else ""
        if name in self._globals:
            return self._globals[name]
        base = self.value(node.value, scope)
        path = base.path if node.attr in ("parent", "name") else ""
        got = replace(join([base]), path=path or f"{{{name or node.attr}}}")
        return named_part(got, part_of(node.attr))

    def _subscript(self, node: ast.Subscript, scope: _Scope) -> Value:
        base, index = self.value(node.value, scope), self.value(node.slice, scope)
        key = _constant_text(node.slice)
        number = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if base.items and isinstance(number, int) and number < len(base.items):
            return base.items[number]
        got = join((base, replace(index, parts=frozenset(), items=None)))
        if isinstance(node.value, ast.Name | ast.Attribute):
            got = replace(got, path=f"{{{ast.unparse(node)}}}")
        return named_part(got, part_of(key)) if key else got

    def _dict(self, node: ast.Dict, scope: _Scope) -> Value:
        values = []
        for key, item in zip(node.keys, node.values, strict=True):
            value = self.value(item, scope)
            if name := _constant_text(key):
                self._keep(name, value)
            values.append(value)
        return join(values)

    def _binary(self, node: ast.BinOp, scope: _Scope) -> Value:
        left, right = self.value(node.left, scope), self.value(node.right, scope)
        got = join((left, right))
        if isinstance(node.op, ast.Div | ast.Add) and left.path and right.path:
            between = "/" if isinstance(node.op, ast.Div) else ""
            got = replace(got, path=f"{left.path.rstrip('/')}{between}{right.path}")
        if isinstance(node.op, ast.Sub | ast.Div) and right.stats and left.parts:
            got = replace(got, fits=got.fits | right.stats, stats=frozenset())
        return got

    def _comprehension(
        self,
        node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
        scope: _Scope,
    ) -> Value:
        if items := self._one_by_one(node, scope):
            return replace(join(items), items=items)
        inner = dict(scope)
        added: list[str] = []
        for generator in node.generators:
            over = self.value(generator.iter, inner)
            self._bind(
                generator.target,
                replace(join([over]), path=""),
                inner,
                generator,
                looping=True,
            )
            added += [
                n.id for n in ast.walk(generator.target) if isinstance(n, ast.Name)
            ]
            for test in generator.ifs:
                self.value(test, inner)
        self._around += added
        if isinstance(node, ast.DictComp):
            got = join((self.value(node.key, inner), self.value(node.value, inner)))
        else:
            got = join([self.value(node.elt, inner)])
        del self._around[len(self._around) - len(added) :]
        return got

    def _one_by_one(self, node: ast.expr, scope: _Scope) -> tuple[Value, ...]:
        """The items of `(f(x) for x in (a, b, c))`, if they are listed like that."""
        if not isinstance(node, ast.ListComp | ast.GeneratorExp):
            return ()
        over = node.generators[0]
        if len(node.generators) > 1 or over.ifs or not isinstance(over.iter, ast.Tuple):
            return ()
        given = self.value(over.iter, scope).items or ()
        if not given or len(given) > _MOST_LISTED:
            return ()
        items = []
        for one in given:
            inner = dict(scope)
            self._bind(over.target, one, inner, over)
            items.append(self.value(node.elt, inner))
        return tuple(items)

    # -- calls --

    def _call(self, node: ast.Call, scope: _Scope) -> Value:
        receiver = NOTHING
        if isinstance(node.func, ast.Attribute):
            receiver = self.value(node.func.value, scope)
        elif not isinstance(node.func, ast.Name):
            self.value(node.func, scope)
        args = [self.value(arg, scope) for arg in node.args]
        keywords = {
            item.arg or "**": self.value(item.value, scope) for item in node.keywords
        }
        name = self._name(node, receiver)
        use = Use(node, name, receiver, tuple(args), keywords, self._reached)
        self.uses.append(use)
        function = self._own(node, scope)
        if function is not None:
            return self._enter(function, args, keywords, scope)
        return self._library(use, scope)

    def _name(self, node: ast.Call, receiver: Value) -> str:
        name = self.imports.full(node.func)
        if isinstance(node.func, ast.Attribute) and receiver.kind:
            return f"{receiver.kind}.{node.func.attr}"
        if not name and isinstance(node.func, ast.Attribute):
            return node.func.attr
        return name

    def _own(self, node: ast.Call, scope: _Scope) -> _Function | ast.Lambda | None:
        """The script's own function that is called, if it is one."""
        if isinstance(node.func, ast.Name):
            return self._known(node.func.id, scope).function
        if isinstance(node.func, ast.Attribute):
            return self._methods.get(node.func.attr)
        return None

    def _enter(
        self,
        function: _Function | ast.Lambda,
        args: Sequence[Value],
        keywords: dict[str, Value],
        scope: _Scope,
    ) -> Value:
        """What a function of the script's own gives for these arguments."""
        self._entered.add(id(function))
        too_deep = len(self._calls) >= _DEEPEST or self._steps > _MOST_STEPS
        if too_deep or any(function is above for above in self._calls):
            return join([*args, *keywords.values()])
        inner = dict(scope if isinstance(function, ast.Lambda) else self._globals)
        if not isinstance(function, ast.Lambda):
            inner |= {k: v for k, v in scope.items() if v.function is not None}
        for parameter, value in _parameters(function, args, keywords):
            path = value.path or f"{{each {parameter}}}"
            part = part_of(parameter)
            inner[parameter] = named_part(replace(value, path=path), part)
        self._calls.append(function)
        self._given.append([])
        if isinstance(function, ast.Lambda):
            self._given[-1].append(self.value(function.body, inner))
        else:
            for decorator in function.decorator_list:
                self.value(decorator, inner)
            self._block(function.body, inner)
        given = self._given.pop()
        self._calls.pop()
        got = given[0] if len(given) == 1 else replace(join(given), items=None)
        if not isinstance(function, ast.Lambda):
            known_before = self.returned.get(function.name, NOTHING)
            self.returned[function.name] = join((known_before, got))
        return got

    # -- what libraries do --

    def _library(self, use: Use, scope: _Scope) -> Value:
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

    def _fitted(self, use: Use, scope: _Scope, everything: Value) -> Value:
        short = last(use.name)
        if short == "transform":
            return replace(everything, kind="")
        number = self._learn(
            use.node, use.receiver.kind, join(use.args), model=False
        )
        fits = everything.fits | {number}
        node = use.node.func
        if isinstance(node, ast.Attribute):
            keeper = base_name(node.value)
            if keeper and not isinstance(node.value, ast.Call):
                kept = replace(use.receiver, fits=use.receiver.fits | {number})
                scope[keeper] = kept
                if keeper.startswith("self."):
                    self._globals[keeper] = kept
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
            touch = Touch(
                use.node, one, mode, len(self.touches), tuple(self._around)
            )
            self.touches.append(touch)

    def _add_to(self, use: Use, scope: _Scope) -> None:
        node = use.node.func
        if isinstance(node, ast.Attribute) and (name := base_name(node.value)):
            old = self._known(name, scope)
            scope[name] = replace(join([old, *use.args]), kind=old.kind)
            self.names[name] = scope[name]

    def _mapped(self, use: Use, scope: _Scope) -> Value:
        function = use.args[0].function if use.args else None
        if function is None:
            return join(use.args)
        given = use.args[1].items if len(use.args) == 2 else None
        if given:
            items = tuple(self._enter(function, [item], {}, scope) for item in given)
            return replace(join(items), items=items)
        return self._enter(function, [join([value]) for value in use.args[1:]], {}, scope)

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


def _functions(tree: ast.Module) -> Iterator[_Function]:
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            yield node


def _methods(tree: ast.Module) -> dict[str, _Function]:
    """Methods of the script's own classes whose name is theirs alone."""
    found: dict[str, list[_Function]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, _Function) and not inner.name.startswith("__"):
                    found.setdefault(inner.name, []).append(inner)
    common = {"fit", "transform", "predict", "split", "open", "save", "load", "forward"}
    return {
        name: functions[0]
        for name, functions in found.items()
        if len(functions) == 1 and name not in common
    }


def _is_assignment(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign | ast.AnnAssign)


def _parameters(
    function: _Function | ast.Lambda, args: Sequence[Value], keywords: dict[str, Value]
) -> Iterator[tuple[str, Value]]:
    names = [item.arg for item in (*function.args.posonlyargs, *function.args.args)]
    if names[:1] in (["self"], ["cls"]):
        names = names[1:]
    given = dict(zip(names, args, strict=False)) | keywords
    for name in [*names, *(item.arg for item in function.args.kwonlyargs)]:
        yield name, given.get(name, NOTHING)


def _constant_text(node: ast.AST | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def _paths_in(node: ast.Call) -> list[str]:
    return [
        inner.value
        for inner in ast.walk(node)
        if isinstance(inner, ast.Constant)
        and isinstance(inner.value, str)
        and "." in inner.value
    ]
