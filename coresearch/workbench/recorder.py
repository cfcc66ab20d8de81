"""A run's outputs on their way into the record, with bounded memory.

They are written to a file as they come, so that a run that is cut off still has what it
said; at the end that file becomes a blob. Pictures and other long values become blobs
of their own at once.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from coresearch.core.metrics import Metrics
from coresearch.core.outputs import (
    Output,
    OutputKind,
    output_from_json,
    output_to_json,
)
from coresearch.journal.blobs import Blobs

_LONGEST_VALUE = 16 * 1024
"""Characters of a shown value that stay in the file of outputs."""
_MOST_ATTACHED = 10_000
_WITH_DATA = (OutputKind.DISPLAY, OutputKind.RESULT, OutputKind.UPDATE)


class Recorder:
    """Takes in outputs, and the metrics that are among them."""

    def __init__(
        self,
        file: Path,
        blobs: Blobs,
        most: int,
        metrics: Metrics,
        *,
        go_on: bool = False,
    ) -> None:
        """Write to `file`, at most `most` bytes; `go_on` with what is in it already.

        `metrics` are told what is printed.
        """
        self._file = file
        self._blobs = blobs
        self._room = most
        self.metrics = metrics
        self.count = 0
        self._dropped = 0
        """Characters of text for which there was no room."""
        self._attached: dict[str, dict[str, Any]] = {}
        if go_on and file.exists():
            self._know_again()
        mode = "a" if go_on else "w"
        self._opened = file.open(mode, encoding="utf-8", errors="surrogatepass")

    def take(self, output: Output) -> None:
        """Record one output."""
        self.count += 1
        content = output.content
        if output.kind is OutputKind.STREAM:
            text = content.get("text", "")
            if content.get("name") == "stdout":
                self.metrics.feed(text)
            if len(text) > self._room:
                self._dropped += len(text)
                self._room = 0
                return
        elif output.kind in _WITH_DATA:
            output = Output(
                output.kind, output.cell, output.seconds, self._detached(content)
            )
        line = json.dumps(output_to_json(output), ensure_ascii=False)
        self._room = max(0, self._room - len(line))
        self._opened.write(line + "\n")
        self._opened.flush()

    def _know_again(self) -> None:
        """Count what is in the file already; a last line that was torn goes."""
        whole = 0
        with self._file.open("rb") as opened:
            for line in opened:
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                self._room = max(0, self._room - len(line))
                text = line.decode("utf-8", "surrogatepass")
                self._register(output_from_json(json.loads(text)))
        os.truncate(self._file, whole)

    def _register(self, output: Output) -> None:
        """Know again an output, and the values that were made blobs of."""
        self.count += 1
        content = output.content
        if output.kind is OutputKind.STREAM and content.get("name") == "stdout":
            self.metrics.feed(content.get("text", ""))
        if output.kind in _WITH_DATA:
            for mime, value in content.get("data", {}).items():
                if _is_reference(value):
                    digest, size = value["blob"], value["size"]
                    known = {"blob": digest, "size": size, "type": mime}
                    self._attached[digest] = known

    def _detached(self, content: Mapping[str, Any]) -> dict[str, Any]:
        data = {
            mime: self._short(mime, value)
            for mime, value in content.get("data", {}).items()
        }
        return {**content, "data": data}

    def _short(self, mime: str, value: object) -> object:
        if not isinstance(value, str) or len(self._attached) >= _MOST_ATTACHED:
            return value
        is_picture = mime.startswith("image/")
        if not is_picture and len(value) <= _LONGEST_VALUE:
            return value
        raw, encoding = value.encode("utf-8", "surrogatepass"), "utf-8"
        if is_picture and mime != "image/svg+xml":
            with suppress(binascii.Error, ValueError):
                decoded = base64.b64decode(value)
                if base64.b64encode(decoded).decode() == value:
                    raw, encoding = decoded, "base64"
        digest = self._blobs.put(raw)
        self._attached[digest] = {"blob": digest, "size": len(raw), "type": mime}
        return {"blob": digest, "size": len(raw), "encoding": encoding}

    def close(self) -> dict[str, Any]:
        """The outputs into a blob; what the journal is to say of them."""
        self._opened.close()
        return kept_outputs(self._file, self._blobs) | {
            "attachments": list(self._attached.values()),
            "dropped": self._dropped,
            "count": self.count,
        }

    def discard(self, *, keep_file: bool = False) -> None:
        """Remove what never came to a record; keep it if the run is to be resumed."""
        self._opened.close()
        if not keep_file:
            self._file.unlink(missing_ok=True)


def outputs_so_far(file: Path, blobs: Blobs, metrics: Metrics) -> dict[str, Any]:
    """Close the record of one that was killed; `metrics` are told what it printed."""
    if not file.exists():
        return kept_outputs(file, blobs)
    return Recorder(file, blobs, 0, metrics, go_on=True).close()


def kept_outputs(file: Path, blobs: Blobs) -> dict[str, Any]:
    """Move the file of outputs into a blob; what is known of them by that alone."""
    if not file.exists():
        kept = None
    else:
        size = file.stat().st_size
        kept = {"blob": blobs.take(file), "size": size}
    return {"outputs": kept, "attachments": [], "dropped": 0, "count": None}


def read_outputs(blobs: Blobs, ended: Mapping[str, Any]) -> Iterator[Output]:
    """The outputs of a run, in order; a last line that was torn is left out."""
    kept = ended.get("outputs")
    if kept is None:
        return
    yield from outputs_in(blobs.path(kept["blob"]))


def outputs_in(path: Path) -> Iterator[Output]:
    """The outputs in a file of them; a line that is torn is left out."""
    with path.open(encoding="utf-8", errors="surrogatepass") as file:
        for line in file:
            with suppress(ValueError):
                yield output_from_json(json.loads(line))


def whole_outputs(blobs: Blobs, ended: Mapping[str, Any]) -> Iterator[Output]:
    """The same, with every shown value as the kernel sent it."""
    for output in read_outputs(blobs, ended):
        if output.kind not in _WITH_DATA:
            yield output
            continue
        data = {
            mime: attached(blobs, value)
            for mime, value in output.content.get("data", {}).items()
        }
        content = {**output.content, "data": data}
        yield Output(output.kind, output.cell, output.seconds, content)


def _is_reference(value: object) -> bool:
    """Whether a value stands for a blob that holds it."""
    return isinstance(value, dict) and value.keys() == {"blob", "size", "encoding"}


def attached(blobs: Blobs, value: object) -> object:
    """A shown value as the kernel sent it, fetched from its blob if it is in one."""
    if not _is_reference(value):
        return value
    assert isinstance(value, dict)
    raw = blobs.get(value["blob"])
    if value["encoding"] == "base64":
        return base64.b64encode(raw).decode()
    return raw.decode("utf-8", "surrogatepass")
