"""A picture in the terminal: sixels, kitty's protocol, or half blocks of colour."""

from __future__ import annotations

import base64
import io
import shutil
import sys
import warnings
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

from coresearch.cli import terminal
from coresearch.cli.graphics import Graphics, ask, is_ours, renderable
from coresearch.cli.output import finish, in_colour

_DRAWN = ("image/png", "image/jpeg", "image/gif", "image/webp")
_MOST_PIXELS = 50_000_000
_WIDEST = 100
"""Columns."""
_CELL = 8
"""Pixels; a picture is not drawn wider than it is."""


def draw(data: Mapping[str, object]) -> None:
    """Draw the picture among the forms of a shown value, where that can be.

    The terminal is asked what it can do, and the library imported, when the first
    picture comes, and not before.
    """
    if not (terminal.is_there() and in_colour(to_stderr=False) and is_ours()):
        return
    values = (data.get(mime) for mime in _DRAWN)
    value = next((value for value in values if isinstance(value, str)), None)
    if value is None:
        return
    finish()
    # Whatever is wrong with a picture, or with drawing it, the run goes on.
    with suppress(Exception), warnings.catch_warnings(action="ignore"):
        _draw(base64.b64decode(value))


@cache
def _graphics() -> Graphics:
    sys.stdout.flush()
    return ask(sys.stdin.fileno(), sys.stdout.fileno())


def _draw(raw: bytes) -> None:
    import logging

    from PIL.Image import open as read
    from rich.console import Console

    # What it tells its log would otherwise stand among the run's output.
    logging.getLogger("textual_image").setLevel(logging.CRITICAL)
    with read(io.BytesIO(raw)) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            return
        picture.load()
        columns, lines = shutil.get_terminal_size()
        wide = max(min(columns, _WIDEST, picture.width // _CELL), 4)
        high = round(wide * picture.height / picture.width / 2)
        if high > lines - 2:
            wide = max(4, wide * (lines - 2) // high)
        shown = renderable(picture, wide, _graphics())
        Console(file=sys.stdout, width=columns).print(shown)
    sys.stdout.flush()
