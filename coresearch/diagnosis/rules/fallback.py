"""What can be said of any failing line: where its values come from, what they may be.

The first rules follow a None, something empty, a text or a float back to what gives
such a value; the last are for an exception that no rule knows.
"""

from __future__ import annotations

import ast
import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.origins.checks import failed_check
from coresearch.diagnosis.origins.givers import Doubt, Origin, called_there, origins_of
from coresearch.diagnosis.origins.values import Literal
from coresearch.diagnosis.rule import Cause, ErrorRule, Explain, rule

_MOST = 4
_SHOWN = 90


def _told(origin: Origin) -> str:
    code = " ".join(origin.code.split())
    short = code if len(code) <= _SHOWN else code[: _SHOWN - 1] + "…"
    return f"{origin.name} is {short} ({origin.place})"


def _came(doubt: Doubt, what: str, then: str, sure: float) -> Explain:
    """That a name of the failing line was made by what may give such a value."""

    def explain(case: Case, match: re.Match[str]) -> Cause | None:
        asked = _asked(case, match)
        for origin in (*origins_of(case), *called_there(case)):
            why = origin.said(doubt)
            if why and (not asked or origin.name in asked or origin.is_call):
                return Cause(
                    f"{origin.name} {what} at {case.place}: {_told(origin)}, and {why}."
                    if not origin.is_call
                    else f"{origin.name} {what} at {case.place}: {why}.",
                    sure,
                    test=then.format(origin.name),
                )
        return None

    return explain


def _asked(case: Case, match: re.Match[str]) -> set[str]:
    """The names from which the failing line asks what the message names."""
    statement = case.statement()
    found = re.search(r"has no attribute '(\w+)'", case.raised.message)
    if statement is None or found is None:
        return set()
    owners = [
        node.value
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute) and node.attr == found[1]
    ]
    return {
        inner.id
        for one in owners
        for inner in ast.walk(one)
        if isinstance(inner, ast.Name)
    }


def _values(case: Case) -> list[str]:
    """What the names of the line are, where that is written somewhere."""
    statement, scope = case.statement(), case.scope
    if statement is None or scope is None:
        return []
    told = []
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            value = case.trail.value(node, scope)
            if isinstance(value, Literal):
                told.append(f"{node.id} is {value.value!r} (set at {value.place})")
    return list(dict.fromkeys(told))


def _own_check(case: Case, match: re.Match[str]) -> Cause | None:
    check = failed_check(case)
    if check is None:
        return None
    test = ast.unparse(check.test)[:160]
    known = [*_values(case), *(_told(one) for one in origins_of(case))]
    for step in check.steps[:8]:
        if len(known) >= _MOST:
            break
        if isinstance(step.node, ast.Assign | ast.AugAssign):
            text = " ".join(ast.unparse(step.node).split())[:_SHOWN]
            known.append(f"{text} ({step.place})")
    words = "does not hold" if check.is_assert else "holds, which must not be"
    return Cause(
        f"The project's own check at {case.place} fails: {test} {words}."
        + (
            f" It rests on: {'; '.join(dict.fromkeys(known[:_MOST]))}." if known else ""
        ),
        0.55,
        test="Print both sides just before it, and go back through these lines: which "
        "is the first that is not as it should be?",
    )


_FAMILIES: tuple[tuple[str, str], ...] = (
    (r"TypeError", "a value is of another kind than the line takes it for"),
    (r"AttributeError", "a value is of another kind or version than the line takes it "
     "for"),
    (r"IndexError|StopIteration", "it is shorter than the line takes it to be, or "
     "empty"),
    (r"KeyError|LookupError", "what is looked up was never put in, or is spelt or "
     "typed otherwise"),
    (r"OverflowError|FloatingPoint|ZeroDivision|Arithmetic", "a number is outside of "
     "what the line can take"),
    (r"NotImplementedError", "the class does not define what its base leaves open, or "
     "the library has no such operation for this type or device"),
    (r"OSError|IOError|Permission|FileNotFound|Timeout|Connection", "the system or "
     "server refuses it: a path, a right, a limit or the network"),
    (r"Warning", "a warning is set to be an error"),
    (r"ImportError|ModuleNotFound", "a package is missing, or of another version"),
    (r"ValueError|RuntimeError|Error|Exception", "a value has a size, type or content "
     "that is not taken there"),
)  # fmt: skip


def _line_read(case: Case, match: re.Match[str]) -> Cause | None:
    raised = case.raised
    if case.frame is None or not raised.type or failed_check(case) is not None:
        return None
    why = next((words for sign, words in _FAMILIES if re.search(sign, raised.name)), "")
    refused = _refused_in(case)
    known = [*_values(case), *(_told(one) for one in origins_of(case))][:_MOST]
    if not known and not refused:
        return None
    code = f" ({case.code[:_SHOWN]})" if case.code else ""
    return Cause(
        f"{refused or 'It fails'} at {case.place}{code}"
        + (f": {why}." if why else ".")
        + (f" What goes in: {'; '.join(known)}." if known else ""),
        0.52,
        test="Print type, shape or length, and value of these just before that line; "
        "the first that surprises you leads on.",
    )


