"""What ends what we have started when we are gone, however that came about.

A kernel notices the loss of its parent only between two bytecodes, if it looks at all,
and what it has started itself notices nothing; nor does a script. So each has a
watcher: a shell of a few hundred kilobytes that waits at the end of a pipe. Its end
closes with our death, even by SIGKILL, and the watcher ends the whole process group.
"""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

_WATCH = """
trap '' INT TERM HUP
read -r word && exit
kill -s KILL -- "-$1"
[ -z "$2" ] || rm -rf -- "$2"
"""


class Leash:
    """Holds a process group until it is let go."""

    def __init__(self, group: int, folder: Path | None = None) -> None:
        """Watch over `group`; the scratch `folder` goes with it."""
        scratch = "" if folder is None else str(folder)
        self._watcher = subprocess.Popen(
            ["/bin/sh", "-c", _WATCH, "coresearch-leash", str(group), scratch],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,  # Ctrl-C at the terminal is not for it
        )

    def let_go(self) -> None:
        """End the watch; the group is ours to end."""
        with suppress(OSError, ValueError):
            self._watcher.communicate(b"done\n", timeout=5)
