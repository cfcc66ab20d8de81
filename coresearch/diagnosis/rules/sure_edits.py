"""Edits for messages that say what is missing, where the code has one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.mending import Edit
from coresearch.diagnosis.origins.asked import argument_added
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.rule import Cause, Explain

_NOT_MET = 0.8
"""The most that an edit states whose kind was not yet met on errors that are new."""
Mend = Callable[[Case, "re.Match[str]"], Edit]


def with_edit(explain: Explain, mend: Mend) -> Explain:
    """The same words, with an edit where there is one."""

    def explained(case: Case, match: re.Match[str]) -> Cause | None:
        cause = explain(case, match)
        edit = mend(case, match) if cause is not None else ()
        if cause is None or not edit:
            return cause
        sure = min(cause.confidence, _NOT_MET)
        return replace(cause, edit=edit, path=case.path, confidence=sure)

    return explained


def _calls(case: Case, *names: str) -> list[ast.Call]:
    """The calls of these names on the failing line."""
    statement = case.statement()
    return [
        node
        for node in (ast.walk(statement) if statement is not None else ())
        if isinstance(node, ast.Call) and dotted(node.func) in names
    ]


def json_default(case: Case, match: re.Match[str]) -> Edit:
    """`default=` in json.dump, for what has one way to be plain."""
    kind = match[1] or ""
    how = "lambda value: value.tolist()"
    if kind in ("set", "frozenset", "dict_keys", "dict_values", "range", "deque"):
        how = "list"
    elif not re.fullmatch(r"u?int\d+|float(?:16|32|64)|bool_|ndarray|Tensor", kind):
        return ()
    calls = _calls(case, "json.dump", "json.dumps")
    words = [one.arg for call in calls for one in call.keywords]
    if len(calls) != 1 or "default" in words or "cls" in words:
        return ()
    return argument_added(case, case.path, calls[0], f"default={how}")


def detached(case: Case, match: re.Match[str]) -> Edit:
    """`.detach().cpu().numpy()` for `.numpy()`."""
    if ".detach()" in case.code or case.code.count(".numpy()") != 1:
        return ()
    line = case.lines[case.frame.line - 1] if case.is_at_hand and case.frame else ""
    if not line:
        return ()
    new = line.replace(".cpu().numpy()", ".numpy()")
    new = new.replace(".numpy()", ".detach().cpu().numpy()")
    return (Replacement(line, new, case.frame.line),) if case.frame else ()


def guarded(case: Case, match: re.Match[str]) -> Edit:
    """All that runs at the end of a script, under its main guard."""
    own = [one for one in case.raised.frames if not one.is_library]
    tree = case.tree
    if tree is None or not own or not own[-1].path.endswith(".py"):
        return ()
    inert = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef,
             ast.ClassDef)  # fmt: skip
    last = max((n for n, one in enumerate(tree.body) if isinstance(one, inert)),
               default=-1)  # fmt: skip
    rest = tree.body[last + 1 :]
    if not rest or "__main__" in case.source or _has_long_text(rest):
        return ()
    start = rest[0].lineno
    lines = case.lines[start - 1 :]
    if lines and not lines[-1].endswith("\n"):
        return ()
    moved = "".join(f"    {one}" if one.strip() else one for one in lines)
    old = "".join(lines)
    return (Replacement(old, f'if __name__ == "__main__":\n{moved}', start),)


def _has_long_text(body: list[ast.stmt]) -> bool:
    """Whether a text goes over several lines: moving it would change it."""
    return any(
        isinstance(node, ast.Constant | ast.JoinedStr)
        and (node.end_lineno or 0) > node.lineno
        for one in body
        for node in ast.walk(one)
    )


def made_by_factory(case: Case, match: re.Match[str]) -> Edit:
    """`field(default_factory=list)` for `[]`, and field's own import."""
    kind, name = match[1], match[2]
    fields = [
        node
        for node in case.nodes()
        if isinstance(node, ast.AnnAssign)
        and dotted(node.target) == name
        and node.value is not None
        and node.value.end_lineno == node.lineno
    ]
    imports = [
        node
        for node in case.nodes()
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
    ]
    if len(fields) != 1 or len(imports) != 1 or kind not in ("list", "dict", "set"):
        return ()
    made, head = fields[0], imports[0]
    line = case.lines[made.lineno - 1]
    if made.value is None or not line.isascii():
        return ()
    value = ast.unparse(made.value)
    is_empty = value in ("[]", "{}", "set()", "list()", "dict()")
    factory = kind if is_empty else f"lambda: {value}"
    start, end = made.value.col_offset, made.value.end_col_offset
    new = f"{line[:start]}field(default_factory={factory}){line[end:]}"
    edit = Replacement(line, new, made.lineno)
    if any(one.name == "field" for one in head.names):
        return (edit,)
    top = case.lines[head.lineno - 1]
    if head.lineno != head.end_lineno or "#" in top:
        return ()
    more = top.rstrip("\r\n") + ", field\n"
    return (Replacement(top, more, head.lineno), edit)


def written_as_utf8(case: Case, match: re.Match[str]) -> Edit:
    """`encoding="utf-8"` in the only call that opens a file to be written."""
    opened = [
        node
        for node in case.nodes()
        if isinstance(node, ast.Call)
        and dotted(node.func) == "open"
        and len(node.args) == 2
        and isinstance(node.args[1], ast.Constant)
        and node.args[1].value in ("w", "a", "x", "wt", "at")
    ]
    if len(opened) != 1:
        return ()
    for word in opened[0].keywords:
        if word.arg == "encoding" and isinstance(word.value, ast.Constant):
            number = word.value.lineno
            line = case.lines[number - 1]
            old = ast.get_source_segment(case.source, word.value) or ""
            if not old or line.count(old) != 1:
                return ()
            return (Replacement(line, line.replace(old, '"utf-8"'), number),)
    return argument_added(case, case.path, opened[0], 'encoding="utf-8"')
