"""What regular expressions compile to, kept for the next start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from coresearch.core.expressions import EXPRESSIONS, TAG
from coresearch.paths import cache_folder

_MOST = 16 * 2**20
"""Bytes; a file that grew to more, from version to version, is begun again."""


@contextmanager
def kept_expressions() -> Iterator[None]:
    """Within, nothing is compiled that was compiled at an earlier start."""
    file = cache_folder() / f"expressions-{TAG}"
    _load(file)
    yield
    if EXPRESSIONS.are_new and TAG:
        with suppress(OSError):  # then they are compiled again
            _save(file, EXPRESSIONS.dump())


@cache
def _load(file: Path) -> None:
    with suppress(OSError):
        if file.stat().st_size <= _MOST:
            EXPRESSIONS.load(file.read_bytes())


def _save(file: Path, content: bytes) -> None:
    from tempfile import NamedTemporaryFile

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as new:
        part = Path(new.name)
        try:
            new.write(content)
            new.close()
            part.replace(file)
        except BaseException:
            part.unlink()
            raise
