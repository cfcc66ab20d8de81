"""Code that Python cannot read."""

from __future__ import annotations

import re

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.packages import inner_package
from coresearch.diagnosis.rule import Cause, rule, says

_TYPES = "SyntaxError IndentationError TabError _IncompleteInputError"


def _colon(case: Case, match: re.Match[str]) -> Cause:
    edit: tuple[Replacement, ...] = ()
    if case.is_at_hand and case.frame is not None:
        line = case.lines[case.frame.line - 1]
        text = line.rstrip()
        if "#" not in text and not text.endswith((":", ",", "(", "\\")):
            edit = (Replacement(line, f"{text}:{line[len(text) :]}", case.frame.line),)
    return Cause(
        f"A colon is missing at the end of {case.place}.",
        0.96,
        edit=edit,
        path=case.path,
    )


def _print(case: Case, match: re.Match[str]) -> Cause:
    edit: tuple[Replacement, ...] = ()
    if case.is_at_hand and case.frame is not None:
        line = case.lines[case.frame.line - 1]
        found = re.fullmatch(r"(\s*)print (.*?)(\s*)", line, re.DOTALL)
        if found and not found[2].endswith(",") and "#" not in found[2]:
            new = f"{found[1]}print({found[2]}){found[3]}"
            edit = (Replacement(line, new, case.frame.line),)
    if package := inner_package(case.raised):
        return Cause(
            f"{package}, as it is installed, is written for Python 2: too old a "
            f"version, "
            "or another package of that name.",
            0.86,
            test=f"python -m pip show -f {package}: who brought it, and in which "
            f"version?",
        )
    return Cause(
        f"print at {case.place} is written as in Python 2.",
        0.96,
        edit=edit,
        path=case.path,
        test="2to3 -w on the file does it everywhere.",
    )


_TYPOGRAPHIC = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})


def _typographic(case: Case, match: re.Match[str]) -> Cause:
    edit = tuple(
        Replacement(line, line.translate(_TYPOGRAPHIC), number)
        for number, line in enumerate(case.lines, 1)
        if line != line.translate(_TYPOGRAPHIC)
    )
    return Cause(
        f"{match[1]} at {case.place} is a sign of a word processor or a web page that "
        "Python does not know.",
        0.97,
        edit=edit,
        path=case.path,
        test="Type it again; grep -nP '[^\\x00-\\x7F]' finds its like.",
    )


RULES = (
    rule(
        "missing-colon", "A colon is missing", _TYPES, r"expected ':'", _colon,
        question="Does the block below belong to it?",
        example="SyntaxError: expected ':'",
    ),
    rule(
        "print-statement", "print is written as in Python 2", _TYPES,
        r"Missing parentheses in call to '(?:print|exec)'", _print,
        question="Is the whole file for Python 2?",
        example="SyntaxError: Missing parentheses in call to 'print'. Did you mean "
        "print(...)?",
    ),
    rule(
        "bracket", "A bracket or quote is not closed", _TYPES,
        r"was never closed|does not match|unmatched '|unexpected EOF|unterminated"
        r"|f-string: (?:expecting|unmatched|closing|invalid)|EOL while scanning"
        r"|Perhaps you forgot a comma",
        says(
            "A bracket, brace or quote at or before {place} is not closed, or by "
            "another: {0}.",
            0.93,
            test="Look at the line that is named and at the one before it.",
        ),
        question="Where does it open?",
        example="SyntaxError: '[' was never closed",
    ),
    rule(
        "typographic-sign", "A sign that Python does not know", _TYPES,
        r"invalid (?:non-printable )?character '?(.+?)'? ?\(?U\+", _typographic,
        question="Where was the line copied from?",
        example="SyntaxError: invalid character '“' (U+201C)",
    ),
    rule(
        "indentation", "The indentation does not fit", "IndentationError TabError",
        r"(?:un)?indent|inconsistent use of tabs|expected an indented block",
        says(
            "The indentation at {place} does not fit that of its block: {0}.",
            0.94,
            test="Convert tabs to spaces (expand -t 4), and see to which block the "
            "line "
            "belongs.",
        ),
        question="To which block does the line belong?",
        example="TabError: inconsistent use of tabs and spaces in indentation",
    ),
    rule(
        "assignment-sign", "An = stands where == is meant", _TYPES,
        r"Maybe you meant '==' or ':='|cannot assign to",
        says(
            "An = stands where a comparison is meant, or something is assigned to that "
            "is no name, at {place}.",
            0.93,
            test="== compares; in an f-string or a call look for a missing comma.",
        ),
        question="Is it a comparison?",
        example="SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of "
        "'='?",
    ),
    rule(
        "outside-function", "A statement stands outside of its place", _TYPES,
        r"'(return|await|yield|break|continue)'? ?(?:outside|not properly in)",
        says(
            "{1} at {place} is not inside the function or loop that it needs: mostly "
            "the indentation was lost.",
            0.93,
            test="Indent it, or make the function around it async for await.",
        ),
        question="Inside which function should it be?",
        example="SyntaxError: 'return' outside function",
    ),
    rule(
        "newer-python", "The code is for a newer Python", _TYPES,
        r"invalid syntax",
        says(
            "Python cannot read {place}: a slip there or in the line before, or the "
            "code is for a newer Python (match, except*, type hints with |).",
            0.6,
            run="import sys\nprint(sys.version)",
            expected="The version that ran, to compare with the one the code is for",
        ),
        question="Which Python ran it?",
        example="SyntaxError: invalid syntax",
    ),
)  # fmt: skip
