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

from coresearch.critic.scripts.expressions import Expressions, constant_text
from coresearch.critic.scripts.libraries import Function, Scope
from coresearch.critic.scripts.names import Imports, base_name, part_of
from coresearch.critic.scripts.values import (
    NOTHING,
    WHOLE,
    Value,
    join,
    named_part,
)


class Flow(Expressions):
    """See the module."""

    def __init__(self, tree: ast.Module, imports: Imports) -> None:
        super().__init__(tree, imports)
        self.block(tree.body, self.attributes)
        self.reached = False
        for function in _functions(tree):
            if id(function) not in self.entered:
                self.enter(function, [], {}, self.attributes)

    # -- statements --

    def block(self, body: Iterable[ast.stmt], scope: Scope) -> None:
        for statement in body:
            self._statement(statement, scope)

    def _statement(self, node: ast.stmt, scope: Scope) -> None:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                scope[node.name] = Value(function=node)
            case ast.ClassDef():
                self.block([s for s in node.body if _is_assignment(s)], dict(scope))
            case ast.Assign():
                value = self.value(node.value, scope)
                for target in node.targets:
                    self.bind(target, value, scope, node)
            case ast.AnnAssign():
                if node.value is not None:
                    self.bind(node.target, self.value(node.value, scope), scope, node)
            case ast.AugAssign():
                old, new = self.value(node.target, scope), self.value(node.value, scope)
                self.bind(node.target, join((old, new)), scope, node)
            case ast.Return():
                value = self.value(node.value, scope) if node.value else NOTHING
                if self.given:
                    self.given[-1].append(value)
            case ast.For() | ast.AsyncFor():
                self._loop(node, scope)
            case ast.If():
                self.tests.append((node, self.value(node.test, scope)))
                self.block(node.body, scope)
                self.block(node.orelse, scope)
            case ast.While():
                self.value(node.test, scope)
                self.block([*node.body, *node.orelse], scope)
            case ast.With() | ast.AsyncWith():
                for item in node.items:
                    value = self.value(item.context_expr, scope)
                    if item.optional_vars is not None:
                        self.bind(item.optional_vars, value, scope, node)
                self.block(node.body, scope)
            case ast.Try():
                handlers = [s for handler in node.handlers for s in handler.body]
                self.block(
                    [*node.body, *handlers, *node.orelse, *node.finalbody], scope
                )
            case ast.Match():
                self.value(node.subject, scope)
                for case_ in node.cases:
                    self.block(case_.body, scope)
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self.value(child, scope)

    def _loop(self, node: ast.For | ast.AsyncFor, scope: Scope) -> None:
        over = self.value(node.iter, scope)
        names = [n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)]
        self.loops.append((node, tuple(self.around)))
        item = replace(join([over]), path="")
        if over.items and len(over.items) == 1:
            item = over.items[0]
        self.bind(node.target, item, scope, node, looping=True)
        self.around += names
        self.block([*node.body, *node.orelse], scope)
        del self.around[len(self.around) - len(names) :]

    def bind(
        self,
        target: ast.expr,
        value: Value,
        scope: Scope,
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
                self.bind(target.value, value, scope, at, looping=looping)
            case ast.Attribute():
                name = ast.unparse(target)
                value = self._as_part(target.attr, value, at)
                self.attributes[name] = self.names[name] = value
            case ast.Subscript():
                key = constant_text(target.slice)
                if key:
                    self.keep(key, value)
                name = base_name(target)
                old = self.known_as(name, scope)
                scope[name] = replace(join((old, value)), kind=old.kind)
                self.names[name] = scope[name]

    def _unpack(
        self,
        targets: Sequence[ast.expr],
        value: Value,
        scope: Scope,
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
            self.bind(target, one, scope, at, looping=looping)

    def _as_part(self, name: str, value: Value, at: ast.AST) -> Value:
        """`value` under `name`; naming a part of whole data is a split of them."""
        part = part_of(name)
        if part and value.parts & {WHOLE} and not value.stats:
            self.splits.append((at, value))
        return named_part(value, part)

    def keep(self, key: str, value: Value) -> None:
        self.fields[key] = join((self.fields.get(key, NOTHING), value))


def _functions(tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def _is_assignment(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign | ast.AnnAssign)
