"""A check of the project's own that failed: an assertion, or a raise under an if."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.origins.behind import Step, behind
from coresearch.diagnosis.origins.scopes import Scope, dotted

_MOST_FRAMES = 4


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked, and what it rests on."""

    test: ast.expr
    is_assert: bool
    """Whether the test must hold; else it must not."""
    statement: ast.stmt
    steps: tuple[Step, ...]
    """The nearest first."""

    def nodes(self) -> Iterator[tuple[Step, ast.AST]]:
        """Every node of the steps, once."""
        seen: set[int] = set()
        for step in self.steps:
            for node in ast.walk(step.node):
                if id(node) not in seen:
                    seen.add(id(node))
                    yield step, node


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
        for step in behind(at.path, at.module, at.body, here):
            if id(step.node) not in told:
                told.add(id(step.node))
                yield step


def _statement(scope: Scope) -> ast.stmt | None:
    best = None
    for node in ast.walk(scope.module):
        if isinstance(node, ast.stmt) and node.lineno <= scope.line <= (
            node.end_lineno or node.lineno
        ):
            best = node if best is None or node.lineno >= best.lineno else best
    return best
