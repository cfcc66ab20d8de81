"""Jupyter's messages on the wire: signed, packed and read.

The protocol of https://jupyter-client.readthedocs.io/en/stable/messaging.html, version
5: routing prefix, `<IDS|MSG>`, an HMAC over the next four frames, and these four, each
JSON. jupyter_client does the same, and parses a date in every header; for a flood of
messages that is most of the cost, and to import it costs more than a short run.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

_DELIMITER = b"<IDS|MSG>"


class Unsigned(Exception):
    """A message that was not made by whoever has the key."""


class Wire:
    """One client's side of a connection."""

    def __init__(
        self, key: str, scheme: str = "hmac-sha256", session: str = ""
    ) -> None:
        """`key` signs; without one, as its file may say, nothing is signed.

        `session` is our name for the conversation, if it has one already.
        """
        self._signer = (
            hmac.new(key.encode(), digestmod=scheme.removeprefix("hmac-"))
            if key
            else None
        )
        self.session = session or secrets.token_hex(16)
        self._count = 0

    def message(
        self, kind: str, content: Mapping[str, Any], identity: str = ""
    ) -> dict[str, Any]:
        """A request, with the id `identity`, or one of its own."""
        self._count += 1
        header = {
            "msg_id": identity or f"{self.session}_{self._count}",
            "msg_type": kind,
            "username": "coresearch",
            "session": self.session,
            "version": "5.3",
        }
        return {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
        }

    def pack(self, message: Mapping[str, Any]) -> list[bytes]:
        """The frames of a message."""
        names = ("header", "parent_header", "metadata", "content")
        parts = [_packed(message[name]) for name in names]
        return [_DELIMITER, self._signature(parts), *parts]

    def unpack(self, frames: Sequence[bytes]) -> dict[str, Any]:
        """The message in `frames`.

        Raises:
            Unsigned: it is not signed with our key, or is no message.
        """
        try:
            start = frames.index(_DELIMITER) + 1
            signature, *parts = frames[start : start + 5]
            if not hmac.compare_digest(signature, self._signature(parts)):
                raise Unsigned("A message of the kernel is not signed with its key.")
            header, parent, _, content = parts
            return {
                "header": _unpacked(header),
                "parent_header": _unpacked(parent),
                "content": _unpacked(content),
            }
        except ValueError as error:
            raise Unsigned("What the kernel sent is no message.") from error

    def _signature(self, parts: Sequence[bytes]) -> bytes:
        if self._signer is None:
            return b""
        signer = self._signer.copy()
        for part in parts:
            signer.update(part)
        return signer.hexdigest().encode()


def _packed(value: object) -> bytes:
    return json.dumps(value).encode()


def _unpacked(frame: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(frame.decode("utf-8", "replace"))
    return found
