"""Keeps one warm kernel: starts it, waits, and ends it when nobody needs it any more.

A process of its own, so that the kernel outlives the command that started it. It holds
the kernel's lock for as long as it lives, which is how others know that it does; the
kernel's leash hangs on it, so that no kernel is left when it is killed.

    python -P -m coresearch.kernel.keeper FOLDER NAME
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from coresearch.core.errors import CoresearchError
from coresearch.kernel.kernel import Kernel
from coresearch.kernel.locks import hold, is_held
from coresearch.kernel.process import KernelProcess
from coresearch.kernel.specs import find_kernel

_LOOK = 1.0
"""Seconds between two looks at how long the kernel has been idle."""


def main(arguments: list[str]) -> int:
    """Keep the kernel that `NAME.json` in the folder asks for."""
    folder, name = Path(arguments[0]), arguments[1]
    try:
        hold(folder / f"{name}.lock")
    except BlockingIOError:
        return 0  # another one was faster
    file = folder / f"{name}.json"
    try:
        asked = json.loads(file.read_text("utf-8"))
        asyncio.run(_keep(asked, file, folder / f"{name}.use"))
    except CoresearchError as fault:
        file.with_suffix(".fault").write_text(f"{fault.message}\n{fault.hint}", "utf-8")
        return 1
    finally:
        for left in ("json", "use", "lock"):
            (folder / f"{name}.{left}").unlink(missing_ok=True)
    return 0


async def _keep(asked: dict[str, Any], file: Path, use: Path) -> None:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, over.set)
    process = KernelProcess(find_kernel(asked["kernel"]))
    try:
        channels = await process.start(Path(asked["cwd"]), os.environ)
        kernel = Kernel(process, channels, None)
        watching = asyncio.create_task(kernel.watch())
        await kernel.become_ready()
        channels.close()  # so that those who come hear all of it
        facts = {"pid": process.pid, "keeper": os.getpid()}
        _write(file, use, asked | facts | {"folder": str(process.folder)})
        waiting = [
            asyncio.create_task(over.wait()),
            asyncio.create_task(process.ended()),
            asyncio.create_task(_idle(use, asked["idle"])),
        ]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in (*waiting, watching):
            task.cancel()
        channels.reopen()
    finally:
        await process.stop()


async def _idle(use: Path, most: float) -> None:
    """Wait until no run has used the kernel for `most` seconds."""
    while True:
        await asyncio.sleep(min(_LOOK, most))
        if _unused_for(use) >= most:
            return


def _unused_for(use: Path) -> float:
    """Seconds since a run last used the kernel; 0 while one does."""
    with contextlib.suppress(OSError):
        if is_held(use):
            use.touch()
            return 0.0
        return time.time() - use.stat().st_mtime
    return 0.0


def _write(file: Path, use: Path, content: dict[str, Any]) -> None:
    """Tell that the kernel is there, and can be used from now on."""
    use.touch(0o600)
    scratch = file.with_suffix(".new")
    scratch.write_text(json.dumps(content), "utf-8")
    scratch.chmod(0o600)
    scratch.replace(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
