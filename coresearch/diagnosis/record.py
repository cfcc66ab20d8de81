"""How often each rule has been right when it came first: what bounds its confidence.

Counted over all errors that were learnt from (`python -m benchmarks.errors.records`
prints the numbers; how they were judged is said in `benchmarks/errors/`).
"""

from __future__ import annotations

from collections.abc import Mapping

MOST = 0.8
"""The most that is ever said. Of 125 causes that were stated above it where errors were
met fresh, 107 were right (86 %, Wilson 78 to 91 %): there is no proof for more.
"""
_LEAST = 0.5
"""Below it nothing is said at all."""
RECORD: Mapping[str, tuple[int, int]] = {
    "array-written": (2, 3),
    "assert-said": (1, 2),
    "attribute-typo": (1, 6),
    "axis-range": (1, 2),
    "bare-assert": (1, 8),
    "broadcast-shapes": (3, 5),
    "column-is-text": (0, 1),
    "column-missing": (4, 6),
    "config-key": (0, 1),
    "cuda-memory": (3, 4),
    "data-absent": (0, 4),
    "data-key": (1, 4),
    "date-parts": (0, 1),
    "empty-choice": (0, 1),
    "encoding": (7, 7),
    "file-elsewhere": (1, 4),
    "float-index": (0, 1),
    "hidden-by-loader": (0, 1),
    "hub-part": (0, 3),
    "image-refused": (0, 2),
    "import-name": (3, 6),
    "index-off-by-one": (9, 13),
    "json-type": (7, 7),
    "key-number": (0, 1),
    "key-typo": (2, 11),
    "keyword-typo": (4, 6),
    "lengths-differ": (4, 7),
    "matmul-shapes": (5, 7),
    "missing-distribution": (13, 13),
    "missing-own-module": (1, 2),
    "module-attribute": (2, 8),
    "nan-input": (4, 6),
    "no-grad": (2, 4),
    "no-such-operation": (3, 6),
    "no-type": (0, 1),
    "none-value": (6, 10),
    "not-wrapped": (4, 4),
    "nothing-read": (0, 1),
    "number-parse": (5, 6),
    "object-ufunc": (0, 1),
    "permission": (0, 1),
    "port-in-use": (0, 1),
    "ragged-array": (2, 3),
    "read-as-number": (0, 2),
    "recursion": (1, 2),
    "running-loop": (4, 4),
    "sample-counts": (0, 1),
    "setting-missing": (0, 3),
    "sizes-stated": (0, 2),
    "state-dict": (7, 7),
    "string-and-number": (7, 7),
    "type-stated": (2, 4),
    "types-promoted": (0, 1),
    "unknown-option": (0, 1),
    "unpack": (6, 6),
    "versions-between": (0, 1),
    "wheel-failed": (0, 2),
    "zero-division": (3, 9),
}
"""Right, of all that came first, from the message alone; rules are left out that were
always right."""


def bound(rule: str, *, is_seen: bool, has_edit: bool) -> float:
    """The most that a rule may state: by what its kind has shown, and it itself.

    What the repository shows, or an edit mends, may be stated as surely as anything.
    From the message alone it is a rule's own share of right ones, with one right and
    one wrong added (Laplace's rule of succession): three of four are 0.67.
    """
    right, of = RECORD.get(rule, (0, 0))
    if is_seen or has_edit or right == of:
        return MOST
    return max(_LEAST, min((right + 1) / (of + 2), MOST))
