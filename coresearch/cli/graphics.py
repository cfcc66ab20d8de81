"""How this terminal draws pictures: it is asked, in words that every one knows.

textual-image asks too, when it is imported: it waits a tenth of a second, after which a
late answer stands on the screen as if it had been typed, and it sends kitty's question
to every terminal, of which some print it. Here all is asked at once, and what every
terminal answers, its attributes, comes last: when that is there, no more will come.
"""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import time
import tty
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from rich.console import RenderableType
    from textual_image._terminal import CellSize

_PATIENCE = 1.0
"""Seconds for the answer, which may come from far."""
_KITTY = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
"""Whether it draws by kitty's protocol; printed by a terminal that does not know it."""
_KITTYS = re.compile(r"kitty|ghostty", re.IGNORECASE)
"""Those that draw it where the library puts it; others say that they would."""
_CELL = "\x1b[16t"
"""How large a cell is; ignored by a terminal that does not know it."""
_ATTRIBUTES = "\x1b[c"
_USUAL_CELL = (10, 20)

_KITTY_SAID = re.compile(rb"\x1b_Gi=31[^;\x1b]*;OK\x1b\\")
_CELL_SAID = re.compile(rb"\x1b\[6;(\d{1,4});(\d{1,4})t")
_ATTRIBUTES_SAID = re.compile(rb"\x1b\[\?([\d;]*)c")


@dataclass(frozen=True, slots=True)
class Graphics:
    """What a terminal can draw."""

    sixel: bool = False
    kitty: bool = False
    cell: tuple[int, int] = _USUAL_CELL
    """Width and height of a character, in pixels."""


def is_ours() -> bool:
    """Whether we may speak with the terminal: a job in the background is stopped."""
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except OSError:
        return False


def ask(
    reading: int,
    writing: int,
    environ: Mapping[str, str] = os.environ,
    patience: float = _PATIENCE,
) -> Graphics:
    """What the terminal at these descriptors says of itself.

    What is typed while it is asked is lost. One that does not answer draws nothing.
    """
    if environ.get("TERM") == "dumb":
        return Graphics()
    names = (environ.get(name, "") for name in ("TERM", "TERM_PROGRAM"))
    is_kitty = any(map(_KITTYS.search, names))
    question = (_KITTY if is_kitty else "") + _CELL + _ATTRIBUTES
    with _unseen(reading):
        os.write(writing, question.encode())
        said = _answer(reading, patience)
    attributes = _ATTRIBUTES_SAID.search(said)
    cell = _CELL_SAID.search(said)
    high, wide = (int(cell[1]), int(cell[2])) if cell else (0, 0)
    return Graphics(
        sixel=attributes is not None and b"4" in attributes[1].split(b";"),
        kitty=_KITTY_SAID.search(said) is not None,
        cell=(wide, high) if wide and high else _USUAL_CELL,
    )


def _answer(reading: int, patience: float) -> bytes:
    said = b""
    deadline = time.monotonic() + patience
    while not _ATTRIBUTES_SAID.search(said):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            break
        more = os.read(reading, 4096)
        if not more:
            break
        said += more
    return said


@contextmanager
def _unseen(reading: int) -> Iterator[None]:
    """What comes in is read at once, and is not shown."""
    before = termios.tcgetattr(reading)
    try:
        tty.setcbreak(reading, termios.TCSANOW)
        yield
    finally:
        termios.tcsetattr(reading, termios.TCSANOW, before)


def renderable(picture: Image, wide: int, graphics: Graphics) -> RenderableType:
    """A picture of Pillow's, `wide` columns wide, in the best way that there is."""
    with _nothing_to_ask():
        from textual_image import _terminal
        from textual_image.renderable import HalfcellImage, SixelImage, TGPImage

        size: CellSize = _terminal.CellSize(*graphics.cell)
        vars(_terminal.get_cell_size)["_result"] = size
    if graphics.kitty:
        return TGPImage(picture, width=wide)
    if graphics.sixel:
        return SixelImage(picture, width=wide)
    return HalfcellImage(picture, width=wide)


@contextmanager
def _nothing_to_ask() -> Iterator[None]:
    """The library finds no terminal when it is imported."""
    kept = sys.__stdout__
    sys.__stdout__ = None  # type: ignore[misc]
    try:
        yield
    finally:
        sys.__stdout__ = kept  # type: ignore[misc]
