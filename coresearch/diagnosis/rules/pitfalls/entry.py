"""An entry of the table: how one slip is looked for, and how it is told."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.mending import Edit
from coresearch.diagnosis.origins.behind import Step
from coresearch.diagnosis.origins.checks import Check, failed_check, rests_on
from coresearch.diagnosis.rule import Cause, ErrorRule, rule

Found = Iterator[tuple[Step, ast.AST, str]]
Find = Callable[[Check], Found]
Mend = Callable[[Case, Check, Step, ast.AST, str], Edit]

NAN = r"(?i:\bnans?\b|missing values|not finite|infinity)"
"""What libraries say of values that are missing."""
SIZES = (
    r"(?i:length|sizes?\b|shapes?\b|inconsistent number|did not match|out of bounds)"
)
"""What they say of sizes that do not fit."""


def pitfall(
    identity: str,
    name: str,
    find: Find,
    means: str,
    then: str,
    *,
    sure: float = 0.68,
    example: str,
    mend: Mend | None = None,
    messages: str = "",
) -> ErrorRule:
    """An entry; {0} is where it was found, and {1} what.

    It is looked for behind a check of the project that failed, and where a library
    says one of `messages`.
    """

    def explain(case: Case, match: re.Match[str]) -> Cause | None:
        check = failed_check(case)
        if check is None and messages and re.search(messages, case.raised.text):
            check = rests_on(case)
        first = next(find(check), None) if check else None
        if check is None or first is None:
            return None
        step, node, what = first
        place = f"{step.path or case.path}:{getattr(node, 'lineno', 0)}"
        tested = ast.unparse(check.test)[:100]
        words = "does not hold" if check.is_assert else "was met"
        if not isinstance(check.statement, ast.Assert | ast.Raise) and not (
            check.is_assert
        ):
            tested, words = "it", "fails"
        return Cause(
            f"{means.format(place, what)} That may be why {tested} {words} at "
            f"{case.place}.",
            sure,
            edit=mend(case, check, step, node, what) if mend else (),
            path=step.path or case.path,
            test=then.format(place, what),
        )

    frame = 'Traceback (most recent call last):\n  File "a.py", line {}, in <module>\n'
    lines = example.splitlines()
    log = frame.format(len(lines)) + f"    {lines[-1]}\nAssertionError"
    return rule(
        identity, name, "", r"", explain,
        question="What should the value be, by hand, for one small case?",
        example=f"--- a.py\n{example}\n+++\n{log}",
    )  # fmt: skip
