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
        self._rest = bytearray()
        """After the last line, or event, that was whole."""
        self._data: list[bytes] = []

    def feed(self, raw: bytes) -> Iterator[str]:
        """The data of the events that `raw` completes.

        Raises:
            ModelFault: a line is too long, or not UTF-8.
        """
        yield from self.events(self.take(raw))

    def take(self, raw: bytes) -> bytes:
        """Whole events as they were sent, or at least whole lines; the rest is kept.

        Raises:
            ModelFault: a line is too long.
        """
        if len(self._rest) > LONGEST_LINE:
            raise self._too_long()
        self._rest += raw
        end = self._rest.rfind(b"\n\n") + 2
        if end == 1:
            end = self._rest.rfind(b"\n") + 1
        whole = bytes(self._rest[:end])
        del self._rest[:end]
        return whole

    @property
    def is_between(self) -> bool:
        """Whether what is taken next begins an event."""
        return not self._data

    def events(self, whole: bytes) -> Iterator[str]:
        """The data of the events in what was taken.

        Raises:
            ModelFault: a line is too long, or not UTF-8.
        """
        for line in whole.split(b"\n")[:-1]:
            if line.startswith(b"data:"):
                self._data.append(line)
            elif self._data and line in (b"", b"\r"):
                yield self._event()
            elif len(line) > LONGEST_LINE:
                raise self._too_long()

    def end(self) -> Iterator[str]:
        """What is left when the stream ends without its last empty line."""
        yield from self.feed(b"\n\n")

    def _event(self) -> str:
        lines, self._data = self._data, []
        if max(map(len, lines)) > LONGEST_LINE:
            raise self._too_long()
        try:
            return "\n".join(line[5:].strip().decode() for line in lines)
        except UnicodeDecodeError:
            raise model_fault(Fault.NOT_UTF8, server=self._server) from None

    def _too_long(self) -> ModelFault:
        detail = f"{LONGEST_LINE:,}"
        return model_fault(Fault.LONG_LINE, server=self._server, detail=detail)