def _refused_in(case: Case) -> str:
    """The function of a library that refused what it was given."""
    last = case.raised.frames[-1]
    if not last.is_library:
        return ""
    path = last.path.replace("\\", "/")
    package = path.partition("-packages/")[2].partition("/")[0].removesuffix(".py")
    function = last.function.rpartition(".")[2]
    if not package or not function or function.startswith("<"):
        return ""
    return f"{package} ({function}) refuses what it gets"


def _entry(
    identity: str, name: str, types: str, pattern: str, explain: Explain, example: str,
    *, general: bool = False,
) -> ErrorRule:  # fmt: skip
    return rule(
        identity, name, types, pattern, explain, general=general,
        question="What is the value just before that line?", example=example,
    )  # fmt: skip


def _example(code: str, said: str) -> str:
    lines = code.splitlines()
    return (
        f"--- a.py\n{code}\n+++\nTraceback (most recent call last):\n"
        f'  File "a.py", line {len(lines)}, in <module>\n    {lines[-1]}\n{said}'
    )


_NONE = (
    r"'NoneType' object|type NoneType|not '?NoneType'?|'NoneType' and|and 'NoneType'"
    r"|NoneType\.__format"
)
_NOTHING = (
    r"index out of range|out of bounds|empty|division by zero|not enough values to "
    r"unpack|at least one|No objects to concatenate|zero-size|mean requires|0 samples"
    r"|num_samples=0|^$|0 sample"
)

RULES = (
    _entry(
        "came-none", "What gives a value may give None",
        "TypeError AttributeError ValueError", _NONE,
        _came(Doubt.NONE, "is None", "print(repr({0})) there; say what is to be done "
              "where it is None, and why it is.", 0.86),
        _example("import re\nm = re.match('a', s)\nprint(m.group(1))",
                 "AttributeError: 'NoneType' object has no attribute 'group'"),
    ),
    _entry(
        "came-empty", "What gives a value may give nothing",
        "IndexError ValueError ZeroDivisionError StopIteration StatisticsError "
        "RuntimeError", _NOTHING,
        _came(Doubt.EMPTY, "is empty", "print(len({0})) there, and the step before "
              "that.", 0.77),
        _example("fs = [x for x in a if x > 3]\nprint(fs[0])",
                 "IndexError: list index out of range"),
    ),
    _entry(
        "came-short", "What gives a value may give fewer parts",
        "IndexError ValueError",
        r"index out of range|not enough values to unpack|too many values to unpack",
        _came(Doubt.SHORT, "has another number of parts", "print({0}) when it fails: "
              "an empty line, a header, another separator?", 0.76),
        _example(
            "a = line.split(',')\nx = a[3]", "IndexError: list index out of range"
        ),
    ),
    _entry(
        "came-text", "A value is text since it was read so",
        "TypeError ValueError",
        r"'str'|\bstr\b|invalid literal|could not convert",
        _came(Doubt.TEXT, "is text", "Convert it where it is read: int({0}), "
              "float({0}).", 0.72),
        _example("n = input()\nx = n * 1.5",
                 "TypeError: can't multiply things like 'str'"),
    ),
    _entry(
        "came-float", "A value is a float since it was computed so", "TypeError "
        "IndexError",
        r"'float' object cannot be|not float\b|numpy\.float",
        _came(Doubt.FLOAT, "is a float", "// or int(…) where {0} is made.", 0.77),
        _example("n = len(xs) / 2\nx = xs[n]",
                 "TypeError: 'float' is what it is, not float here"),
    ),
    _entry(
        "came-once", "A value can be gone through once", "TypeError",
        r"'(?:generator|map|filter|zip|reversed|enumerate|\w*reader|_io\.\w+)' object",
        _came(Doubt.ONCE, "is an iterator", "list({0}) where it is made.", 0.78),
        _example("xs = map(int, a)\nprint(xs[0] + 1)",
                 "TypeError: 'map' object cannot be so"),
    ),
    _entry(
        "own-check", "A check of the project fails", "", r"", _own_check,
        _example("a = f(x)\nif a > 3:\n    raise OSError('odd')",
                 "OSError: odd"),
        general=True,
    ),
    _entry(
        "line-read", "The line and where its values come from", "", r"", _line_read,
        _example("a = f(x)\nb = a.bar(3)", "FrobError: odd"),
        general=True,
    ),
)  # fmt: skip
