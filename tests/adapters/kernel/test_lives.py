"""Kernels that die, hang, fork, or lose the program that started them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coresearch.core.errors import KernelDied, KernelFault, NotFound
from coresearch.kernel.kernel import open_kernel
from coresearch.kernel.specs import find_kernel
from tests.adapters.kernel.conftest import Heard, goes, is_gone, with_kernel


def fake_environment(folder: Path, argv: list[str]) -> dict[str, str]:
    """A virtual environment whose kernel is the command `argv`."""
    spec = folder / "share" / "jupyter" / "kernels" / "python3"
    spec.mkdir(parents=True)
    content = {"argv": argv, "display_name": "Fake", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(content))
    return {**os.environ, "VIRTUAL_ENV": str(folder)}


def start_failing(folder: Path, argv: list[str]) -> KernelFault:
    environ = fake_environment(folder / "env", argv)

    async def opened() -> None:
        async with open_kernel(find_kernel("", environ), folder, environ):
            raise AssertionError("it answered")

    with pytest.raises(KernelFault) as caught:
        asyncio.run(opened())
    return caught.value


def test_a_kernel_that_dies_at_its_start_says_its_last_words(tmp_path):
    words = "import sys; print('no such module', file=sys.stderr); sys.exit(4)"
    fault = start_failing(tmp_path, [sys.executable, "-c", words, "ipykernel"])
    assert isinstance(fault, KernelDied)
    assert fault.status == 4
    assert "died at its start: it exited with code 4" in fault.message
    assert "no such module" in fault.hint


def test_a_kernel_whose_command_is_not_there_is_a_fault(tmp_path):
    fault = start_failing(tmp_path, ["/nowhere/python", "-f", "{connection_file}"])
    assert "could not be started" in fault.message


def test_an_active_environment_without_a_kernel_is_named(tmp_path):
    with pytest.raises(NotFound, match="has no Jupyter kernel") as caught:
        find_kernel("", {"VIRTUAL_ENV": str(tmp_path)})
    assert "pip install ipykernel" in caught.value.hint


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        ("import os; os._exit(7)", 7),
    ],
)
def test_a_kernel_that_dies_in_a_cell_is_noticed_at_once(tmp_path, code, status):
    async def doing(heard: Heard) -> None:
        begun = time.monotonic()
        # A moment for it to be sent: what a kernel says as it dies is lost.
        wait = "import time; time.sleep(0.3)"
        with pytest.raises(KernelDied) as caught:
            await heard.run(f"print('before', flush=True)\n{wait}\n{code}")
        assert caught.value.status == status
        assert time.monotonic() - begun < 30
        assert heard.text == "before\n"

    with_kernel(doing, tmp_path)


def test_an_interrupt_stops_the_code_and_the_kernel_goes_on(tmp_path):
    async def doing(heard: Heard) -> None:
        code = "import time\nprint('on', flush=True)\ntime.sleep(60)"
        running = asyncio.create_task(heard.run(code))
        await heard.said("on")
        await heard.kernel.interrupt()
        assert (await running).ename == "KeyboardInterrupt"
        assert (await heard.run("print(1 + 1)")).status == "ok"

    with_kernel(doing, tmp_path)


def test_what_does_not_heed_an_interrupt_is_killed_with_its_children(tmp_path):
    async def doing(heard: Heard) -> None:
        code = (
            "import signal, subprocess, time\n"
            "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
            "print(subprocess.Popen(['sleep', '300']).pid, flush=True)\n"
            "time.sleep(300)"
        )
        running = asyncio.create_task(heard.run(code))
        await heard.said("\n")
        child = int(heard.text)
        assert not is_gone(child)
        await heard.kernel.kill()
        with pytest.raises(KernelDied):
            await running
        assert goes(child)

    with_kernel(doing, tmp_path)


def test_a_kernel_that_hangs_at_its_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("coresearch.kernel.process.PATIENCE", 1.0)

    async def doing(heard: Heard) -> None:
        code = "import atexit, time; atexit.register(time.sleep, 300)"
        assert (await heard.run(code)).status == "ok"

    begun = time.monotonic()
    with_kernel(doing, tmp_path)
    assert time.monotonic() - begun < 120


@pytest.mark.slow
def test_what_code_leaves_running_ends_with_its_kernel(tmp_path):
    left: list[int] = []

    async def doing(heard: Heard) -> None:
        code = "import subprocess\nprint(subprocess.Popen(['sleep', '300']).pid)"
        await heard.run(code)
        left.append(int(heard.text))

    with_kernel(doing, tmp_path)
    assert goes(left[0])


ORPHANING = """
import asyncio, os, sys
from pathlib import Path
from coresearch.kernel.kernel import open_kernel
from coresearch.kernel.specs import find_kernel

async def main():
    async with open_kernel(find_kernel(), Path.cwd(), os.environ) as kernel:
        pid = kernel.process.pid
        show = lambda output: print(pid, output.content.get("text"), flush=True)
        code = "import subprocess, time, signal\\n"
        code += "signal.signal(signal.SIGTERM, signal.SIG_IGN)\\n"
        code += "print(subprocess.Popen(['sleep', '300']).pid, flush=True)\\n"
        code += "while True: pass"
        await kernel.execute(code, 1, show)

asyncio.run(main())
"""


def test_no_orphan_is_left_when_the_program_is_killed(tmp_path):
    program = subprocess.Popen(
        [sys.executable, "-c", ORPHANING],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    kernel, child = map(int, program.stdout.readline().split())
    assert not is_gone(kernel)
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    assert goes(kernel, within=3)
    assert goes(child, within=3)
