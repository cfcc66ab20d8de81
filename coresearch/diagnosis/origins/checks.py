"""A check of the project's own that failed: an assertion, or a raise under an if."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.origins.behind import Step, behind
from coresearch.diagnosis.origins.scopes import Scope, dotted

_MOST_FRAMES = 4
_MOST_NODES = 4_000
_MOST_FILES = 3
"""Files that are followed one from another."""


@dataclass(frozen=True)
class Check:
    """What was checked, and what it rests on."""

    test: ast.expr
    is_assert: bool
    """Whether the test must hold; else it must not."""
    statement: ast.stmt
    steps: tuple[Step, ...]
    """The nearest first."""

    def nodes(self) -> Sequence[tuple[Step, ast.AST]]:
        """Every node of the steps, once; those of the nearest, where there are many."""
        return self._nodes

    @cached_property
    def _nodes(self) -> list[tuple[Step, ast.AST]]:
        found: dict[int, tuple[Step, ast.AST]] = {}
        for step in self.steps:
            for node in ast.walk(step.node):
                found.setdefault(id(node), (step, node))
            if len(found) > _MOST_NODES:
                break
        return list(found.values())[:_MOST_NODES]


@lru_cache(maxsize=4)
def failed_check(case: Case) -> Check | None:
    """The check of the project that raised this; None where a library did."""
    frames = case.raised.frames
    scope = case.scope
    statement = _statement(scope) if scope is not None else None
    if not frames or scope is None or statement is None or case.frame is None:
        return None
    found = _test(statement, scope)
    is_own = frames[-1] is case.frame or _is_testing(statement)
    if found is None or not is_own:
        return None
    test, is_assert, around = found
    return Check(test, is_assert, statement, tuple(_steps(case, around)))


@lru_cache(maxsize=4)
def rests_on(case: Case) -> Check | None:
    """The failing line, whoever raised: what it is made of, and what that rests on."""
    scope = case.scope
    statement = _statement(scope) if scope is not None else None
    if statement is None:
        return None
    parts = [one for one in ast.walk(statement) if isinstance(one, ast.expr)]
    if not parts:
        return None
    return Check(
        parts[0],
        False,
        statement,
        (Step(case.path, statement), *_steps(case, statement)),
    )


def _is_testing(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and dotted(statement.value.func).rpartition(".")[2].startswith("assert")
    )


def _test(statement: ast.stmt, scope: Scope) -> tuple[ast.expr, bool, ast.stmt] | None:
    if isinstance(statement, ast.Assert):
        return statement.test, True, statement
    if _is_testing(statement) and isinstance(statement, ast.Expr):
        return statement.value, True, statement
    if not isinstance(statement, ast.Raise):
        return None
    around = [
        node
        for node in ast.walk(scope.body)
        if isinstance(node, ast.If | ast.While) and statement in node.body
    ]
    if not around:
        return None
    return around[-1].test, False, around[-1]


def _steps(case: Case, failing: ast.stmt) -> Iterator[Step]:
    """What it depends on, in its own call and in those around it."""
    told: set[int] = set()
    scope = case.scope
    own = [one for one in case.raised.frames if not one.is_library]
    for number, frame in enumerate(reversed(own[-_MOST_FRAMES:])):
        at = scope if number == 0 else case.trail.scope_of(case.raised, frame)
        if at is None:
            continue
        here = failing if number == 0 else _statement(at)
        if here is None:
            continue
        near = behind(at.path, at.module, at.body, here)
        for step in (*near, *_elsewhere(case, at, [here, *(s.node for s in near)], 0)):
            if id(step.node) not in told:
                told.add(id(step.node))
                yield step


def _elsewhere(
    case: Case, scope: Scope, nodes: list[ast.stmt], depth: int
) -> Iterator[Step]:
    """The functions and classes of other files of the project that these call."""
    if depth >= _MOST_FILES:
        return
    done: set[str] = set()
    for node in nodes:
        for one in ast.walk(node):
            if not isinstance(one, ast.Name | ast.Attribute):
                continue
            name = dotted(one)
            if not name or name in done:
                continue
            done.add(name)
            found = case.trail.function(one, scope)
            if found is None or found.path == scope.path:
                continue
            tree = case.trail.tree(found.path)
            if tree is None:
                continue
            yield Step(found.path, found.node)
            inner = behind(found.path, tree, tree, found.node)
            yield from inner
            there = Scope(found.path, tree, tree, 0)
            within = [found.node, *(step.node for step in inner)]
            yield from _elsewhere(case, there, within, depth + 1)


def _statement(scope: Scope) -> ast.stmt | None:
    best = None
    for node in ast.walk(scope.module):
        if isinstance(node, ast.stmt) and node.lineno <= scope.line <= (
            node.end_lineno or node.lineno
        ):
            best = node if best is None or node.lineno >= best.lineno else best
    return best
