"""The outputs of a run, shown again or written to files."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from coresearch.cli.live import Live
from coresearch.cli.output import say, tell
from coresearch.core.errors import Refused
from coresearch.core.escapes import as_left_on_screen
from coresearch.core.outputs import Output, OutputKind
from coresearch.core.runs import Run
from coresearch.core.text import counted, printable
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import attached, read_outputs

_HEAD, _TAIL = 200_000, 20_000
"""Characters of output that are shown of a long one."""
_ENDINGS = {"text/plain": ".txt", "text/html": ".html", "text/latex": ".tex"}


def replay(project: Project, run: Run, *, whole: bool) -> None:
    """Show what a run gave back; of a long one the head and the tail."""
    live = Live()
    blobs, ended = project.journal.blobs, run.ended or {}
    total = (ended.get("outputs") or {}).get("size", 0)
    if run.ended is None:
        tell("It still runs: its outputs are on record when it has ended.")
    cut = not whole and total > _HEAD + _TAIL
    seen, told = 0, False
    for output in read_outputs(blobs, ended):
        long = _length(output)
        seen += long
        if not cut or seen <= _HEAD or seen > total - _TAIL:
            live.show(_as_left(output))
        elif long > _HEAD:
            live.show(_ends_of(output))
        elif not told:
            say(f"\n… {total - _HEAD - _TAIL:,} characters: --all shows them …")
            told = True
    live.finish()


def _length(output: Output) -> int:
    return len(str(output.content.get("text", ""))) + 100


def _as_left(output: Output) -> Output:
    if output.kind is not OutputKind.STREAM:
        return output
    text = as_left_on_screen(output.content["text"])
    return replace(output, content={**output.content, "text": text})


def _ends_of(output: Output) -> Output:
    text = output.content.get("text", "")
    middle = f"\n… {len(text) - _HEAD - _TAIL:,} characters: --all shows them …\n"
    cut = text[: _HEAD // 2] + middle + text[-_TAIL:]
    return _as_left(replace(output, content={**output.content, "text": cut}))


def save_values(project: Project, run: Run, folder: Path) -> None:
    """Write every shown value but plain text to a file of its own in `folder`.

    Raises:
        Refused: there is a file of that name.
    """
    number = 0
    folder.mkdir(parents=True, exist_ok=True)
    for mime, content in _values(project, run):
        number += 1
        ending = _ENDINGS.get(mime) or mimetypes.guess_extension(mime) or ".bin"
        file = folder / f"{run.id[:7]}-{number:03}{ending}"
        try:
            with file.open("xb") as opened:
                opened.write(content)
        except FileExistsError:
            raise Refused(f"There is a file {file} already.") from None
        say(printable(str(file)))
    tell(f"Wrote {counted(number, 'file')}.")


def _values(project: Project, run: Run) -> Iterator[tuple[str, bytes]]:
    import base64
    import json

    blobs = project.journal.blobs
    for output in read_outputs(blobs, run.ended or {}):
        for mime, value in output.content.get("data", {}).items():
            if mime == "text/plain":
                continue
            if isinstance(value, dict) and value.get("encoding") == "base64":
                yield mime, blobs.get(value["blob"])
                continue
            whole = attached(blobs, value)
            if not isinstance(whole, str):
                yield mime, json.dumps(whole).encode()
            elif mime.startswith("image/") and mime != "image/svg+xml":
                yield mime, base64.b64decode(whole)
            else:
                yield mime, whole.encode("utf-8", "replace")
