"""Runs on a Jupyter server: recorded as any other, and found again after a kill."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from coresearch.config import RunSettings
from coresearch.core.errors import BadInput, KernelFault, NotFound, Refused, ServerGone
from coresearch.core.outputs import Output
from coresearch.core.runs import Ended, RunKind, RunRequest
from coresearch.journal.queries import list_events
from coresearch.journal.runs import last_run, read_run
from coresearch.journal.verify import verify
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import read_outputs
from coresearch.workbench.resume import Resumption
from coresearch.workbench.run import Execution
from tests.adapters.kernel.jupyter import TOKEN, JupyterServer, Passage, jupyter_server
from tests.cli.conftest import PROGRAM, run_in, surroundings

COUNTS = """import time
for i in range({count}):
    print('line', i, flush=True)
    time.sleep(0.1)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[JupyterServer]:
    with jupyter_server(tmp_path_factory.mktemp("jupyter")) as running:
        yield running


@pytest.fixture(autouse=True)
def _token(monkeypatch):
    monkeypatch.setenv("JUPYTER_TOKEN", TOKEN)


@pytest.fixture(autouse=True)
def _no_token_on_record(research_repo):
    yield
    for file in (research_repo / ".coresearch").rglob("*"):
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes()


class Runs:
    """Runs in this process, and what they gave back."""

    def __init__(self, project: Project, url: str) -> None:
        self.project = project
        self.url = url
        self.said: list[Output] = []

    @property
    def text(self) -> str:
        return "".join(output.content.get("text", "") for output in self.said)

    def prepared(self, code: str, **asked) -> Execution:
        asked = {"kind": RunKind.CODE, "server": self.url} | asked
        request = RunRequest(code=code, **asked)
        return Execution(self.project, request, RunSettings(), self.said.append)

    def carried_out(self, code: str, **asked) -> Ended:
        return asyncio.run(self.prepared(code, **asked).carry_out())

    def resumed(self) -> Ended:
        """The newest run, picked up again."""
        run = read_run(self.project.journal, last_run(self.project.journal))
        there = Resumption(self.project, run, RunSettings(), self.said.append)
        return asyncio.run(there.carry_out())

    def lines(self) -> list[str]:
        """What the newest run printed, as it is on record."""
        journal = self.project.journal
        verify(journal)
        run = read_run(journal, last_run(journal))
        outputs = read_outputs(journal.blobs, run.ended or {})
        return "".join(o.content.get("text", "") for o in outputs).splitlines()


@pytest.fixture
def runs(project, server) -> Runs:
    return Runs(project, server.url)


@pytest.mark.slow
def test_a_run_on_a_server_is_recorded_as_any_other(runs, server, research_repo):
    code = "# %%\nimport os, sys\nprint(__file__, sys.argv[1:], os.environ['A'])\n"
    code += "# %%\nprint('{\"loss\": 0.5}')\n# %%\n1 / 0\n"
    ended = runs.carried_out(
        code,
        kind=RunKind.SCRIPT,
        path="deep/train.py",
        arguments=("--lr", "1"),
        variables={"A": "b"},
    )
    assert (ended.state, ended.cell, ended.note) == ("failed", 3, "")
    assert runs.lines() == ["deep/train.py ['--lr', '1'] b", '{"loss": 0.5}']
    traceback = re.sub(r"\x1b\[[\d;]*m", "", str(runs.said[-1].content["traceback"]))
    assert "deep/train.py:7" in traceback
    run = read_run(runs.project.journal, last_run(runs.project.journal))
    assert run.started["server"] == server.url
    assert any(
        p.startswith("ipykernel=") for p in run.started["environment"]["packages"]
    )
    assert run.started["environment"]["hardware"]["cores"] >= 1
    assert run.ended["metrics"]["loss"]["last"] == 0.5
    events = [
        e for e in list_events(runs.project.journal, limit=9) if e.subject == run.id
    ]
    kinds = [event.type for event in reversed(events)]
    assert kinds[:5] == ["run.started", *["run.sent"] * 3, "run.ended"]
    assert server.kernels() == []
    assert list((research_repo / ".coresearch" / "runs").iterdir()) == []
    # Nothing but a fault where it cannot be had; nothing is on record.
    with pytest.raises(NotFound, match="no kernel none"):
        runs.carried_out("1", kernel="none")
    with pytest.raises(KernelFault, match="no Jupyter server"):
        Runs(runs.project, f"{server.url}/user/ada").carried_out("1")
    os.environ["JUPYTER_TOKEN"] = "another"
    with pytest.raises(KernelFault, match="does not let you in"):
        runs.carried_out("1")
    runs.url += "/?token=x"
    with pytest.raises(BadInput, match="token"):
        runs.carried_out("1")
    assert last_run(runs.project.journal) == run.id


