"""Server-sent events, as far as models' servers use them: the `data` of each event.

WHATWG HTML, section 9.2.6, less `event`, `id` and `retry`, which none of these servers
gives a meaning to.
"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.errors import ModelFault
from coresearch.core.faults import Fault, model_fault

LONGEST_LINE = 1_000_000
"""Bytes. A piece of a reply has a few hundred."""


class Decoder:
    """Fed with bytes as they come, gives the data of every event that is whole."""

    def __init__(self, server: str) -> None:
        """`server` is who is named where the bytes are none of a stream of events."""
        self._server = server
        self._line = bytearray()
        self._data: list[bytes] = []

    def feed(self, raw: bytes) -> Iterator[str]:
        """The data of the events that `raw` completes.

        Raises:
            ModelFault: a line is too long, or not UTF-8.
        """
        self._line += raw
        if b"\n" in raw:
            *lines, rest = bytes(self._line).split(b"\n")
            self._line = bytearray(rest)
            for line in lines:
                yield from self._take(line.removesuffix(b"\r"))
        if len(self._line) > LONGEST_LINE:
            raise self._too_long()

    def end(self) -> Iterator[str]:
        """What is left when the stream ends without its last empty line."""
        yield from self._take(bytes(self._line))
        yield from self._take(b"")

    def _take(self, line: bytes) -> Iterator[str]:
        if len(line) > LONGEST_LINE:
            raise self._too_long()
        if line.startswith(b"data:"):
            self._data.append(line[5:].removeprefix(b" "))
        elif not line and self._data:
            whole, self._data = b"\n".join(self._data), []
            try:
                yield whole.decode()
            except UnicodeDecodeError:
                raise model_fault(Fault.NOT_UTF8, server=self._server) from None

    def _too_long(self) -> ModelFault:
        detail = f"{LONGEST_LINE:,}"
        return model_fault(Fault.LONG_LINE, server=self._server, detail=detail)
