"""Numbers in a report, and what they say they come from: a run, or a place in a file.

A number that a run vouches for stands before a link to it, written so that Pandoc reads
the link as a citation: `0.825 [@run:1a2b3c4:accuracy]`; with several runs, joined by
`+`, it is the mean of them, and `0.82 ± 0.01 (n = 5)` has its interval and count
checked too; with two links, parted by `;`, it is the first less the second. A metric
with other signs than a key may have stands in braces: `[@{run:1a2b3c4:top 5}]`. A
number that a file states stands before its place: `(plan.md:17)`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NUMBER = (
    r"(?:[-+−](?=[\d.]))?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?:[eE][-+−]?\d+)?"
)
_KEY = r"@\{run:[^{}\n]+\}|@run:[^\s\[\]{};|]+"
_LINK = re.compile(rf"\[(?P<many>(?:{_KEY})(?:\s*;\s*(?:{_KEY}))*)\]|(?P<one>{_KEY})")
_PARTS = re.compile(r"run:(?P<runs>[0-9A-Za-z+]*):(?P<metric>.+)")
_BEFORE = re.compile(
    rf"(?<![\w.])(?P<number>{_NUMBER})(?P<unit>[ \u00a0\u202f]?(?:%|[^\W\d_]{{1,12}}))?"
    rf"(?:\s?±\s?(?P<half>{_NUMBER})(?:\s?%)?)?[*_]*"
    r"(?:\s?\(n\s?=\s?(?P<count>\d+)\))?[*_]*[,:]?\s*$"
)
_PLACE = re.compile(r"\((?P<path>[^\s():]+\.[A-Za-z]{1,8}):(?P<line>\d+)(?:-\d+)?\)")
_RESULT = re.compile(
    rf"(?<![\w.:/@#^-])(?P<number>{_NUMBER})"
    r"(?P<unit>[ \u00a0\u202f]?"
    r"(?:%|×|x\b|-fold\b|percent\b|points?\b|pp\b|times\b))?"
    r"(?![\w/]|\.\d|-\d|:\d)"
)
_INTERVAL = re.compile(
    r"\s*(?:-?\s*(?:confidence|credible|percentile|bootstrap)|\s*CI\b|-?\s*interval)",
    re.IGNORECASE,
)
_EXCUSED = re.compile(r"<!--\s*no run:\s*\S.*?-->", re.DOTALL)
_SKIPPED = re.compile(
    r"\A---\n.*?\n---\n"  # front matter
    r"|^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[`~]*[ \t]*$"
    r"|<!--.*?-->|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|https?://\S+|\]\([^)\n]*\)|\bdoi:\S+|\barXiv:\S+"
    r"|^#+[ \t]+[\d.]+(?=\s)|^[ \t]*\d+[.)](?=\s)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_ENDS = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)]|\|)[ \t])|(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Link:
    """A metric of one run, or its mean over several."""

    runs: tuple[str, ...]
    """Beginnings of ids."""
    metric: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written."""

    text: str
    value: float
    tolerance: float
    """Half of its last digit: so far it may be from what it was rounded from."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that a link stands behind."""

    number: Number
    is_share: bool
    """Written as a percentage or in points: 100 times what the run may have."""
    half: Number | None
    """After ±."""
    count: int | None
    """As `(n = 5)` has it."""
    links: tuple[Link, ...]
    """One, or two: the first less the second."""
    source: str
    """The links as they are written."""
    line: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A number that a line of a file is said to state."""

    number: Number
    path: str
    at: int
    """The line of that file."""
    line: int


@dataclass(frozen=True, slots=True)
class Loose:
    """A number in prose that nothing stands behind."""

    number: Number
    unit: str
    end: int
    """Of the number with its unit."""
    line: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that cannot be read, or has no number before it."""

    text: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """All that a report says in numbers, in order."""

    claims: tuple[Claim, ...]
    placed: tuple[Placed, ...]
    loose: tuple[Loose, ...]
    broken: tuple[Broken, ...]


def numbers_in(text: str) -> Numbers:
    """The numbers of a report in Markdown; code, addresses and comments aside.

    Numbers with a link or a place are all read; of the others those that look like a
    result: with a decimal point, in percent or points, or so many times.
    `<!-- no run: why -->` on its line excuses one.
    """
    return _Reader(text).numbers()


def link_text(runs: Sequence[str], metric: str) -> str:
    """A link as it is written in a report."""
    key = f"run:{'+'.join(runs)}:{metric}"
    plain = re.fullmatch(r"[\w:.#$%&+?<>~/-]*\w", key)
    return f"[@{key}]" if plain and not re.search(r"[^\w]{2}", key) else f"[@{{{key}}}]"


def links_in(text: str) -> Iterator[tuple[int, int, tuple[Link, ...]]]:
    """Start, end and meaning of every link that can be read."""
    for match in _LINK.finditer(text):
        links = _links(match)
        if links:
            yield match.start(), match.end(), links


