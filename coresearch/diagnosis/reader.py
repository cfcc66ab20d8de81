"""A log read into failures. The time is linear in its length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from coresearch.diagnosis.anchors import anchors
from coresearch.diagnosis.failures import Failure, Raised, Reading, Sort
from coresearch.diagnosis.lines import Margin, clean
from coresearch.diagnosis.notebooks import is_head, read_cells, syntax_frame
from coresearch.diagnosis.precedence import first_of
from coresearch.diagnosis.pytest_logs import is_error, read_test
from coresearch.diagnosis.signs import read_sign
from coresearch.diagnosis.tracebacks import (
    HEADER,
    Traceback,
    margin_at,
    read_traceback,
    said,
)

_CAUSE = "The above exception was the direct cause of the following exception"
_CONTEXT = "During handling of the above exception, another exception occurred"
_LOGGER = re.compile(r"\b(?:ERROR|WARNING|CRITICAL|WARN|EXCEPTION)\b|\b[EW]\d{4} ")
_WHERE = (
    re.compile(r"\[(?:rank|default)(\d+)\]"),
    re.compile(r"Exception in thread ([^:]+?):?$"),
    re.compile(r"^Process ([\w-]+(?::\d+)?):"),
    re.compile(r"(DataLoader worker process \d+)"),
    re.compile(r"\((\w+ pid=\d+)"),
    re.compile(r"(Task exception was never retrieved)"),
)
_MOST_BETWEEN_LINKS = 8
"""Lines between one traceback and the one that is chained to it."""
_MOST = 500
"""Failures that are told apart; a log with more repeats itself."""


def read_log(text: str) -> Reading:
    """Every failure in `text`, in its order, and which one the others come from."""
    lines = clean(text)
    reader = _Reader(lines)
    for index in anchors(lines):
        if len(reader.failures) >= _MOST:
            break
        if index >= reader.done:
            reader.look(index)
    found = tuple(sorted(reader.failures, key=lambda failure: failure.line))
    return Reading(found, first_of(found, lines), len(lines))


class _Reader:
    """Goes through a log from anchor to anchor."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.failures: list[Failure] = []
        self.done = 0
        """Lines before this index belong to a failure, or to nothing."""
        self._taken: set[int] = set()
        """Headers of other processes, read out of turn."""
        self._numbers = False

    def look(self, index: int) -> None:
        """See what begins at the line of this index."""
        line = self.lines[index]
        if index in self._taken:
            return
        if HEADER in line:
            self._python(index)
        elif is_error(line):
            failure, self.done = read_test(self.lines, index)
            self.failures.append(failure)
        elif syntax_frame(line) is not None and line.lstrip().startswith("Cell In["):
            self._cell_syntax(index)
        elif '  File "' in line:
            self._headless(index)
        elif said(line) is not None and "DeadKernelError" not in line:
            self._bare(index)
        else:
            self._sign(index)

    def _sign(self, index: int) -> None:
        found = read_sign(self.lines, index)
        if found is None:
            return
        failure, end = found
        if failure.sort is Sort.NUMBERS:
            if self._numbers:
                return
            self._numbers = True
        kind = (failure.sort, failure.last.type)
        if any((one.sort, one.last.type) == kind for one in self.failures[-1:]):
            return  # the same end, said again
        self.failures.append(failure)
        self.done = end

    def _python(self, index: int) -> None:
        if is_head(self.lines[index]):
            margin, one = Margin(), read_cells(self.lines, index)
        else:
            margin = margin_at(self.lines, index)
            one = read_traceback(self.lines, index + 1, margin, index)
        chain, after = [one.raised], one.after
        while (linked := self._linked(after, margin)) is not None:
            link, following = linked
            chain.append(replace(following.raised, link=link))
            after = following.after
        failure = Failure(
            Sort.PYTHON,
            tuple(chain),
            where=self._where(index),
            is_ignored=self._is_ignored(index),
            is_logged=self._is_logged(index, margin),
        )
        self._add(_worker_first(failure), margin, index, after)

    def _add(self, failure: Failure, margin: Margin, index: int, after: int) -> None:
        if margin.text.strip() and not margin.text.lstrip().startswith("|"):
            # Lines of other processes stand in between: they are still to be read.
            own = margin.follow(self.lines[index:after], 0)
            self._taken.update(index + number for number, _ in own)
            self.done = max(self.done, index + 1)
        else:
            self.done = after
        if margin.text.strip() == "|" and self.failures:
            group = self.failures[-1]
            if len(group.members) >= _MOST:
                return
            if (
                group.last.name.endswith("Group")
                and group.last.end_line <= failure.line
            ):
                members = (*group.members, failure)
                self.failures[-1] = replace(group, members=members)
                return
        self.failures.append(failure)

    def _linked(self, after: int, margin: Margin) -> tuple[str, Traceback] | None:
        """What is chained to the traceback that ended before index `after`."""
        link = ""
        for seen, (index, line) in enumerate(margin.follow(self.lines, after)):
            if HEADER in line and link:
                if is_head(self.lines[index]):
                    return link, read_cells(self.lines, index)
                own = margin_at(self.lines, index) if not margin.text else margin
                return link, read_traceback(self.lines, index + 1, own, index)
            if _CAUSE in line:
                link = "cause"
            elif _CONTEXT in line:
                link = "context"
            elif line.startswith("Original Traceback"):
                link = "worker"
                return link, read_traceback(self.lines, index + 1, margin, index)
            elif line.strip() not in ("", '"""', "'''"):
                return None
            if seen > _MOST_BETWEEN_LINKS:
                return None
        return None

    def _headless(self, index: int) -> None:
        """Frames without a header: a SyntaxError, or a log that was cut."""
        one = read_traceback(self.lines, index, Margin(), index)
        if one.raised.frames and (one.raised.type or index < 5):
            chain, after = [one.raised], one.after
            while (linked := self._linked(after, Margin())) is not None:
                chain.append(replace(linked[1].raised, link=linked[0]))
                after = linked[1].after
            failure = Failure(Sort.PYTHON, tuple(chain))
            self._add(_worker_first(failure), Margin(), index, after)

    def _cell_syntax(self, index: int) -> None:
        frame = syntax_frame(self.lines[index])
        for number in range(index + 1, min(index + 8, len(self.lines))):
            found = said(self.lines[number])
            if found and frame is not None:
                code = self.lines[index + 1].strip()
                raised = Raised(
                    found[0], found[1], (replace(frame, code=code),), (),
                    index + 1, number + 1, number + 1,
                )  # fmt: skip
                self.failures.append(Failure(Sort.PYTHON, (raised,)))
                self.done = number + 1
                return

    def _bare(self, index: int) -> None:
        """An exception's line alone: all else of it was cut off, or never said."""
        one = read_traceback(self.lines, index, Margin(), index)
        if one.raised.type and one.raised.said_at == index + 1:
            after = one.after
            chain = [one.raised]
            while (linked := self._linked(after, Margin())) is not None:
                chain.append(replace(linked[1].raised, link=linked[0]))
                after = linked[1].after
            failure = Failure(Sort.PYTHON, tuple(chain))
            self.failures.append(_worker_first(failure))
            self.done = after

    # -- what stands before it --------------------------------------------------------

    def _before(self, index: int) -> list[str]:
        return [line for line in self.lines[max(0, index - 3) : index] if line.strip()]

    def _where(self, index: int) -> str:
        for line in [self.lines[index], *reversed(self._before(index))]:
            for pattern in _WHERE:
                if found := pattern.search(line):
                    is_rank = pattern is _WHERE[0]
                    return f"rank {found[1]}" if is_rank else found[1].strip()
        return ""

    def _is_ignored(self, index: int) -> bool:
        return any("Exception ignored in" in line for line in self._before(index)[-1:])

    def _is_logged(self, index: int, margin: Margin) -> bool:
        if margin.text.strip():
            return False  # the line before is another process's, or a time
        head = self.lines[index].partition(HEADER)[0]
        before = [head, *self._before(index)[-1:]]
        return any(
            _LOGGER.search(line) is not None and not line.startswith(" ")
            for line in before
        ) or any("Task exception was never" in line for line in self._before(index))


def _worker_first(failure: Failure) -> Failure:
    """What a worker raised goes before what its parent says of it."""
    chain = list(failure.chain)
    for number in range(1, len(chain)):
        if chain[number].link == "worker":
            chain[number - 1], chain[number] = (
                replace(chain[number], link=""),
                replace(chain[number - 1], link="worker"),
            )
    if len(chain) == len(failure.chain) and chain != list(failure.chain):
        found = re.search(r"in (\w[\w ]+?\d+(?: on device \d+)?)\.", chain[-1].message)
        return replace(
            failure, chain=tuple(chain), where=found[1] if found else failure.where
        )
    return failure
