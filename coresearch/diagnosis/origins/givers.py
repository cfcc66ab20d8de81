"""What a value may be that the code does not count on: by what it was made with."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.origins.scopes import (
    Scope,
    Source,
    dotted,
    imported,
    loop_of,
    source_of,
    statements,
)


class Doubt(StrEnum):
    """What a value may be."""

    NONE = "none"
    EMPTY = "empty"
    TEXT = "text"
    FLOAT = "float"
    ONCE = "once"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a name of the failing line got its value."""

    name: str
    place: str
    """`train.py:8`."""
    code: str
    doubts: tuple[tuple[Doubt, str], ...] = ()
    """What it may be, with a sentence."""

    is_call: bool = False
    """It is no name, but a call on the line itself."""

    def said(self, doubt: Doubt) -> str:
        """The sentence for a doubt; empty where there is none."""
        return next((words for one, words in self.doubts if one is doubt), "")


_GIVERS: tuple[tuple[str, Doubt, str], ...] = (
    (r"\bre\.(?:match|search|fullmatch)\(|\.(?:match|search|fullmatch)\(", Doubt.NONE,
     "a search of an expression gives None where nothing fits"),
    (r"\.get\((?![^()]*,)", Doubt.NONE,
     "get gives None where the key is not there (or its value is null)"),
    (r"environ\.get\((?![^()]*,)|getenv\((?![^()]*,)", Doubt.NONE,
     "the variable of the environment is not set"),
    (r"\.(?:fetchone|first|one_or_none|scalar)\(", Doubt.NONE,
     "the query gives None where no row fits"),
    (r"\bcv2\.imread\(", Doubt.NONE,
     "imread gives None, without a word, where the path is wrong"),
    (r"\.find\((?:['\"][\w:./]+['\"]|\w+)\)(?!\.)", Doubt.NONE,
     "find of a parsed document gives None where there is no such element"),
    (r"shutil\.which\(|find_spec\(|inspect\.getmodule\(|getattr\([^()]*, None\)|"
     r"next\([^()]*, None\)|mimetypes\.|\.poll\(", Doubt.NONE,
     "it gives None where nothing is found"),
    (r"\.(?:sort|append|extend|update|reverse|insert|add|remove|clear|setdefault)\(",
     Doubt.NONE, "the method changes its owner and returns None"),
    (r"random\.shuffle\(|\bprint\(|\.fit_generator\(|\bsetattr\(|heapq\.heapify\(",
     Doubt.NONE, "the call returns None"),
    (r"inplace ?= ?True", Doubt.NONE, "with inplace=True the result is None"),
    (r"yaml\.(?:safe_)?load\(|json\.loads?\(", Doubt.NONE,
     "an empty file or a null in it is None"),
    (r"parse_args\(|\bargs\.|\bcfg\.|\bconfig\b|\bsettings\b", Doubt.NONE,
     "an option or setting that is not given is None"),
    (r"\.grad\b", Doubt.NONE, "there is no gradient before backward(), nor for what "
     "took no part or is no leaf"),
    (r"\bglob\(|\.iterdir\(|listdir\(|rglob\(", Doubt.EMPTY,
     "no file fits the pattern or folder, seen from where it runs"),
    (r" if .* for | for .* if |\bfilter\(|\.query\(|\.dropna\(|\.loc\[|\.isin\("
     r"|\w\[[^\]]*[<>=!]=?[^\]]*\]|drop_duplicates|\.between\(", Doubt.EMPTY,
     "a filter may leave nothing"),
    (r"\.split\(|\.findall\(|readlines\(|splitlines\(|csv\.reader|sys\.argv",
     Doubt.SHORT, "a line or text may have fewer parts than the code takes"),
    (r"\w\[[^\]]*:[^\]]*\]|\bhead\(|islice\(|batch", Doubt.SHORT,
     "a slice or batch may hold fewer items at the end"),
    (r"\[\](?:$|\s)|\{\}$|\blist\(\)$|\bdict\(\)$|deque\(", Doubt.EMPTY,
     "it begins empty, and what fills it may never come to it"),
    (r"\binput\(|sys\.argv|environ|getenv|csv\.|\.split\(|\.read\(|readline|\.strip\("
     r"|parse_args\(|configparser|\.text\b|\.group\(|read_csv|yaml|json", Doubt.TEXT,
     "what is read from there is text until it is converted"),
    (r" / |\bmean\(|\.5\b|\bnp\.(?:ceil|floor|round|sqrt)|math\.(?:sqrt|pow)|time\(\)",
     Doubt.FLOAT, "a division or rounding of NumPy gives a float"),
    (r"^\(.* for .*\)$|\bmap\(|\bfilter\(|\bzip\(|\breversed\(|\benumerate\(|"
     r"csv\.(?:reader|DictReader)\(|\biter\(|\bopen\(", Doubt.ONCE,
     "it can be gone through once only, and has no length"),
)  # fmt: skip


def origins_of(case: Case) -> list[Origin]:
    """Where each name of the failing statement comes from, in its order."""
    statement, scope = case.statement(), case.scope
    if statement is None or scope is None:
        return []
    head = _head(statement, scope.line)
    known = {*imported(scope.module), *dir(builtins), "self", "cls"}
    names = [
        one.id
        for one in ast.walk(head)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)
    ]
    found = (
        _origin(case, name, head, scope)
        for name in dict.fromkeys(names)
        if name not in known
    )
    return [one for one in found if one is not None]


