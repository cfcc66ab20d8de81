"""A fresh process of the program without the half second in which Python starts.

It is forked from a server that has imported everything and read a plan. What depends on
how Python starts (imports, encodings, closed streams) is tested without it.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import coresearch

_OURS = pkgutil.walk_packages(coresearch.__path__, "coresearch.")
NEEDED = [
    *(module.name for module in _OURS),
    "anyio._backends._asyncio", "git", "h2.connection", "httpx", "importlib.metadata",
    "jinja2.sandbox", "sqlite_utils", "typer.rich_utils",
]  # fmt: skip

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["tests.cli.fresh", *NEEDED, "tests.cli.warm"])


def run_fresh(
    folder: Path,
    arguments: Sequence[str],
    environment: dict[str, str],
    streams: Sequence[Path],
) -> int:
    """Run the program with the files `streams` as its standard streams; its code."""
    values = (str(folder), list(arguments), environment, [str(s) for s in streams])
    process = _server.Process(target=_become_the_program, args=values)
    process.start()
    process.join(50)
    if process.is_alive():
        process.kill()
        raise TimeoutError(f"coresearch {' '.join(arguments)}")
    assert process.exitcode is not None
    return process.exitcode


def _become_the_program(
    folder: str, arguments: list[str], environment: dict[str, str], streams: list[str]
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, path in enumerate(streams):
        opened = os.open(path, os.O_WRONLY if number else os.O_RDONLY)
        os.dup2(opened, number)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False)
        for number in range(3)
    )
    sys.argv = ["coresearch", *arguments]

    from coresearch.__main__ import main

    main()
