"""The table of weights, and how a sentence is scored by it.

Two linear classifiers were learnt for each rule: how much a sentence reads as if it had
the rule's flaw, and how much as if it set the matter right. A score is the classifier's
offset, plus the weights of the sentence's features over the root of their number.

The file is one line of JSON, one line of features, and a row of bytes for each feature,
with a byte for each classifier: 128 is a weight of nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from math import sqrt
from pkgutil import get_data
from typing import Any

FILE = "weights.bin"
"""Its name, beside this module."""
ZERO = 128
"""The byte for a weight of nothing."""
_LANE = 2
"""Bytes in which the bytes of 257 features can be added up."""
_BETWEEN = "\t"


class Weights:
    """Scores sentences, for all rules at once.

    All classifiers of a feature are one whole number, with a lane of 16 bits for each:
    so the weights of a hundred classifiers are added up in one addition.
    """

    def __init__(self, content: bytes) -> None:
        self.head, names, self._rows = parted(content)
        self.rules: tuple[str, ...] = tuple(self.head["rules"])
        self._offsets: Sequence[float] = self.head["offsets"]
        self._steps: Sequence[float] = self.head["steps"]
        self._width = len(self._offsets)
        self._row = {name: at for at, name in enumerate(names)}
        self._lanes: dict[int, int] = {}

    def scores(self, features: Collection[str]) -> list[float]:
        """For each of `rules` how flawed it reads, and then for each how sound.

        Above 0 it reads more so than like anything else.
        """
        rows = [self._row[f] for f in features if f in self._row]
        total = sum(map(self._added, rows))
        lanes = memoryview(total.to_bytes(_LANE * self._width, "little")).cast("H")
        nothing, root = ZERO * len(rows), sqrt(len(features) or 1)
        return [
            offset + (lane - nothing) * step / root
            for offset, lane, step in zip(
                self._offsets, lanes, self._steps, strict=True
            )
        ]

    def _added(self, row: int) -> int:
        if row not in self._lanes:
            wide = bytearray(_LANE * self._width)
            wide[::_LANE] = self._rows[row * self._width : (row + 1) * self._width]
            self._lanes[row] = int.from_bytes(wide, "little")
        return self._lanes[row]


def written(head: dict[str, Any], names: Sequence[str], rows: bytes) -> bytes:
    """The file's content."""
    first = json.dumps(head, ensure_ascii=False).encode()
    return b"\n".join((first, _BETWEEN.join(names).encode(), rows))


def parted(content: bytes) -> tuple[dict[str, Any], list[str], bytes]:
    """The same read back."""
    head, names, rows = content.split(b"\n", 2)
    return json.loads(head), names.decode().split(_BETWEEN), rows


@cache
def the_weights() -> Weights:
    """Those that ship with the program."""
    content = get_data(__package__ or "", FILE)
    if content is None:
        raise FileNotFoundError(FILE)
    return Weights(content)