def called_there(case: Case) -> list[Origin]:
    """The calls of the failing statement of whose result something is asked."""
    statement, scope = case.statement(), case.scope
    if statement is None or scope is None:
        return []
    asked = [
        node.value
        for node in ast.walk(_head(statement, scope.line))
        if isinstance(node, ast.Attribute | ast.Subscript)
        and isinstance(node.value, ast.Call)
    ]
    return [
        Origin(code, case.place, code, tuple(_doubts(code)), is_call=True)
        for code in (ast.unparse(one) for one in asked)
    ]


def _head(statement: ast.stmt, line: int) -> ast.AST:
    """A block's own line, or the statement."""
    for part in ("test", "iter", "items"):
        inner = getattr(statement, part, None)
        if inner is not None and not isinstance(statement, ast.Assert):
            return ast.Tuple(inner) if isinstance(inner, list) else inner
    return statement


def _origin(case: Case, name: str, head: ast.AST, scope: Scope) -> Origin | None:
    source = loop_of(name, head) or source_of(name, scope.body, scope.line)
    if source is not None:
        line = source.line or scope.line
        return _made(case, name, source, f"{scope.path}:{line}", scope)
    given = _given(case, name, scope)
    if given is not None:
        return given
    if not isinstance(scope.body, ast.Module):
        outer = source_of(name, scope.module, 0)
        if outer is not None:
            return _made(case, name, outer, f"{scope.path}:{outer.line}", scope)
    return None


def _made(case: Case, name: str, source: Source, place: str, scope: Scope) -> Origin:
    code = ast.unparse(source.node)
    doubts = list(_doubts(code))
    if source.kind == "item":
        doubts = [one for one in doubts if one[0] in (Doubt.TEXT, Doubt.SHORT)]
    function = (
        case.trail.callee(source.node, scope)
        if isinstance(source.node, ast.Call)
        else None
    )
    if function is not None and isinstance(function.node, ast.FunctionDef):
        if why := _without_return(function.node):
            doubts.insert(0, (Doubt.NONE, f"{function.node.name} {why}"))
        for one in statements(function.node):
            if isinstance(one, ast.Return) and one.value is not None:
                doubts += list(_doubts(ast.unparse(one.value)))
    words = {"item": "each of ", "part": "a part of ", "with": "opened by "}
    return Origin(name, place, words.get(source.kind, "") + code, tuple(doubts))


def _given(case: Case, name: str, scope: Scope) -> Origin | None:
    """What the frame before gave for a parameter."""
    if isinstance(scope.body, ast.Module):
        return None
    arguments = [
        one.arg for one in (*scope.body.args.posonlyargs, *scope.body.args.args)
    ]
    own = [one for one in case.raised.frames if not one.is_library]
    if name not in arguments or case.frame not in own:
        return None
    at = own.index(case.frame)
    outer = case.trail.scope_of(case.raised, own[at - 1]) if at else None
    if outer is None:
        return None
    position = arguments.index(name) - (arguments[:1] in (["self"], ["cls"]))
    for statement in statements(outer.body):
        if not statement.lineno <= outer.line <= (statement.end_lineno or 0):
            continue
        for node in ast.walk(statement):
            if (
                isinstance(node, ast.Call)
                and dotted(node.func).rpartition(".")[2] == scope.body.name
            ):
                word = next((k.value for k in node.keywords if k.arg == name), None)
                value = word or (
                    node.args[position] if 0 <= position < len(node.args) else None
                )
                if value is None:
                    return None
                return _argument(case, name, value, outer)
    return None


def _argument(case: Case, name: str, value: ast.expr, outer: Scope) -> Origin:
    place = f"{outer.path}:{outer.line}"
    if isinstance(value, ast.Name):
        source = source_of(value.id, outer.body, outer.line)
        if source is not None:
            return _made(case, name, source, f"{outer.path}:{source.line}", outer)
    code = ast.unparse(value)
    return Origin(name, place, code, tuple(_doubts(code)))


def _doubts(code: str) -> Iterator[tuple[Doubt, str]]:
    for pattern, doubt, words in _GIVERS:
        if re.search(pattern, code):
            yield doubt, words


def _without_return(function: ast.FunctionDef) -> str:
    """Why a function may give None; empty where it does not."""
    returns = [one for one in statements(function) if isinstance(one, ast.Return)]
    is_generator = any(
        isinstance(one, ast.Yield | ast.YieldFrom) for one in ast.walk(function)
    )
    if is_generator:
        return ""
    if not any(one.value is not None for one in returns):
        return "has no return"
    if any(
        one.value is None
        or (isinstance(one.value, ast.Constant) and one.value.value is None)
        for one in returns
    ):
        return "returns None on some way"
    return "" if _ends(function.body) else "ends without a return on some way"


def _ends(body: list[ast.stmt]) -> bool:
    last = body[-1]
    if isinstance(last, ast.Return | ast.Raise):
        return True
    if isinstance(last, ast.If):
        return bool(last.orelse) and _ends(last.body) and _ends(last.orelse)
    if isinstance(last, ast.With | ast.AsyncWith):
        return _ends(last.body)
    if isinstance(last, ast.Try):
        return _ends(last.body) and all(_ends(one.body) for one in last.handlers)
    if isinstance(last, ast.While):
        return isinstance(last.test, ast.Constant)
    return isinstance(last, ast.Match)
