"""A rule for messages that are known word for word: written as such a message.

What changes from one message to the next stands between « and »: it is what {1}, {2}
and so on are in the explanation. A message is looked for by its longest fixed part
first, which is quick; an expression is made of it only where that part stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.messages import longest, plain
from coresearch.diagnosis.rule import Cause, ErrorRule, Explain

_ASKED = "What is the value there, and where was it made?"
Mend = Callable[[Case, Sequence[str]], tuple[Replacement, ...]]


def phrase(
    identity: str,
    name: str,
    types: str,
    messages: str | tuple[str, ...],
    means: str,
    then: str,
    *,
    sure: float = 0.76,
    question: str = _ASKED,
    hints: tuple[tuple[str, str], ...] = (),
    mend: Mend | None = None,
    unless: str = "",
) -> ErrorRule:
    """An entry; the first message, with the first type, is its example.

    A message that begins with ^ or ends with $ is the whole of its line there. `hints`
    are expressions that are looked for in the failing line, each with a sentence that
    holds where it is found; {place} and {line} are as in `rule.says`. A message with
    `unless` in it is another rule's.
    """
    every = (messages,) if isinstance(messages, str) else messages
    shown = plain(every[0])
    example = f"{types.split()[0] if types else 'ValueError'}: {shown}"
    return ErrorRule(
        identity,
        name,
        "",
        _explain(means, then, sure, hints, mend, unless),
        question,
        example.rstrip(" :") if not shown else example,
        frozenset(one.rpartition(".")[2] for one in types.split()),
        messages=every,
        literals=tuple(longest(one) for one in every),
    )


def _explain(
    means: str,
    then: str,
    sure: float,
    hints: tuple[tuple[str, str], ...],
    mend: Mend | None,
    unless: str,
) -> Explain:
    def explain(case: Case, match: re.Match[str]) -> Cause | None:
        if unless and unless in case.raised.text:
            return None
        groups = [one for one in match.groups() if one is not None]
        line = case.raised.message.partition("\n")[0][:300]

        def fill(text: str) -> str:
            padded = [match[0], *groups, *([""] * 9)]
            return text.format(*padded, place=case.place, line=line)

        seen = [said for sign, said in hints if re.search(sign, case.code)]
        return Cause(
            " ".join([fill(means), *(fill(one) for one in seen[:1])]),
            sure,
            edit=mend(case, groups) if mend else (),
            path=case.path,
            test=fill(then),
        )

    return explain
