"""git asked directly, in short calls: importing GitPython costs more than they do."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from coresearch.core.errors import EffectFailed
from coresearch.core.text import one_line


def run_git(
    folder: Path,
    *arguments: str,
    given: bytes = b"",
    environ: Mapping[str, str] | None = None,
) -> bytes:
    """What git answers, run in `folder`; `given` is what it reads.

    Raises:
        EffectFailed: it refused; the message has its own words.
    """
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C", **(environ or {})},
        input=given,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        said = one_line(done.stderr.decode("utf-8", "replace"))
        raise EffectFailed(f"git {arguments[0]} failed: {said or 'it gave no reason'}.")
    return done.stdout


def asked(folder: Path, *arguments: str) -> str:
    """The same as one line of text; empty where git refuses."""
    try:
        return os.fsdecode(run_git(folder, *arguments)).strip()
    except EffectFailed:
        return ""