@pytest.mark.slow
def test_limits_deaths_and_folders_are_as_for_a_kernel_of_ones_own(runs, server):
    forever = "import time\nwhile True: time.sleep(1)"
    ended = runs.carried_out(forever, seconds=1.0)
    assert (ended.state, ended.ename) == ("timed out", "KeyboardInterrupt")
    ended = runs.carried_out("import os; os.kill(os.getpid(), 9)")
    assert (ended.state, ended.cell) == ("died", 1)
    ended = runs.carried_out("import os; print(os.getcwd())", cwd="/")
    assert runs.text.endswith("/\n")
    ended = runs.carried_out("1", cwd="/nowhere")
    assert "FileNotFoundError" in ended.note
    ended = runs.carried_out("import sys; sys.exit(3)", seed=1)
    assert ended.exit_code == 3
    assert server.kernels() == []


@pytest.mark.slow
def test_who_answers_must_be_a_jupyter_server(project):
    async def answered(words: bytes) -> None:
        async def answer(reader: asyncio.StreamReader, writer) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(words)
            await writer.drain()
            writer.close()

        listening = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        async with listening:
            runs = Runs(project, f"http://127.0.0.1:{port}")
            await runs.prepared("1").carry_out()

    for words in (b"HTTP/1.1 200 OK\r\n\r\nhello", b"HTTP/1.1 200 OK\r\n\r\n{}"):
        with pytest.raises(KernelFault, match="no Jupyter server"):
            asyncio.run(answered(words))
    elsewhere = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n"
    with pytest.raises(KernelFault, match="does not let you in"):
        asyncio.run(answered(elsewhere))
    with pytest.raises(ServerGone):
        asyncio.run(answered(b""))
    with pytest.raises(ServerGone):
        Runs(project, "http://127.0.0.1:1").carried_out("1")


@pytest.mark.slow
def test_a_line_that_breaks_is_mended_and_nothing_is_lost(runs, server):
    async def cut_twice() -> Ended:
        passage = Passage(server)
        runs.url = await passage.open()
        execution = runs.prepared(COUNTS.format(count=40))
        going = asyncio.create_task(execution.carry_out())
        for awaited in ("line 5", "line 20"):
            while awaited not in runs.text:
                assert not going.done()
                await asyncio.sleep(0.02)
            passage.cut()
        ended = await going
        await passage.close()
        return ended

    ended = asyncio.run(cut_twice())
    assert ended.state == "succeeded", ended.note
    lines = runs.lines()
    # What was on its way as it broke may be lost; the count says so.
    assert len(lines) == 40 or "did not arrive" in ended.note
    assert lines[-1] == "line 39"
    assert len(lines) >= 36


# -- when coresearch itself is killed -----------------------------------------------


