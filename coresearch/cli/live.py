"""A run's output as it comes, on the terminal or into a pipe."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from coresearch.cli.output import ReaderGone, in_colour, pour, tell, write_error
from coresearch.cli.pictures import draw
from coresearch.core.escapes import Filter
from coresearch.core.outputs import Output, OutputKind
from coresearch.core.shown import error_text, picture, value_text


class Live:
    """Shows outputs. When nobody reads any more, the run goes on all the same."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._out = Filter(colours=in_colour(to_stderr=False))
        self._err = Filter(colours=in_colour(to_stderr=True))
        self._at_line_start = True
        self.pictures = 0

    def show(self, output: Output) -> None:
        """Write one output."""
        if self._quiet:
            return
        with suppress(ReaderGone):
            self._show(output)

    def _show(self, output: Output) -> None:
        content = output.content
        match output.kind:
            case OutputKind.STREAM:
                text = str(content.get("text", ""))
                if content.get("name") == "stderr":
                    write_error(self._err.feed(text))
                else:
                    pour(self._out.feed(text), flush=True)
                self._at_line_start = text.endswith("\n")
            case OutputKind.DISPLAY | OutputKind.RESULT | OutputKind.UPDATE:
                self._show_value(content.get("data", {}))
            case OutputKind.ERROR:
                self._show_error(content)

    def _show_value(self, data: Mapping[str, object]) -> None:
        self._own_line()
        if shown := picture(data):
            self.pictures += 1
            draw(data)
            pour(f"{shown}\n", flush=True)
            return
        text = value_text(data)
        if text:
            pour(self._out.feed(text) + "\n", flush=True)

    def _show_error(self, content: Mapping[str, Any]) -> None:
        self._own_line()
        if said := error_text(content):
            write_error(self._err.feed(said) + "\n")

    def _own_line(self) -> None:
        if not self._at_line_start:
            pour("\n", flush=True)
        self._at_line_start = True

    def finish(self) -> None:
        """End the line that the output may have left open."""
        if self._quiet:
            return
        with suppress(ReaderGone):
            pour(self._out.finish(), flush=True)
            write_error(self._err.finish())
            if sys.stdout.isatty():
                self._own_line()


def told_of_pictures(count: int, run: str) -> None:
    """How to have the pictures as files."""
    if count:
        tell(f"To have its pictures as files: coresearch runs outputs {run} --save DIR")