def _links(match: re.Match[str]) -> tuple[Link, ...]:
    keys = re.findall(_KEY, match["many"] or match["one"])
    found = []
    for key in keys:
        bare = key[2:-1] if key.startswith("@{") else key[1:]
        if match["one"] and not key.startswith("@{"):
            bare = bare.rstrip(".,:)?!")
        parts = _PARTS.fullmatch(bare)
        runs = parts["runs"].split("+") if parts else []
        if not parts or not all(re.fullmatch(r"[0-9a-f]{4,}", run) for run in runs):
            return ()
        found.append(Link(tuple(runs), parts["metric"]))
    return tuple(found)


class _Reader:
    """One text, of which what is skipped is blank, so that every place stays."""

    def __init__(self, text: str) -> None:
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._excused = {
            self._line(match.end() - 1) for match in _EXCUSED.finditer(text)
        }
        self._bare = _SKIPPED.sub(_blank, text)

    def numbers(self) -> Numbers:
        claims: list[Claim] = []
        broken: list[Broken] = []
        taken: list[tuple[int, int]] = []
        last = 0
        for match in _LINK.finditer(self._bare):
            links = _links(match)
            line = self._line(match.start())
            taken.append(match.span())
            if not links or len(links) > 2:
                reason = "is no link: [@run:ID:metric], or two of them parted by ;"
                broken.append(Broken(match[0], line, reason))
                continue
            before = _BEFORE.search(self._bare, last, match.start())
            if before is None:
                broken.append(Broken(match[0], line, "has no number before it"))
            else:
                claims.append(self._claim(before, links, match[0], line))
                taken.append(before.span())
            last = match.end()
        placed = list(self._placed(taken))
        loose = tuple(self._loose(taken))
        return Numbers(tuple(claims), tuple(placed), loose, tuple(broken))

    def _claim(
        self,
        before: re.Match[str],
        links: tuple[Link, ...],
        source: str,
        line: int,
    ) -> Claim:
        unit = (before["unit"] or "").strip().casefold()
        return Claim(
            _number(before, "number"),
            unit in ("%", "percent", "points", "point", "pp"),
            _number(before, "half") if before["half"] else None,
            int(before["count"]) if before["count"] else None,
            links,
            source,
            line,
        )

    def _placed(self, taken: list[tuple[int, int]]) -> Iterator[Placed]:
        """Numbers between the beginning of a sentence, or the place before, and it."""
        ends = [0, *(match.end() for match in _ENDS.finditer(self._bare))]
        places = list(_PLACE.finditer(self._bare))
        starts = [*ends, *(match.end() for match in places)]
        for place in places:
            taken.append(place.span())
            told = (start for start in starts if start <= place.start())
            begin = max(
                (s for s in told if self._bare[s : place.start()].strip()), default=0
            )
            for match in re.finditer(
                rf"(?<![\w.])({_NUMBER})(?![\w]|\.\d)",
                self._bare[begin : place.start()],
            ):
                span = (begin + match.start(1), begin + match.end(1))
                if not _overlaps(span, taken):
                    taken.append(span)
                    number = _as_number(match[1], *span)
                    at = int(place["line"])
                    yield Placed(number, place["path"], at, self._line(span[0]))

    def _loose(self, taken: list[tuple[int, int]]) -> Iterator[Loose]:
        for match in _RESULT.finditer(self._bare):
            unit = (match["unit"] or "").strip()
            line = self._line(match.start())
            if not unit and "." not in match["number"]:
                continue
            if line in self._excused or _overlaps(match.span(), taken):
                continue
            if unit == "%" and _INTERVAL.match(self._bare, match.end()):
                continue
            yield Loose(_number(match, "number"), unit, match.end(), line)

    def _line(self, position: int) -> int:
        return bisect_right(self._lines, position)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _number(match: re.Match[str], group: str) -> Number:
    return _as_number(match[group], match.start(group), match.end(group))


def _as_number(text: str, start: int, end: int) -> Number:
    plain = text.replace(",", "").replace("−", "-")
    digits, _, power = plain.casefold().partition("e")
    decimals = len(digits.partition(".")[2])
    return Number(
        text, float(plain), 0.5 * 10.0 ** (int(power or 0) - decimals), start, end
    )


def agrees(number: Number, value: float) -> bool:
    """Whether `value`, rounded to the digits that are written, is the number."""
    return abs(number.value - value) <= number.tolerance * (1 + 1e-9)


def like(number: Number, value: float) -> str:
    """`value` written with as many digits as the number is."""
    plain = number.text.replace("−", "-").casefold()
    digits, exponent, _ = plain.partition("e")
    decimals = len(digits.partition(".")[2])
    if exponent:
        return f"{value:.{decimals}e}"
    comma = "," if "," in number.text else ""
    text = f"{value:{comma}.{decimals}f}"
    sign = "+" if number.text.startswith("+") and value >= 0 else ""
    minus = "−" if "−" in number.text else "-"
    return sign + text.replace("-", minus)