def killed(
    root: Path,
    server: JupyterServer,
    code: str,
    after: str,
    number: int = signal.SIGKILL,
) -> None:
    """Start `code` there, and kill coresearch when it has printed `after`."""
    program = subprocess.Popen(
        [*PROGRAM, "run", "-", "--server", server.url],
        cwd=root,
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with program:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(code)
        program.stdin.close()
        for line in program.stdout:
            if line.startswith(after):
                break
        program.send_signal(number)


@pytest.mark.slow
def test_after_a_kill_it_is_found_again_and_nothing_is_lost(
    runs, server, research_repo
):
    killed(research_repo, server, COUNTS.format(count=30), "line 5")
    [kernel] = server.kernels()
    run = read_run(runs.project.journal, last_run(runs.project.journal))
    assert run.started["remote"]["kernel"] == kernel
    told = run_in(research_repo, "inbox").err
    assert f"coresearch run --resume {run.id[:7]}" in told
    assert "--resume" not in run_in(research_repo, "inbox").err  # said once
    assert read_run(runs.project.journal, run.id).state == "running"
    server.waits_until("idle")  # it has ended meanwhile
    ended = run_in(research_repo, "run", "--resume", run.id[:7], "--format", "json")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)["ended"]
    assert (found["state"], found["seconds"]) == ("succeeded", None)
    assert found["note"].endswith("and no output was lost.")
    assert runs.lines() == [f"line {i}" for i in range(30)]
    assert server.kernels() == []
    assert list((research_repo / ".coresearch" / "runs").iterdir()) == []
    with pytest.raises(Refused, match="has ended"):
        runs.resumed()


@pytest.mark.slow
def test_the_cells_after_the_one_that_ran_are_run_too(runs, server, research_repo):
    script = research_repo / "cells.py"
    script.write_text(
        f"# %%\nx = 1\n# %%\n{COUNTS.format(count=15)}# %%\nprint(x + 41)\n"
    )
    program = subprocess.Popen(
        [*PROGRAM, "run", "cells.py", "--server", server.url],
        cwd=research_repo,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"line 0\n"
        program.terminate()  # asked to end, it leaves the run to itself
    assert program.returncode == 17
    assert len(server.kernels()) == 1
    ended = runs.resumed()  # while it still runs
    assert ended.state == "succeeded", ended.note
    assert ended.seconds is not None
    assert runs.lines() == [*(f"line {i}" for i in range(15)), "42"]


@pytest.mark.slow
def test_what_somebody_else_has_made_the_server_drop_is_counted(
    runs, server, research_repo
):
    killed(research_repo, server, COUNTS.format(count=60), "line 5")
    [kernel] = server.kernels()

    async def speak() -> None:
        url = f"{server.url}/api/kernels/{kernel}/channels?session_id=other"
        headers = {"Authorization": f"token {TOKEN}"}
        url = url.replace("http", "ws", 1)
        line = await websocket_connect(HTTPRequest(url, headers=headers))
        assert await line.read_message()
        line.close()

    asyncio.run(asyncio.sleep(1))  # for something to be kept
    asyncio.run(speak())
    ended = runs.resumed()
    assert ended.state == "succeeded", ended.note
    lost = 60 - len(runs.lines())
    assert lost > 0
    counted = re.search(r"(\d+) messages of the kernel did not arrive", ended.note)
    assert counted is not None
    assert lost <= int(counted[1]) <= 2 * lost  # a line may come in two


@pytest.mark.slow
def test_a_kernel_that_was_removed_is_brought_to_an_end(runs, server, research_repo):
    killed(research_repo, server, COUNTS.format(count=600), "line 3")
    [kernel] = server.kernels()
    server.asked("DELETE", f"kernels/{kernel}")
    ended = runs.resumed()
    assert ended.state == "cut off"
    assert "is lost" in ended.note
    assert runs.lines()[:4] == [f"line {i}" for i in range(4)]


@pytest.mark.slow
def test_output_that_a_server_holds_back_is_said_to_be_lost(runs):
    code = "for i in range(100): print('x' * 200_000, flush=True)"
    ended = runs.carried_out(code)
    assert ended.state == "succeeded", ended.note
    assert "did not arrive" in ended.note
    assert "The server held output back" in ended.note
