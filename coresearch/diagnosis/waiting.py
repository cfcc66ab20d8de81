"""What a process waits for, by the calls at the end of its stack."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coresearch.diagnosis.failures import Frame

_WAITS = (  # what tells most comes first: a queue waits for a lock, too
    (r"input_request|_input_request|raw_input", "an answer to input()"),
    (r"distributed/|_all_reduce|all_gather|barrier|all_reduce|broadcast",
     "the other processes of a collective operation: one of them is elsewhere or gone"),
    (r"data/dataloader|_try_get_data", "a worker of the data loader"),
    (r"multiprocessing/(?:connection|queues|pool|synchronize|popen)",
     "another process: a queue, a pool or a pipe that nobody fills"),
    (r"concurrent/futures", "the result of another thread or process"),
    (r"subprocess", "a program that it started"),
    (r"(?:ssl|socket|http/client|urllib3|requests|httpx|httpcore|aiohttp|grpc)\b",
     "the network: a server that does not answer; give the call a timeout"),
    (r"(?:sqlite|filelock|fcntl|portalocker)", "a lock of a file or data base"),
    (r"queue\.py", "an item of a queue that nobody puts there"),
    (r"threading\.py", "a lock or another thread"),
    (r"select(?:ors)?\.py|asyncio/", "an event of its loop: an await that nobody ends"),
)  # fmt: skip
_LOOKED_AT = 12
"""Calls, from the innermost on."""


def waits_for(frames: Sequence[Frame]) -> str:
    """What the innermost calls of a library wait for; empty where none is known to.

    `frames` are outermost first, of one thread.
    """
    inner = []
    for frame in reversed(frames):
        if not frame.is_library:
            break
        inner.append(frame)
    calls = "\n".join(
        f"{frame.path.replace(chr(92), '/')} {frame.function}"
        for frame in inner[:_LOOKED_AT]
    )
    return next((what for sign, what in _WAITS if re.search(sign, calls)), "")
