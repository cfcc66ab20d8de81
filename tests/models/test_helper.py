"""LiteLLM's process: one for an environment, private, gone when it is not needed."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coresearch.assistant import helper
from coresearch.core.calls import Limits, Message, Request
from coresearch.core.errors import ModelFault
from tests.models.conftest import heard
from tests.models.scripted import HEAD, STALL, piece, reply

QUESTION = (Message("user", "What is missing?"),)


@pytest.fixture
def alone(surroundings, tmp_path) -> dict[str, str]:
    """An environment that shares its process with no other test."""
    return surroundings | {"THIS_TEST": str(tmp_path)}


@pytest.fixture
def shallow() -> Iterator[Path]:
    """A folder whose name leaves room for a socket's, which pytest's may not."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def ask(server, environ, idle=15.0, model="openai/played"):
    question = Request(model, QUESTION, server.base, limits=Limits(retries=0))
    return heard(lambda asked: helper.ask(asked, environ, idle), question)


def serving_process(path: Path) -> int:
    """The id of the one process that serves this socket."""
    found = subprocess.run(
        ["pgrep", "-f", f"litellm_process [0-9]+ {path}"],
        capture_output=True,
        text=True,
        check=True,
    )
    [process] = found.stdout.split()
    return int(process)


@pytest.mark.slow
def test_it_is_found_again(loaded, server, surroundings):
    path = helper.socket_path(surroundings)
    process = serving_process(path)
    assert ask(server, surroundings).answer.text
    assert serving_process(path) == process


@pytest.mark.slow
def test_several_calls_go_side_by_side(loaded, server, surroundings):
    server.will(reply("Name the seeds.", size=5, pause=0.2))

    async def both() -> float:
        begun = time.monotonic()
        question = Request("openai/played", QUESTION, server.base)

        async def listen() -> None:
            async for _ in helper.ask(question, surroundings):
                pass

        await asyncio.gather(listen(), listen(), listen())
        return time.monotonic() - begun

    assert asyncio.run(both()) < 3 * 0.6 + 1
    assert len(server.asked) == 3


@pytest.mark.slow
def test_hanging_up_reaches_the_server(loaded, server, surroundings):
    server.will([HEAD, piece("half"), STALL])

    async def first_only() -> None:
        question = Request("openai/played", QUESTION, server.base)
        stream = helper.ask(question, surroundings)
        await anext(stream)
        await stream.aclose()

    asyncio.run(first_only())
    assert server.asked[0].hung_up.wait(3)


@pytest.mark.slow
def test_another_environment_has_another_process(surroundings):
    changed = surroundings | {"OPENAI_API_KEY": "another"}
    assert helper.socket_path(changed) != helper.socket_path(surroundings)
    moved = surroundings | {"COLUMNS": "70", "PWD": "/", "TERM": "xterm", "_": "x"}
    assert helper.socket_path(moved) == helper.socket_path(surroundings)


@pytest.mark.slow
def test_only_its_user_can_reach_it(loaded, surroundings):
    path = helper.socket_path(surroundings)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_that_others_can_enter_is_refused(surroundings, shallow):
    folder = shallow / f"coresearch-{os.getuid()}"
    folder.mkdir()
    folder.chmod(0o755)
    with pytest.raises(ModelFault, match="can be entered by others"):
        helper.socket_path(surroundings | {"XDG_RUNTIME_DIR": str(shallow)})


def test_a_link_in_place_of_the_folder_is_refused(surroundings, shallow):
    target = shallow / "elsewhere"
    target.mkdir(mode=0o700)
    (shallow / f"coresearch-{os.getuid()}").symlink_to(target)
    with pytest.raises(ModelFault, match="can be entered by others"):
        helper.socket_path(surroundings | {"XDG_RUNTIME_DIR": str(shallow)})


def test_a_long_name_of_the_folder_is_no_trouble(surroundings, tmp_path):
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    path = helper.socket_path(surroundings | {"XDG_RUNTIME_DIR": str(deep)})
    assert len(bytes(path)) < 104


@pytest.fixture
def failing(alone, tmp_path, monkeypatch) -> dict[str, str]:
    """An environment in which LiteLLM cannot be imported."""
    (tmp_path / "litellm.py").write_text("raise ImportError('it is not whole')")
    return alone | {"PYTHONPATH": str(tmp_path)}


def test_a_process_that_cannot_begin_says_why(server, failing):
    fault = ask(server, failing).fault
    assert "it is not whole" in fault.message
    assert fault.hint
    assert not helper.socket_path(failing).exists()


@pytest.mark.slow
def test_it_ends_when_nobody_asks_and_leaves_nothing(server, alone):
    assert ask(server, alone, idle=1.0).answer.text
    process = serving_process(helper.socket_path(alone))
    _wait_until(lambda: not Path(f"/proc/{process}/cmdline").read_bytes())
    assert not helper.socket_path(alone).exists()


@pytest.mark.slow
def test_it_ends_when_nobody_can_find_it_any_more(server, alone):
    assert ask(server, alone, idle=600.0).answer.text
    path = helper.socket_path(alone)
    process = serving_process(path)
    path.unlink()
    _wait_until(lambda: not Path(f"/proc/{process}/cmdline").read_bytes())


@pytest.mark.slow
def test_one_that_was_killed_is_replaced(server, alone):
    assert ask(server, alone, idle=5.0).answer.text
    process = serving_process(helper.socket_path(alone))
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    assert helper.socket_path(alone).exists()
    assert ask(server, alone, idle=2.0).answer.text


@pytest.mark.slow
def test_one_that_is_killed_midway_is_a_fault_and_nothing_is_lost(server, alone):
    server.will([HEAD, piece("half"), STALL])

    async def kill_after_the_first() -> None:
        question = Request("openai/played", QUESTION, server.base)
        stream = helper.ask(question, alone, idle=2.0)
        assert (await anext(stream)).text == "half"
        os.kill(serving_process(helper.socket_path(alone)), signal.SIGKILL)
        await anext(stream)

    with pytest.raises(ModelFault, match="ended"):
        asyncio.run(kill_after_the_first())


_STARTING = """
import os, sys
from coresearch.assistant import helper
helper.warm(dict(os.environ), 5.0)
print(helper.socket_path(dict(os.environ)))
"""


@pytest.mark.slow
def test_many_at_once_start_one(alone):
    program = [sys.executable, "-c", _STARTING]
    begun = [
        subprocess.Popen(program, env=alone, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    paths = {process.communicate(timeout=90)[0].strip() for process in begun}
    [path] = paths
    assert serving_process(Path(path))  # which finds exactly one


def _wait_until(holds, seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
