"""How often each rule has been right when it came first: what bounds its confidence.

Counted over all errors that were learnt from (`python -m benchmarks.errors.records`
prints the numbers; how they were judged is said in `benchmarks/errors/`).
"""

from __future__ import annotations

from collections.abc import Mapping

MESSAGE_ALONE = 0.8
"""The most that is said from a message alone, by a rule whose record does not say more.

Met fresh, 107 of 125 that were stated above it were right (86 %, Wilson 78 to 91 %).
"""
SEEN = 0.88
"""What the repository shows: 28 of 28 were right (Wilson's lower bound, 95 %)."""
EDIT = 0.91
"""What mends it by an edit: 38 of 38."""
_LEAST = 0.5
"""Below it nothing is said at all."""
RECORD: Mapping[str, tuple[int, int]] = {
    "array-written": (1, 2),
    "assert-said": (1, 2),
    "attribute-typo": (1, 6),
    "axis-range": (1, 2),
    "bare-assert": (1, 2),
    "broadcast-shapes": (3, 4),
    "column-missing": (4, 5),
    "cuda-memory": (3, 4),
    "data-absent": (0, 4),
    "data-key": (1, 4),
    "encoding": (6, 6),
    "file-elsewhere": (1, 4),
    "hidden-by-loader": (0, 1),
    "hub-part": (0, 3),
    "image-refused": (0, 2),
    "import-name": (3, 6),
    "index-off-by-one": (9, 12),
    "json-type": (7, 7),
    "key-typo": (2, 9),
    "keyword-typo": (4, 6),
    "lengths-differ": (4, 5),
    "matmul-shapes": (5, 7),
    "missing-distribution": (11, 11),
    "missing-own-module": (1, 2),
    "module-attribute": (2, 8),
    "nan-input": (4, 4),
    "no-grad": (2, 3),
    "no-such-operation": (3, 6),
    "no-type": (0, 1),
    "none-value": (6, 9),
    "not-wrapped": (4, 4),
    "nothing-read": (0, 1),
    "number-parse": (5, 6),
    "ragged-array": (2, 3),
    "running-loop": (4, 4),
    "setting-missing": (0, 3),
    "sizes-stated": (0, 2),
    "state-dict": (7, 7),
    "string-and-number": (6, 6),
    "type-stated": (2, 4),
    "unpack": (6, 6),
    "versions-between": (0, 1),
    "wheel-failed": (0, 2),
    "zero-division": (3, 7),
}
"""Right, of all that came first, from the message alone; rules are left out that were
always right, but too few times to state more than `MESSAGE_ALONE`."""


def bound(rule: str, *, is_seen: bool, has_edit: bool) -> float:
    """The most that a rule may state: by what its kind has shown, and it itself.

    From the message alone it is a rule's own share of right ones, with one right and
    one wrong added (Laplace's rule of succession): four of four are 0.83.
    """
    if is_seen:
        return SEEN
    if has_edit:
        return EDIT
    right, of = RECORD.get(rule, (0, 0))
    own = (right + 1) / (of + 2)
    if right < of:
        return max(_LEAST, min(own, MESSAGE_ALONE))
    return max(own, MESSAGE_ALONE)
