"""One spelling for a value, so that its hash means something."""

from __future__ import annotations

import hashlib
import json


def canonical_json(value: object) -> str:
    """`value` as JSON with sorted keys, no spaces and no NaN.

    Half of a surrogate pair, which is how Python carries a byte that is not UTF-8,
    has no bytes of its own: it is written as JSON's `\\udc80`.

    Raises:
        ValueError: a float that JSON does not have (NaN, infinity).
    """
    text = json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return text.encode("utf-8", "backslashreplace").decode()


def sha256(data: bytes | str) -> str:
    """The SHA-256 of `data` (text as UTF-8) in 64 hex digits."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.sha256(raw).hexdigest()
