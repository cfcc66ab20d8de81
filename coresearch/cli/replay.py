"""The outputs of a run, shown again or written to files."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from coresearch.cli.live import Live
from coresearch.cli.output import on_terminal, say, tell
from coresearch.core.errors import Refused
from coresearch.core.outputs import Output
from coresearch.core.runs import Run
from coresearch.core.shown import READABLE
from coresearch.core.text import counted, printable
from coresearch.journal.blobs import Blobs
from coresearch.workbench.outputs import Gap, outputs_to_show
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import attached, read_outputs

_ENDINGS = {"text/plain": ".txt", "text/html": ".html", "text/latex": ".tex"}


def replay(project: Project, run: Run, *, whole: bool) -> None:
    """Show what a run gave back; of a long one the head and the tail."""
    live = Live()
    if run.ended is None:
        tell("It still runs: its outputs are on record when it has ended.")
    for output in outputs_to_show(project.journal.blobs, run.ended or {}, whole=whole):
        if isinstance(output, Gap):
            say(f"\n… {output.characters:,} characters: --all shows them …")
        else:
            live.show(_with_values(project.journal.blobs, output))
    live.finish()


def _with_values(blobs: Blobs, output: Output) -> Output:
    """What is shown of a value as the kernel sent it: text, and a picture if seen."""
    data = output.content.get("data")
    if not isinstance(data, dict):
        return output
    fetched = {
        mime: attached(blobs, value) if _is_shown(mime) else value
        for mime, value in data.items()
    }
    return replace(output, content={**output.content, "data": fetched})


def _is_shown(mime: str) -> bool:
    return mime in READABLE or (mime.startswith("image/") and on_terminal())


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
