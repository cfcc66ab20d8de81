"""What is known of the expressions of a script, calls of its own functions included."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from coresearch.critic.scripts.libraries import Function, Libraries, Scope
from coresearch.critic.scripts.names import Imports, part_of
from coresearch.critic.scripts.scopes import methods
from coresearch.critic.scripts.values import (
    NOTHING,
    Use,
    Value,
    join,
    named_part,
)

_DEEPEST = 6
"""Calls within calls of the script's own functions that are followed."""
_MOST_STEPS = 60_000
"""Expressions after which no more of the script's own calls are followed."""
_DEEPEST_EXPRESSION = 150
_MOST_LISTED = 8
"""Items of a literal tuple that are followed one by one."""


class Expressions(Libraries):
    """Expressions; the statements of functions are read by `block`."""

    def __init__(self, tree: ast.Module, imports: Imports) -> None:
        super().__init__()
        self.imports = imports
        self._methods = methods(tree)
        self._calls: list[Function | ast.Lambda] = []
        self.given: list[list[Value]] = []
        self.entered: set[int] = set()
        self._steps = self._depth = 0
        self.reached = True

    @abstractmethod
    def block(self, body: Iterable[ast.stmt], scope: Scope) -> None:
        """Go through the statements of a function."""

    @abstractmethod
    def bind(
        self,
        target: ast.expr,
        value: Value,
        scope: Scope,
        at: ast.AST,
        *,
        looping: bool = False,
    ) -> None:
        """Let `target` be `value`."""

    @abstractmethod
    def keep(self, key: str, value: Value) -> None:
        """Remember what is kept under a constant key."""

    # -- expressions --

    def value(self, node: ast.expr, scope: Scope) -> Value:
        """What is known of an expression."""
        self._steps += 1
        if self._depth > _DEEPEST_EXPRESSION:
            return NOTHING
        self._depth += 1
        try:
            return self._value(node, scope)
        finally:
            self._depth -= 1

    def _value(self, node: ast.expr, scope: Scope) -> Value:
        match node:
            case ast.Constant():
                return Value(path=constant_text(node) or repr(node.value))
            case ast.Name():
                found = self.known_as(node.id, scope)
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
                self.bind(node.target, value, scope, node)
                return value
            case _:
                return self._all(node, scope)

    def _all(self, node: ast.AST, scope: Scope) -> Value:
        children = ast.iter_child_nodes(node)
        return join(
            self.value(child, scope)
            for child in children
            if isinstance(child, ast.expr)
        )

    def _spelled(self, part: ast.expr, scope: Scope) -> str:
        if isinstance(part, ast.FormattedValue):
            spec = ast.unparse(part)
            path = self.value(part.value, scope).path
            return path or f"{{{spec}}}"
        return constant_text(part)

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Value:
        name = ast.unparse(node) if isinstance(node.value, ast.Name) else ""
        if name in self.attributes:
            return self.attributes[name]
        base = self.value(node.value, scope)
        path = base.path if node.attr in ("parent", "name") else ""
        got = replace(join([base]), path=path or f"{{{name or node.attr}}}")
        return named_part(got, part_of(node.attr))

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Value:
        base, index = self.value(node.value, scope), self.value(node.slice, scope)
        key = constant_text(node.slice)
        number = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if base.items and isinstance(number, int) and number < len(base.items):
            return base.items[number]
        got = join((base, replace(index, parts=frozenset(), items=None)))
        if isinstance(node.value, ast.Name | ast.Attribute):
            got = replace(got, path=f"{{{ast.unparse(node)}}}")
        return named_part(got, part_of(key)) if key else got

    def _dict(self, node: ast.Dict, scope: Scope) -> Value:
        values = []
        for key, item in zip(node.keys, node.values, strict=True):
            value = self.value(item, scope)
            if name := constant_text(key):
                self.keep(name, value)
            values.append(value)
        return join(values)

    def _binary(self, node: ast.BinOp, scope: Scope) -> Value:
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
        scope: Scope,
    ) -> Value:
        if items := self._one_by_one(node, scope):
            return replace(join(items), items=items)
        inner = dict(scope)
        added: list[str] = []
        for generator in node.generators:
            over = self.value(generator.iter, inner)
            self.bind(
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
        self.around += added
        if isinstance(node, ast.DictComp):
            got = join((self.value(node.key, inner), self.value(node.value, inner)))
        else:
            got = join([self.value(node.elt, inner)])
        del self.around[len(self.around) - len(added) :]
        return got

    def _one_by_one(self, node: ast.expr, scope: Scope) -> tuple[Value, ...]:
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
            self.bind(over.target, one, inner, over)
            items.append(self.value(node.elt, inner))
        return tuple(items)

    # -- calls --

    def _call(self, node: ast.Call, scope: Scope) -> Value:
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
        use = Use(node, name, receiver, tuple(args), keywords, self.reached)
        self.uses.append(use)
        function = self._own(node, scope)
        if function is not None:
            return self.enter(function, args, keywords, scope)
        return self.library(use, scope)

    def _name(self, node: ast.Call, receiver: Value) -> str:
        name = self.imports.full(node.func)
        if isinstance(node.func, ast.Attribute) and receiver.kind:
            return f"{receiver.kind}.{node.func.attr}"
        if not name and isinstance(node.func, ast.Attribute):
            return node.func.attr
        return name

    def _own(self, node: ast.Call, scope: Scope) -> Function | ast.Lambda | None:
        """The script's own function that is called, if it is one."""
        if isinstance(node.func, ast.Name):
            return self.known_as(node.func.id, scope).function
        if isinstance(node.func, ast.Attribute):
            return self._methods.get(node.func.attr)
        return None

    def enter(
        self,
        function: Function | ast.Lambda,
        args: Sequence[Value],
        keywords: dict[str, Value],
        scope: Scope,
    ) -> Value:
        """What a function of the script's own gives for these arguments."""
        self.entered.add(id(function))
        too_deep = len(self._calls) >= _DEEPEST or self._steps > _MOST_STEPS
        if too_deep or any(function is above for above in self._calls):
            return join([*args, *keywords.values()])
        inner = dict(scope if isinstance(function, ast.Lambda) else self.attributes)
        if not isinstance(function, ast.Lambda):
            inner |= {k: v for k, v in scope.items() if v.function is not None}
        for parameter, value in _parameters(function, args, keywords):
            path = value.path or f"{{each {parameter}}}"
            part = part_of(parameter)
            inner[parameter] = named_part(replace(value, path=path), part)
        self._calls.append(function)
        self.given.append([])
        if isinstance(function, ast.Lambda):
            self.given[-1].append(self.value(function.body, inner))
        else:
            for decorator in function.decorator_list:
                self.value(decorator, inner)
            self.block(function.body, inner)
        given = self.given.pop()
        self._calls.pop()
        got = given[0] if len(given) == 1 else replace(join(given), items=None)
        if not isinstance(function, ast.Lambda):
            known_before = self.returned.get(function.name, NOTHING)
            self.returned[function.name] = join((known_before, got))
        return got


def _parameters(
    function: Function | ast.Lambda, args: Sequence[Value], keywords: dict[str, Value]
) -> Iterator[tuple[str, Value]]:
    names = [item.arg for item in (*function.args.posonlyargs, *function.args.args)]
    if names[:1] in (["self"], ["cls"]):
        names = names[1:]
    given = dict(zip(names, args, strict=False)) | keywords
    for name in [*names, *(item.arg for item in function.args.kwonlyargs)]:
        yield name, given.get(name, NOTHING)


def constant_text(node: ast.AST | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""
