"""What to do about a report's numbers: suggestions, a line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from coresearch import __version__
from coresearch.core.changes import FileState
from coresearch.core.edits import Edit, Modify, Replacement
from coresearch.core.findings import Severity
from coresearch.core.sourced import Loose
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.workbench.texts import Text
from coresearch.workbench.writing.verdicts import Checked, State, Verdict

_DIFFERS, _UNKNOWN, _LOOSE = "write:differs", "write:no-source", "write:loose"
RULES = (_DIFFERS, _UNKNOWN, _LOOSE)
_UNSOURCED = "Nobody can check a number that does not say where it comes from."
_WHICH_RUN = (
    "Which run reported it? If none did: what does it rest on, and is it needed?"
)


def suggestions(text: Text, checked: Checked) -> Iterator[Suggestion]:
    """One for each line and kind, so that accepting one leaves the others in place."""
    lines = Lines(text)
    for line, wrong in _by_line(checked.verdicts, State.DIFFERS):
        mends = [Mend(one.start, one.end, one.mended) for one in wrong if one.mended]
        yield lines.suggestion(
            _DIFFERS,
            line,
            f"{_listed(wrong)}: not what the source says",
            " ".join(f"{one.text} {one.source}: {one.said}" for one in wrong),
            mends=mends,
        )
    for line, wrong in _by_line(checked.verdicts, State.NO_SOURCE):
        yield lines.suggestion(
            _UNKNOWN,
            line,
            f"{_listed(wrong)}: the source that is named does not say it",
            " ".join(one.said for one in wrong),
        )
    for line, group in groupby(checked.loose, key=lambda one: one.line):
        yield lines.loose(line, list(group), checked.guesses)


def _by_line(
    verdicts: Sequence[Verdict], state: State
) -> Iterator[tuple[int, list[Verdict]]]:
    wrong = (one for one in verdicts if one.state is state)
    for line, group in groupby(wrong, key=lambda one: one.line):
        yield line, list(group)


def _listed(verdicts: Sequence[Verdict]) -> str:
    return ", ".join(one.text for one in verdicts[:4])


@dataclass(frozen=True, slots=True)
class Mend:
    """Other text from one place of a report to another."""

    start: int
    end: int
    text: str


class Lines:
    """The lines of a report, for suggestions about them."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._state = FileState.of(text.content)
        self._lines = re.findall(r"[^\n]*\n|[^\n]+", text.text)

    def suggestion(
        self,
        rule: str,
        line: int,
        title: str,
        reason: str,
        mends: Sequence[Mend] = (),
        **more: Any,  # noqa: ANN401  (fields of a suggestion)
    ) -> Suggestion:
        quote = self._lines[line - 1].strip()
        given = {"severity": Severity.HIGH, "confidence": 1.0, **more}
        return Suggestion(
            Activity.WRITING,
            title,
            reason,
            Origin(OriginKind.RULE, rule, __version__, context=self._state.digest),
            evidence=(Evidence(quote, self._text.name, line, line),),
            effect=self._edit(line, mends) if mends else None,
            **given,
        )

    def loose(
        self, line: int, group: Sequence[Loose], guesses: Mapping[int, str]
    ) -> Suggestion:
        """What to do about a line's numbers without a source."""
        fits = {
            one: guesses[one.number.start]
            for one in group
            if one.number.start in guesses
        }
        said = [f"{one.number.text} fits {link} alone." for one, link in fits.items()]
        numbers = ", ".join(
            f"{one.number.text} {one.unit}".strip() for one in group[:4]
        )
        plural = "stand" if len(group) > 1 else "stands"
        return self.suggestion(
            _LOOSE,
            line,
            f"{numbers} {plural} without a run",
            " ".join([_UNSOURCED, *said]),
            [Mend(one.end, one.end, f" {link}") for one, link in fits.items()],
            severity=Severity.MEDIUM,
            confidence=0.9 if fits else 0.6,
            question="" if fits else _WHICH_RUN,
        )

    def _edit(self, line: int, mends: Sequence[Mend]) -> Edit:
        before = self._lines[line - 1]
        begin = sum(map(len, self._lines[: line - 1]))
        after, done = "", 0
        for mend in sorted(mends, key=lambda each: each.start):
            after += before[done : mend.start - begin] + mend.text
            done = mend.end - begin
        replacement = Replacement(before, after + before[done:], line)
        path = self._text.name
        return Edit((Modify(path, (replacement,), base=self._state.digest),))
