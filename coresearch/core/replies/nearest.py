"""Where a text nearly stands: to be shown, never to be changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher, get_close_matches

from coresearch.core.replies.values import Passage

_MOST_LINES = 5000
"""Of a longer file only equal lines are looked for: resemblance costs too much."""
_LONGEST_TEXT = 800
"""Of longer ones the beginnings are compared: it costs up to their product."""
_SAME = str.maketrans("‘’‚“”„«»–—−\u00a0\t", '\'\'\'"""""---  ')


def nearest(path: str, content: str, search: str, most: int = 3) -> list[Passage]:
    """The passages of a file that are most like `search`, the best first.

    Their likeness is that of `difflib`: twice the matching signs over all signs.
    """
    lines, wanted = content.split("\n"), search.rstrip("\n").split("\n")
    plain = [_plain(line) for line in lines]
    starts = _starts(plain, [_plain(line) for line in wanted])
    found = (_near(path, lines, start, wanted) for start in starts[: 4 * most])
    best = sorted(found, key=lambda near: (-near.likeness, near.line))
    return [near for near in best if near.likeness >= 0.5][:most]


def _starts(lines: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Lines, from 0, at which the passage could begin, the likeliest first."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        places.setdefault(line, []).append(number)
    votes: Counter[int] = Counter()
    for offset, line in enumerate(wanted):
        alike = places.get(line, []) if line else []
        for number in alike[:50]:
            votes[max(number - offset, 0)] += 1
    if not votes and len(lines) <= _MOST_LINES:
        offset, longest = max(enumerate(wanted), key=lambda pair: len(pair[1]))
        short = [line for line in places if len(line) <= _LONGEST_TEXT]
        for line in get_close_matches(longest[:_LONGEST_TEXT], short, 3, 0.6):
            votes.update(max(number - offset, 0) for number in places[line][:3])
    return [start for start, _ in votes.most_common()]


def _near(
    path: str, lines: Sequence[str], start: int, wanted: Sequence[str]
) -> Passage:
    text = "\n".join(lines[start : start + len(wanted)])
    other = "\n".join(wanted)
    matcher = SequenceMatcher(
        None, text[:_LONGEST_TEXT], other[:_LONGEST_TEXT], autojunk=False
    )
    return Passage(path, start + 1, text, round(matcher.ratio(), 3))


def _plain(line: str) -> str:
    """`line` without what people do not see: spaces, kinds of quotes and dashes."""
    return " ".join(line.translate(_SAME).split())
