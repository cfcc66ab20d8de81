"""What a process waits for, by its innermost calls."""

from __future__ import annotations

import pytest

from coresearch.diagnosis.failures import Frame
from coresearch.diagnosis.waiting import waits_for

LIB = "/usr/lib/python3.11"
OWN = Frame("train.py", 31, "load")


@pytest.mark.parametrize(
    ("calls", "what"),
    [
        ([("queue.py", "get"), ("threading.py", "wait")], "an item of a queue"),
        ([("threading.py", "acquire")], "a lock or another thread"),
        ([("subprocess.py", "communicate")], "a program that it started"),
        ([("ssl.py", "read"), ("socket.py", "readinto")], "the network"),
        ([("site-packages/torch/distributed/x.py", "barrier")], "the other processes"),
        ([("multiprocessing/connection.py", "recv")], "another process"),
        ([("site-packages/numpy/x.py", "dot")], ""),
        ([], ""),
    ],
)
def test_what_it_waits_for(calls, what):
    inner = [Frame(f"{LIB}/{path}", 1, name) for path, name in calls]
    assert waits_for([OWN, *inner]).startswith(what)
    assert bool(waits_for([OWN, *inner])) == bool(what)


def test_calls_before_the_last_own_one_say_nothing():
    early = Frame(f"{LIB}/subprocess.py", 1, "run")
    assert waits_for([early, OWN]) == ""
