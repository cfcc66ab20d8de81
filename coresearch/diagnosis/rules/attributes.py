"""Attributes that are not there, and values that are None."""

from __future__ import annotations

import ast
import difflib
import re

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.rule import Cause, rule
from coresearch.diagnosis.rules.names import HINT, meant

_TYPES = {
    "list": list, "dict": dict, "str": str, "set": set, "tuple": tuple, "int": int,
    "float": float, "bytes": bytes, "frozenset": frozenset,
}  # fmt: skip


def _attribute(case: Case, match: re.Match[str]) -> Cause | None:
    owner, name = match[1], match[2]
    if owner == "NoneType" or name == "module":
        return None
    names = set(dir(_TYPES[owner])) if owner in _TYPES else _members(case, owner)
    found, sure = meant(case, name, names)
    if not found:
        if owner in _TYPES:
            return Cause(
                f"A value at {case.place} is a {owner}, which has no {name}: its name "
                f"was "
                "given to another value since, or a function gives several values "
                f"or another kind than the code takes it for ({owner}).",
                0.55,
                test=f"print(type(…)) just before {case.place}, and where it is made.",
            )
        return Cause(
            f"A value at {case.place} is a {owner}, which has no {name}: nothing sets "
            f"it (any more), another version of {owner} had it, or the value is not "
            "what the code takes it for.",
            0.55,
            test=f"print(type(…)) just before {case.place}, and where the value is "
            f"made.",
        )
    return Cause(
        f"A {owner} has no {name}; it has {found}, which is spelt nearly so.",
        sure,
        edit=case.line_edit(f".{name}", f".{found}"),
        path=case.path,
    )


def _members(case: Case, owner: str) -> set[str]:
    found: set[str] = set()
    for node in case.nodes():
        if isinstance(node, ast.ClassDef) and node.name == owner:
            for inner in ast.walk(node):
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                    found.add(inner.name)
                elif isinstance(inner, ast.Attribute) and isinstance(
                    inner.ctx, ast.Store
                ):
                    found.add(inner.attr)
    return found


def _module_attribute(case: Case, match: re.Match[str]) -> Cause | None:
    hint = re.search(HINT, case.raised.text)
    module, name = match[1] or match[3], match[2] or match[4]
    top = module.partition(".")[0]
    if not hint:
        return Cause(
            f"The module {module} has no {name}: it is misspelt, went or came "
            f"in another version of {top}, has to be imported by itself, or a file of "
            f"yours is called {top}.py.",
            0.7,
            run=f"import {top}\nprint(getattr({top}, '__version__', '?'), "
            f"{top}.__file__)",
            expected="The version and file that are really imported.",
        )
    likeness = difflib.SequenceMatcher(None, name, hint[1]).ratio()
    return Cause(
        f"The module {module} has no {name}; it has {hint[1]}.",
        0.88 if likeness > 0.8 else 0.55,
        edit=case.line_edit(f".{name}", f".{hint[1]}"),
        path=case.path,
    )


def _none(case: Case, match: re.Match[str]) -> Cause | None:
    if _in_place(case) is not None:
        return None
    without = _returns_nothing(case)
    if not without and re.search(r"attribute '(?:shape|astype|resize|ndim|dtype|copy|"
                                 r"convert|size)'", case.raised.text):  # fmt: skip
        return Cause(
            f"A value at {case.place} is None where an array or image is expected: "
            "cv2.imread and the like give None, without a word, where a path is wrong "
            "or a file is no image.",
            0.75,
            test="Print the path and os.path.exists(path) where it is read.",
        )
    which = f" {without} ends without a return on some way." if without else ""
    return Cause(
        f"A value at {case.place} is None where something else is expected.{which}",
        0.85 if without else 0.7,
        test="Find what gave None: a function without return, a search that found "
        "nothing, re.match, dict.get.",
    )


def _returns_nothing(case: Case) -> str:
    """A function of this file that is called for its value and may return None."""
    defs = {n.name: n for n in case.nodes() if isinstance(n, ast.FunctionDef)}
    for node in case.nodes():
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            called = node.value.func
            name = called.id if isinstance(called, ast.Name) else ""
            if name in defs and not isinstance(defs[name].body[-1], ast.Return):
                return name
    return ""


def _in_place(case: Case) -> tuple[ast.Assign, str, str] | None:
    """`x = y.sort()`, where `x` is on the failing line."""
    for node in case.nodes():
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
            and node.value.func.attr in _GIVE_NONE
            and re.search(rf"\b{node.targets[0].id}\b", case.code)
        ):
            owner = ast.unparse(node.value.func.value)
            return node, owner, node.value.func.attr
    return None


_GIVE_NONE = frozenset({
    "sort", "append", "extend", "update", "reverse", "shuffle", "insert", "add",
})  # fmt: skip


def _in_place_none(case: Case, match: re.Match[str]) -> Cause | None:
    found = _in_place(case)
    if found is None:
        return None
    node, owner, method = found
    name = ast.unparse(node.targets[0])
    line = case.lines[node.lineno - 1]
    indent = line[: node.col_offset]
    call = ast.unparse(node.value)
    new = f"{indent}{call}\n{indent}{name} = {owner}\n"
    if method == "sort" and isinstance(node.value, ast.Call):
        inner = [owner, *(ast.unparse(word) for word in node.value.keywords)]
        new = f"{indent}{name} = sorted({', '.join(inner)})\n"
    can_edit = node.lineno == node.end_lineno and method in ("sort", "reverse")
    edit = (Replacement(line, new, node.lineno),) if can_edit else ()
    return Cause(
        f"{owner}.{method}() changes {owner} itself and returns None, which {name} is "
        "now.",
        0.95,
        edit=edit,
        path=case.path,
        test=f"Call {call} on a line of its own, and go on with {owner}.",
    )


_NONE = (
    r"'NoneType' object (?:has no attribute|is not (?:subscriptable|iterable|callable))"
    r"|unsupported operand.*'NoneType'|object of type 'NoneType' has no len"
    r"|argument .*not 'NoneType'|format string passed to NoneType"
    r"|expected str, bytes or os\.PathLike object, not NoneType"
)

RULES = (
    rule(
        "attribute-typo", "An attribute is misspelt or of another type",
        "AttributeError",
        r"'(\w+)' object has no attribute '(\w+)'", _attribute,
        question="What is the type of the value, and where was it made?",
        example="AttributeError: 'list' object has no attribute 'apend'",
    ),
    rule(
        "module-attribute", "A module does not have what is asked of it",
        "AttributeError",
        r"module '([\w.]+)' has no attribute '(\w+)'|^No ([\w.]+) attribute (\w+)",
        _module_attribute,
        question="Which version of the module is installed?",
        example="AttributeError: module 'math' has no attribute 'sqr'. Did you mean: "
        "'sqrt'?",
    ),
    rule(
        "in-place-none", "A method that changes in place was used for its value",
        "TypeError AttributeError", _NONE, _in_place_none,
        question="Is the changed list meant, or a new one?",
        example='  File "a.py", line 2, in <module>\n    print(ordered[0])\n'
        "TypeError: 'NoneType' object is not subscriptable\n"
        "--- a.py\nordered = scores.sort()\nprint(ordered[0])\n",
    ),
    rule(
        "none-value", "A value is None", "TypeError AttributeError", _NONE, _none,
        question="Which call gave None, and when does it?",
        example="AttributeError: 'NoneType' object has no attribute 'shape'",
    ),
)  # fmt: skip
