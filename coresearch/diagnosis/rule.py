"""What an error rule is: an entry of a table, asked of one exception at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.failures import Sort
from coresearch.diagnosis.messages import certain, expression


@dataclass(frozen=True, slots=True)
class Cause:
    """What a rule makes of one exception."""

    message: str
    """What it probably means, in the words and numbers of this log."""
    confidence: float
    """How sure the rule is of the cause, 0 to 1."""
    edit: tuple[Replacement, ...] = ()
    """What would mend it, in the file `path`."""
    path: str = ""
    run: str = ""
    """Code that would mend it, or tell two causes apart."""
    expected: str = ""
    """What to see when it has run."""
    test: str = ""
    """The cheapest next step, where neither an edit nor a run is certain enough."""
    details: str = ""
    """The arithmetic, or the shapes lined up."""


Explain = Callable[[Case, "re.Match[str]"], Cause | None]


@dataclass(frozen=True, slots=True)
class ErrorRule:
    """One entry of the table of error rules."""

    id: str
    name: str
    expression: str
    """Looked for in the message with its notes, or in the line of another sign; empty
    where `messages` stand for it."""
    explain: Explain
    question: str
    """The evidence asked for: what the person can look up and the log does not say."""
    example: str
    """The line of a log for which this rule is the first answer."""
    types: frozenset[str] = frozenset()
    """Names of exceptions, without modules; empty for any."""
    sorts: frozenset[Sort] = field(default_factory=lambda: frozenset({Sort.PYTHON}))
    needs_code: bool = False
    """What it says of a value can be sure only where the failing line is at hand: else
    the value comes from somewhere that nobody sees."""
    is_seen: bool = False
    """What it says stands in the repository, and was read there: it comes before what
    is made of the message alone."""
    is_general: bool = False
    """Reads the shape of a message: it stands back where a rule knows the message."""
    literals: tuple[str, ...] = ()
    """One of them stands in every message that it is about; empty where none is known.
    """
    messages: tuple[str, ...] = ()
    """Whole messages, in the form of `messages`: an expression is made when asked."""

    def find(self, text: str) -> re.Match[str] | None:
        """Where the expression is in a message, if it can be there at all."""
        literals = self.literals or _certain(self.expression)
        if literals and not any(one in text for one in literals):
            return None
        return self.pattern.search(text)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first asked for: most never are."""
        if self.messages:
            return _compiled("|".join(expression(one) for one in self.messages))
        return _compiled(self.expression)


@cache
def _certain(text: str) -> tuple[str, ...]:
    return certain(text)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.DOTALL)


def rule(
    identity: str,
    name: str,
    types: str,
    pattern: str,
    explain: Explain,
    *,
    question: str,
    example: str,
    sorts: tuple[Sort, ...] = (Sort.PYTHON,),
    general: bool = False,
) -> ErrorRule:
    """An entry; `types` are names with spaces between them, empty for any."""
    return ErrorRule(
        identity,
        name,
        pattern,
        explain,
        question,
        example,
        frozenset(types.split()),
        frozenset(sorts),
        is_general=general,
    )


def says(
    message: str,
    confidence: float,
    *,
    test: str = "",
    run: str = "",
    expected: str = "",
) -> Explain:
    """The same words for all.

    In them {1} is the match's first group, {0} all of it, {place} where it was raised
    and {line} the message's first line.
    """

    def explain(case: Case, match: re.Match[str]) -> Cause:
        line = case.raised.message.partition("\n")[0][:300]
        groups = [match[0], *(group or "" for group in match.groups())]

        def fill(text: str) -> str:
            return text.format(*groups, place=case.place, line=line)

        return Cause(
            fill(message),
            confidence,
            run=fill(run),
            expected=fill(expected),
            test=fill(test),
        )

    return explain
