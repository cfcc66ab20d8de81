"""The one request to mend what could not be read, or has no place."""

from __future__ import annotations

from collections.abc import Sequence

from coresearch.core.replies.values import Problem
from coresearch.core.text import fenced

_ASKED = """\
Of your reply, {what} could not be used as written. Write {again}, whole, as a \
<suggestion> in the format that you were given, and nothing else. Change nothing but \
what is wrong. Copy the lines to replace from the file exactly. Leave out what you no \
longer hold to be right."""


def mend_request(problems: Sequence[Problem], sent: str) -> str:
    """What the model is asked, once, about everything that could not be used.

    Of the files, only passages are quoted that are in what was `sent` before. Else a
    reply that searches for something in a file that must not go, such as one that git
    ignores, would bring back what stands there.
    """
    count = len(problems)
    what = ("one part", "it again") if count == 1 else (f"{count} parts", "each again")
    parts = [_ASKED.format(what=what[0], again=what[1])]
    for number, problem in enumerate(problems, 1):
        name = f"“{problem.title}”: " if problem.title else ""
        parts.append(f"{number}. {name}{problem.reason}")
        if problem.hint:
            parts.append(problem.hint)
        parts += [near.quoted for near in problem.near if near.text in sent]
        parts.append(f"You wrote:\n\n{fenced(problem.text)}")
    return "\n\n".join(parts) + "\n"
