"""Follow an expression back to what its value came from."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace

from coresearch.diagnosis.failures import Frame, Raised
from coresearch.diagnosis.origins import bodies, calls, parts, tables
from coresearch.diagnosis.origins.arguments import Called
from coresearch.diagnosis.origins.modules import Modules, Read
from coresearch.diagnosis.origins.scopes import (
    Body,
    Scope,
    Source,
    loop_of,
    source_of,
    statements,
)
from coresearch.diagnosis.origins.values import (
    Function,
    Items,
    Keyed,
    Literal,
    Made,
    Table,
    Value,
)

_DEPTH = 12
_MOST_VALUES = 2_000
"""Expressions that are followed for one failure: calls of calls soon are many."""


class Trail(Modules):
    """One failure's way through the repository."""

    def __init__(self, paths: tuple[str, ...], read: Read) -> None:
        super().__init__(paths, read)
        self._left = _MOST_VALUES

    # -- scopes ----------------------------------------------------------------------

    def scope_of(self, raised: Raised, frame: Frame) -> Scope | None:
        """The scope of a frame, with what the frames before it called it with."""
        scope: Scope | None = None
        for one in raised.frames:
            path = "" if one.is_library else self.named(one.path)
            tree = self.tree(path) if path else None
            if tree is None:
                scope = None if not one.is_library else scope
            else:
                scope = self._entered(scope, path, tree, one)
            if one is frame:
                return scope if tree is not None else None
        return None

    def _entered(
        self, outer: Scope | None, path: str, tree: ast.Module, frame: Frame
    ) -> Scope:
        body = bodies.function_at(tree, frame.line)
        bound: Mapping[str, Value | None] = {}
        if outer is not None and outer.body is body:  # a comprehension's own frame
            bound = outer.bound
        elif outer is not None and not isinstance(body, ast.Module):
            call = bodies.call_at(outer, frame.function)
            if call is not None:
                bound = self._bound(body, call, outer, 0)
        return Scope(path, tree, body, frame.line, bound)

    def _bound(
        self, body: Body, call: ast.Call, scope: Scope, depth: int
    ) -> dict[str, Value | None]:
        if isinstance(body, ast.Module):
            return {}
        known: dict[str, Value | None] = dict(
            zip(
                bodies.parameters(body),
                (self.value(one, scope, depth + 1) for one in call.args),
                strict=False,
            )
        )
        for keyword in call.keywords:
            if keyword.arg:
                known[keyword.arg] = self.value(keyword.value, scope, depth + 1)
        return known

    # -- values ----------------------------------------------------------------------

    def value(self, node: ast.expr, scope: Scope, depth: int = 0) -> Value | None:
        """What the expression is; None where that is not plain."""
        self._left -= 1
        if depth > _DEPTH or self._left < 0:
            return None
        match node:
            case ast.Constant():
                return Literal(node.value, scope.place(node))
            case ast.Name():
                return self._name(node.id, scope, depth)
            case ast.List() | ast.Tuple():
                return Items(
                    tuple(self.value(one, scope, depth + 1) for one in node.elts)
                )
            case ast.Dict():
                return self._dictionary(node, scope, depth)
            case ast.Subscript():
                base = self.value(node.value, scope, depth + 1)
                key = self.value(node.slice, scope, depth + 1)
                return parts.part(base, key)
            case ast.Attribute():
                return self._attribute(node, scope, depth)
            case ast.BinOp():
                left = self.value(node.left, scope, depth + 1)
                right = self.value(node.right, scope, depth + 1)
                return parts.joined(left, node.op, right, scope.place(node))
            case ast.JoinedStr():
                return self._text(node, scope, depth)
            case ast.Call():
                return self._call(node, scope, depth)
            case ast.Await() | ast.NamedExpr() | ast.Starred():
                return self.value(node.value, scope, depth + 1)
        return None

    def _dictionary(self, node: ast.Dict, scope: Scope, depth: int) -> Keyed | None:
        entries: dict[str, Value | None] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                return None  # made from another one, or by computation
            entries[key.value] = self.value(value, scope, depth + 1)
        return Keyed(entries, scope.place(node))

    def _name(self, name: str, scope: Scope, depth: int) -> Value | None:
        for statement in statements(scope.body):
            if statement.lineno <= scope.line <= (statement.end_lineno or 0) and (
                loop := loop_of(name, statement)
            ):
                return self._from(loop, scope, depth)
        source = source_of(name, scope.body, scope.line)
        if source is not None:
            made = self._from(source, scope, depth)
            if made is None and name in scope.bound:
                made = scope.bound[name]  # given, and changed on some ways only
            return self._changed(name, made, source.line, scope, depth)
        if name in scope.bound:
            made = scope.bound[name]
            return self._changed(name, made, 0, scope, depth)
        if not isinstance(scope.body, ast.Module):
            default = bodies.default_of(scope.body, name)
            if default is not None:
                return self.value(default, scope, depth + 1)
            outside = replace(scope, body=scope.module, line=0, bound={})
            return self._name(name, outside, depth + 1)
        return self._function(name, scope)

    def _from(self, source: Source, scope: Scope, depth: int) -> Value | None:
        at = replace(scope, line=source.line or scope.line)
        value = self.value(source.node, at, depth + 1)
        if source.kind == "part":
            if isinstance(value, Items) and source.position < len(value.values):
                return value.values[source.position]
            return None
        if source.kind == "item":
            return parts.item_of(value)
        return value

    def _changed(
        self, name: str, value: Value | None, since: int, scope: Scope, depth: int
    ) -> Value | None:
        """What the statements between have made of a table."""
        if not isinstance(value, Table):
            return value
        for node in statements(scope.body):
            if not since < node.lineno or (scope.line and node.lineno >= scope.line):
                continue
            match node:
                case ast.Assign(
                    targets=[ast.Subscript(value=ast.Name(id=of), slice=key)]
                ) if of == name:
                    new = tables.texts(self.value(key, scope, depth + 1))
                    old = tuple(n for n in new if n not in value.columns)
                    value = replace(value, columns=(*value.columns, *old))
                case ast.Assign(
                    targets=[ast.Attribute(value=ast.Name(id=of), attr="columns")]
                ) if of == name:
                    value = self._headed(value, node.value, scope, depth)
                case ast.Expr(
                    value=ast.Call(
                        func=ast.Attribute(value=ast.Name(id=of), attr=method)
                    ) as call
                ) if of == name and tables.is_inplace(call):
                    changed = calls.method(
                        self, value, method, self._called(call, scope, depth)
                    )
                    value = changed if isinstance(changed, Table) else value
        return value

    def _headed(self, table: Table, node: ast.expr, scope: Scope, depth: int) -> Table:
        new = tables.texts(self.value(node, scope, depth + 1))
        if new:
            return replace(table, columns=new)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Attribute):
                table = tables.spelt(table, inner.attr, scope.place(node))
        return table

    def _attribute(self, node: ast.Attribute, scope: Scope, depth: int) -> Value | None:
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            return self._member(node.attr, scope, depth)
        base = self.value(node.value, scope, depth + 1)
        if isinstance(base, Made) and base.by == "parse_args":
            default = bodies.option_default(scope.module, node.attr)
            return self.value(default, scope, depth + 1) if default else None
        return parts.attribute(base, node.attr)

    def _member(self, name: str, scope: Scope, depth: int) -> Value | None:
        """What `__init__` put into `self.name`, if the class is made in one place."""
        owner, first = bodies.class_at(scope)
        if owner is None or first is None:
            return None
        made = self.makings(owner.name)
        bound: Mapping[str, Value | None] = {}
        if len(made) == 1:
            path, tree, call = made[0]
            outer = Scope(path, tree, bodies.around(tree, call), call.lineno)
            bound = self._bound(first, call, outer, depth + 1)
        inner = Scope(scope.path, scope.module, first, 0, bound)
        given = bodies.put_into(first, name)
        return self.value(given, inner, depth + 1) if given else None

    def _text(self, node: ast.JoinedStr, scope: Scope, depth: int) -> Literal | None:
        texts: list[str] = []
        for one in node.values:
            inner = one.value if isinstance(one, ast.FormattedValue) else one
            value = self.value(inner, scope, depth + 1)
            if not isinstance(value, Literal):
                return None
            texts.append(str(value.value))
        return Literal("".join(texts), scope.place(node))

    # -- calls -----------------------------------------------------------------------

    def _call(self, node: ast.Call, scope: Scope, depth: int) -> Value | None:
        function = self.callee(node, scope)
        if function is not None and not isinstance(function.node, ast.ClassDef):
            return self._returned(function, node, scope, depth)
        if isinstance(node.func, ast.Attribute):
            base = self.value(node.func.value, scope, depth + 1)
            if base is not None:
                called = self._called(node, scope, depth)
                return calls.method(self, base, node.func.attr, called)
        name = function.node.name if function else self.full_name(node.func, scope)
        called = self._called(node, scope, depth)
        if name == "torch.load":
            return self._checkpoint()
        return calls.library(self, name, called)

    def _called(self, node: ast.Call, scope: Scope, depth: int) -> Called:
        arguments = tuple(self.value(one, scope, depth + 1) for one in node.args)
        named = {
            one.arg: self.value(one.value, scope, depth + 1)
            for one in node.keywords
            if one.arg
        }
        return Called(node, scope, arguments, named)

    def _returned(
        self, function: Function, call: ast.Call, scope: Scope, depth: int
    ) -> Value | None:
        tree = self.tree(function.path)
        body = function.node
        if tree is None or isinstance(body, ast.ClassDef):
            return None
        bound = self._bound(body, call, scope, depth)
        returns = [
            one
            for one in statements(body)
            if isinstance(one, ast.Return) and one.value is not None
        ]
        if not returns or returns[-1].value is None:
            return None
        last = returns[-1]
        inner = Scope(function.path, tree, body, last.lineno, bound)
        return self.value(returns[-1].value, inner, depth + 1)

    def _checkpoint(self) -> Keyed | None:
        """What the project itself saves with torch.save, if it does so in one place."""
        found: list[Keyed] = []
        for path, tree, node in self.saved():
            scope = Scope(path, tree, bodies.around(tree, node), node.lineno)
            made = self.value(node.args[0], scope, 1)
            if isinstance(made, Keyed):
                found.append(made)
        return found[0] if len(found) == 1 else None
