"""The same words for the same failure, whatever numbers and addresses it names."""

from __future__ import annotations

import re

from coresearch.core.canonical import sha256
from coresearch.diagnosis.failures import Failure

_ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
_FOLDERS = re.compile(r"(?:~|\.{1,2})?(?:/[\w.@+-]+)+/(?=[\w.@+-])")
_SIZES = re.compile(r"\d+(?: ?[x×] ?\d+)+")
_NUMBER = re.compile(r"(?<![A-Za-z_\d])[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def signature(failure: Failure) -> str:
    """Type, place and message of what was raised first, without what changes by itself.

    Line numbers, addresses, folders and all other numbers are left out: an edit
    elsewhere, another batch or another machine does not make a failure new.
    """
    raised = failure.root
    frame = raised.own_frame
    place = ""
    if frame is not None:
        file = frame.path.replace("\\", "/").rpartition("/")[2]
        place = f" in {'a cell' if file.startswith('cell ') else file}"
        if frame.function and not frame.function.startswith("<"):
            place += f":{frame.function.partition('(')[0]}"
    head = raised.message.partition("\n")[0]
    said = _FOLDERS.sub("", _ADDRESS.sub("0x", head))
    said = _NUMBER.sub("N", _SIZES.sub("NxN", said))
    return f"{raised.type or failure.sort}{place}: {' '.join(said.split())[:200]}"


def signature_id(failure: Failure) -> str:
    """Twelve hexadecimal digits for `signature`."""
    return sha256(signature(failure))[:12]
