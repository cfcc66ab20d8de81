"""Chunks of a reply in OpenAI's protocol: their text, and what they say besides it.

Servers send thousands of chunks that differ in nothing but a word. Parsing each as JSON
costs more than all the rest of a stream; so one is parsed, and those that are its like
up to that word are taken together.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Self

from coresearch.assistant.sse import Decoder
from coresearch.assistant.trouble import from_response
from coresearch.core.calls import Ended
from coresearch.core.errors import ModelFault
from coresearch.core.faults import Fault, model_fault

_parse = json.JSONDecoder().raw_decode

_CONTENT = re.compile(r'"content" ?: ?"((?:[^"\\]|\\.)*)"')
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
"""What a JSON string may hold as it is."""


@dataclass(frozen=True, slots=True)
class _Mould:
    """What events have around their text, as they are sent."""

    before: str
    after: str

    @classmethod
    def of(cls, data: str, text: str, sent: bytes) -> Self | None:
        """The mould of one event with this text; None if that is not sure.

        `sent` is what it came in.
        """
        found = _CONTENT.search(data)
        if found is None or data.count('"content"') != 1 or "\n" in data:
            return None
        try:
            is_it = json.loads(f'"{found[1]}"') == text
        except ValueError:
            return None
        before = f"data: {data[: found.start(1)]}"
        after = f"{data[found.end(1) :]}\n\n"
        is_as_sent = f"{before}{found[1]}{after}".encode() in sent
        return cls(before, after) if is_it and is_as_sent else None

    def text_in(self, sent: bytes) -> str | None:
        """The text in whole events; None unless every one fits, to the last byte."""
        try:
            events = sent.decode()
        except UnicodeDecodeError:
            return None
        fits = events.startswith(self.before) and events.endswith(self.after)
        if not fits or len(events) < len(self.before) + len(self.after):
            return None
        inner = events[len(self.before) : -len(self.after)]
        texts = inner.split(self.after + self.before)
        if "\\" not in inner:
            text = "".join(texts)
            return text if _PLAIN.fullmatch(text) else None
        try:
            return "".join(map(_unescaped, texts))
        except ValueError:
            return None


def _unescaped(text: str) -> str:
    """The text of a JSON string.

    Raises:
        ValueError: it is none.
    """
    if "\\" in text:
        return str(json.loads(f'"{text}"'))
    if not _PLAIN.fullmatch(text):
        raise ValueError
    return text


class Reading:
    """A reply as its bytes come, and what is known when they end."""

    def __init__(self, model: str, server: str) -> None:
        self._model = model
        self._server = server
        self._decoder = Decoder(server)
        self._mould: _Mould | None = None
        self._finish = ""
        self._usage: dict[str, Any] = {}
        self._has_text = False
        self._fault: ModelFault | None = None
        self.is_done = False

    def feed(self, raw: bytes) -> str:
        """The text in what came, up to a fault in it."""
        try:
            sent = self._decoder.take(raw)
        except ModelFault as fault:
            self._fault = fault
            return ""
        if self._mould is not None and self._decoder.is_between:
            text = self._mould.text_in(sent)
            if text is not None:
                self._has_text |= bool(text)
                return text
        return self._parsed(sent)

    def end(self) -> str:
        """The text that is left when the bytes end without a last empty line."""
        return self.feed(b"\n\n")

    def raise_fault(self) -> None:
        """Go no further if there was one.

        Raises:
            ModelFault: an event is no chunk of a reply, or says what went wrong.
        """
        if self._fault is not None:
            raise self._fault

    def _parsed(self, sent: bytes) -> str:
        texts = []
        plain = None
        try:
            for data in self._decoder.events(sent):
                text, is_plain = self._taken_in(data)
                texts.append(text)
                if is_plain:
                    plain = data, text
        except ModelFault as fault:
            self._fault = fault
        self._mould = _Mould.of(*plain, sent) if plain else None
        return "".join(texts)

    def _taken_in(self, data: str) -> tuple[str, bool]:
        """The text of one event, and whether that is all it says."""
        if data == "[DONE]":
            self.is_done = True
            return "", False
        try:
            chunk, end = _parse(data)
            if end != len(data):
                raise ValueError
            return self._taken_from(chunk)
        except (ValueError, AttributeError, TypeError, KeyError, IndexError):
            shown = data[:60] + ("…" if len(data) > 60 else "")
            raise model_fault(
                Fault.MALFORMED, server=self._server, detail=shown
            ) from None

    def _taken_from(self, chunk: dict[str, Any]) -> tuple[str, bool]:
        if chunk.get("error"):
            said = json.dumps(chunk).encode()
            raise from_response(None, said, self._server, self._model)
        usage = chunk.get("usage")
        if usage:
            self._usage = usage
        choices = chunk.get("choices")
        if not choices:
            return "", False
        choice = choices[0]
        finish = choice.get("finish_reason")
        if finish:
            self._finish = finish
        delta = choice.get("delta")
        text = delta.get("content") if delta else None
        if not text:
            return "", False
        if not isinstance(text, str):
            raise TypeError
        self._has_text = True
        return text, not (usage or finish)

    def ended(self) -> Ended:
        """What closes the reply.

        Raises:
            ModelFault: it is not whole, or empty.
        """
        if not (self.is_done or self._finish):
            raise model_fault(Fault.BROKEN_OFF, server=self._server)
        if not self._has_text:
            raise model_fault(Fault.EMPTY, model=self._model)
        return Ended(
            self._finish or "stop",
            _count(self._usage.get("prompt_tokens")),
            _count(self._usage.get("completion_tokens")),
        )


def _count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None
