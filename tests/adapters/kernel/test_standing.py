"""A process that runs on says where it stands, and is not disturbed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coresearch.kernel.standing import from_py_spy, look
from coresearch.workbench.live_run import place_in

WAITING = """
import faulthandler, os, signal, sys
def inner():
    print("ready", flush=True)
    sys.stdin.readline()
file = open(sys.argv[1], "ab", buffering=0)
faulthandler.register(signal.SIGRTMAX, file=file, all_threads=True)
file.write(b"%d\\n" % os.getpid())
inner()
print("went on", flush=True)
"""
DEAF = "import sys; print('ready', flush=True); sys.stdin.readline(); print('went on')"


@contextmanager
def process(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """One that is told to go on at the end, and did nothing else."""
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as found:
        assert found.stdout is not None
        assert found.stdout.readline() == "ready\n"
        yield found
        said, _ = found.communicate("go\n", timeout=60)
        assert (said, found.returncode) == ("went on\n", 0)


def test_it_writes_its_stack_and_goes_on(tmp_path):
    file = tmp_path / "x.stack"
    with process(WAITING, str(file)):
        for _ in range(3):
            seen = look(file)
            assert "in inner" in seen.stack
            assert seen.why_not == ""
            assert 0 <= seen.busy < 1
        assert place_in(seen.stack).line == "<string>:5 in inner"


def test_one_that_expects_no_signal_gets_none(tmp_path, monkeypatch):
    file = tmp_path / "x.stack"
    monkeypatch.setenv("PATH", str(tmp_path))  # no py-spy there
    with process(DEAF) as deaf:
        file.write_text(f"{deaf.pid}\n")
        seen = look(file)
        assert seen.stack == ""
        assert "did not answer" in seen.why_not
    assert "did not answer" in look(file).why_not  # and none that has ended
    assert "no Python kernel" in look(tmp_path / "none.stack").why_not


def test_what_py_spy_says_is_read_as_a_stack(tmp_path, monkeypatch):
    dump = (
        "Process 7: python train.py\nPython v3.11.7 (/usr/bin/python3.11)\n\n"
        'Thread 7 (idle): "MainThread"\n'
        "    wait (/usr/lib/python3.11/threading.py:327)\n"
        "    get (/usr/lib/python3.11/queue.py:171)\n    load (/home/a/train.py:31)\n"
        '    <module> (/home/a/train.py:40)\nThread 9 (idle): "IO"\n'
        "    run (/home/a/other.py:3)\n"
    )
    assert place_in(from_py_spy(dump)).line == "/home/a/train.py:31 in load"
    spy = tmp_path / "py-spy"
    spy.write_text(f"#!/bin/sh\ncat <<'END'\n{dump}END\n")
    spy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with process(DEAF) as deaf:
        file = Path(tmp_path, "x.stack")
        file.write_text(f"{deaf.pid}\n")
        assert place_in(look(file).stack).line == "/home/a/train.py:31 in load"
