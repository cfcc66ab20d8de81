"""Numbers that running code reports, with no import and no new habit.

A line on stdout that is a JSON object of numbers is a report, such as
`{"step": 3, "loss": 0.2}`. What else stands in it says what the numbers are of, as in
`{"arm": "base", "acc": 0.9}`: that counts as long as it is the same in every such line.
Other text is read only as a person says: `acc: {acc}`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coresearch.core.errors import BadInput
from coresearch.core.text import one_line

_STEPS = ("step", "global_step", "epoch", "iteration", "iter", "batch", "round")
_LONGEST_LINE = 64 * 1024
_MOST_POINTS = 200_000
"""Points that are kept of all metrics together; summaries go on beyond."""
_MOST_NAMES = 200


@dataclass(slots=True)
class Series:
    """One metric's values, in the order in which they came."""

    points: list[tuple[float | None, float | None]] = field(default_factory=list)
    """Step (None where none was given) and value (None where it is not finite)."""
    count: int = 0
    last: float | None = None
    least: float | None = None
    most: float | None = None

    def add(self, step: float | None, value: float, *, keep: bool) -> None:
        """Take in one value."""
        known = value if math.isfinite(value) else None
        self.count += 1
        self.last = known
        if known is not None:
            self.least = known if self.least is None else min(self.least, known)
            self.most = known if self.most is None else max(self.most, known)
        if keep:
            self.points.append((step, known))


_NUMBER = (
    r"([-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,4})?"
    r"|[-+]?(?:nan|inf(?:inity)?))"
)
_PLACE = re.compile(r"\{(\w[\w.-]*)\}")


def line_pattern(template: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds the numbers of a line such as `acc: {acc}`, and their names.

    Raises:
        BadInput: no number is named in it.
    """
    names = tuple(_PLACE.findall(template))
    if not names or len(set(names)) < len(names):
        raise BadInput(
            f"{one_line(template)!r} does not say which number is which metric.",
            hint="Such as: --metric 'acc: {acc}'",
        )
    pieces = _PLACE.split(template)[::2]  # what stands around the names
    literal = [r"\s+".join(map(re.escape, re.split(r"\s+", one))) for one in pieces]
    return re.compile(_NUMBER.join(literal), re.IGNORECASE), names


class Metrics:
    """What has been reported so far."""

    def __init__(self, templates: Sequence[str] = ()) -> None:
        """Lines of the form of `templates` are reports, too."""
        self._patterns = [line_pattern(template) for template in templates]
        self.series: dict[str, Series] = {}
        self._points = 0
        self._line = ""
        self._is_too_long = False
        self._labels: dict[str, Any] | None = None
        """What the first line with labels says that its numbers are of."""
        self._labelled: set[str] = set()
        self._is_mixed = False
        """Lines with labels are of different things: no number of them is the run's."""

    def feed(self, text: str) -> None:
        """Take in a piece of stdout; lines may be cut anywhere."""
        is_plain = "{" not in text and not self._patterns
        if is_plain and not self._line and not self._is_too_long:
            if text and not text.endswith("\n"):
                self._hold(text.rpartition("\n")[2])
            return
        *lines, rest = (self._line + text).split("\n")
        for line in lines:
            if not self._is_too_long:
                self.read_line(line)
            self._is_too_long = False
        self._hold(rest)

    def _hold(self, rest: str) -> None:
        self._is_too_long = self._is_too_long or len(rest) > _LONGEST_LINE
        self._line = "" if self._is_too_long else rest

    def read_line(self, line: str) -> None:
        """Take in a line: a JSON object of numbers, or one of a form that was given."""
        for pattern, names in self._patterns:
            if matched := pattern.search(line):
                values = map(float, matched.groups())
                self.report(dict(zip(names, values, strict=True)))
        stripped = line.strip()
        if not (stripped.startswith("{") and stripped.endswith("}")):
            return
        try:
            found = json.loads(stripped)
        except (ValueError, RecursionError):
            return
        if isinstance(found, dict):
            self._read_object(found)

    def _read_object(self, found: dict[str, Any]) -> None:
        labels = {name: v for name, v in found.items() if not _is_number(v)}
        if not labels:
            self.report(found)
            return
        if "seed" in found:
            labels["seed"] = found["seed"]
        numbers = {name: v for name, v in found.items() if name not in labels}
        if self._is_mixed or not numbers or not all(map(_is_label, labels.values())):
            return
        self._labels = self._labels or labels
        if self._labels != labels:
            self._is_mixed = True
            for name in self._labelled:
                self.series.pop(name, None)
            return
        self._labelled.update(name for name in numbers if name not in self.series)
        self.report(numbers)

    def report(self, values: Mapping[str, float]) -> None:
        """Take in numbers that belong together."""
        named = next((name for name in _STEPS if name in values), None)
        step = _finite(values[named]) if named else None
        for name, value in values.items():
            if name == named and len(values) > 1:
                continue
            if name not in self.series and len(self.series) >= _MOST_NAMES:
                continue
            keep = self._points < _MOST_POINTS
            self._points += keep
            number = _as_float(value)
            self.series.setdefault(name, Series()).add(step, number, keep=keep)

    def summary(self) -> dict[str, dict[str, Any]]:
        """`last`, `least`, `most` and `count` of each."""
        return {
            name: {
                "last": one.last,
                "least": one.least,
                "most": one.most,
                "count": one.count,
            }
            for name, one in self.series.items()
        }

    def points(self) -> dict[str, list[list[float | None]]]:
        """Step and value of each point that was kept."""
        return {
            name: [list(p) for p in one.points] for name, one in self.series.items()
        }


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_label(value: object) -> bool:
    return value is None or isinstance(value, str | int | float)


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _finite(value: float) -> float | None:
    number = _as_float(value)
    return number if math.isfinite(number) else None


def flattened(content: object, above: str = "") -> Iterable[tuple[str, float]]:
    """The numbers in nested objects, `{"val": {"acc": 1}}` as `val.acc`."""
    if isinstance(content, dict):
        for name, value in content.items():
            if _is_number(value):
                yield f"{above}{name}", value
            elif above.count(".") < 4:
                yield from flattened(value, f"{above}{name}.")
