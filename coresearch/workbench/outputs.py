"""The outputs of a run to look at: as a terminal was left, of a long one its ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from coresearch.core.escapes import as_left_on_screen
from coresearch.core.outputs import Output, OutputKind
from coresearch.journal.blobs import Blobs
from coresearch.workbench.recorder import read_outputs

_HEAD, _TAIL = 200_000, 20_000
"""Characters of output that are shown of a long one."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is left out between head and tail."""

    characters: int


def outputs_to_show(
    blobs: Blobs, ended: Mapping[str, Any], *, whole: bool = False
) -> Iterator[Output | Gap]:
    """The outputs of a run in order; of a long one head and tail, unless `whole`."""
    total = (ended.get("outputs") or {}).get("size", 0)
    is_cut = not whole and total > _HEAD + _TAIL
    seen, told = 0, False
    for output in read_outputs(blobs, ended):
        long = _length(output)
        seen += long
        if not is_cut or seen <= _HEAD or seen > total - _TAIL:
            yield _as_left(output)
        elif long > _HEAD:
            yield from _ends_of(output)
        elif not told:
            yield Gap(total - _HEAD - _TAIL)
            told = True


def _length(output: Output) -> int:
    return len(str(output.content.get("text", ""))) + 100


def _as_left(output: Output) -> Output:
    if output.kind is not OutputKind.STREAM:
        return output
    text = as_left_on_screen(output.content["text"])
    return replace(output, content={**output.content, "text": text})


def _ends_of(output: Output) -> Iterator[Output | Gap]:
    text = output.content.get("text", "")
    head, tail = (
        replace(output, content={**output.content, "text": part})
        for part in (text[: _HEAD // 2], text[-_TAIL:])
    )
    yield _as_left(head)
    yield Gap(len(text) - _HEAD // 2 - _TAIL)
    yield _as_left(tail)
