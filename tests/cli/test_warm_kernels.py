"""Warm kernels: state that stays and is marked as such; nothing of them is left."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coresearch.config import RunSettings
from coresearch.core.errors import BadInput, KernelFault, NotFound, Refused
from coresearch.core.outputs import Output
from coresearch.core.runs import Ended, RunKind, RunRequest
from coresearch.journal.runs import list_runs, read_run
from coresearch.kernel.attached import read_connection
from coresearch.workbench import warm
from coresearch.workbench.project import Project
from coresearch.workbench.run import Execution
from tests.adapters.kernel.conftest import goes, is_gone
from tests.cli.conftest import run_in


def carried_out(project: Project, code: str, **asked: str) -> tuple[Ended, str]:
    """How a run ended, and what it printed."""
    said: list[Output] = []
    request = RunRequest(RunKind.CODE, code, **asked)
    execution = Execution(project, request, RunSettings(), said.append)
    ended = asyncio.run(execution.carry_out())
    return ended, "".join(o.content.get("text", "") for o in said)


@pytest.fixture
def main(project, scratch) -> Iterator[warm.Warm]:
    """A warm kernel, of which nothing is left afterwards."""
    started = warm.start(project, "main", "", 600, project.root)
    yield started
    for found in warm.list_warm(project):
        warm.stop(project, found)
    assert goes(started.pid)
    assert goes(started.keeper)
    assert list((project.root / ".coresearch" / "kernels").iterdir()) == []
    deadline = time.monotonic() + 60
    while list(scratch.glob("coresearch-kernel-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not list(scratch.glob("coresearch-kernel-*"))


@pytest.mark.slow
def test_state_stays_from_run_to_run_and_the_record_says_so(project, main):
    (project.root / "deeper").mkdir()
    assert carried_out(project, "x = 41", warm="main")[0].state == "succeeded"
    code = "import os; print(x + 1, os.getcwd(), os.environ['CORESEARCH_RUN_DIR'])"
    ended, text = carried_out(project, code, warm="main", cwd="deeper")
    row = list_runs(project.journal, limit=1)[0]
    given = project.journal.path.parent / "runs" / row.id
    assert text == f"42 {project.root / 'deeper'} {given}\n"
    assert read_run(project.journal, row.id).started["warm"] == "main"
    shown = run_in(project.root, "runs", "show", row.id).out
    assert "already running (main)" in shown
    assert carried_out(project, "x")[0].ename == "NameError"  # a fresh one has nothing
    # Errors, `sys.exit` and a restart leave it there.
    assert (
        carried_out(project, "import sys; sys.exit(3)", warm="main")[0].exit_code == 3
    )
    assert not is_gone(main.pid)
    listed = run_in(project.root, "kernel", "list").out
    assert listed.startswith("main  python3  idle for")
    files = [main.connection.parent, *(project.root / ".coresearch/kernels").iterdir()]
    assert all(stat.S_IMODE(file.stat().st_mode) & 0o077 == 0 for file in files)
    with pytest.raises(Refused, match="already"):
        warm.start(project, "main", "", 600, project.root)
    ended = run_in(project.root, "kernel", "restart", "main")
    assert ended.code == 0, ended.err
    assert carried_out(project, "x", warm="main")[0].ename == "NameError"


@pytest.mark.slow
def test_one_run_at_a_time_and_an_interrupt_from_elsewhere(project, main):
    async def two() -> Ended:
        request = RunRequest(RunKind.CODE, "import time; time.sleep(60)", warm="main")
        begun = asyncio.Event()
        first = Execution(
            project,
            request,
            RunSettings(),
            lambda _: None,
            on_start=lambda _: begun.set(),
        )
        running = asyncio.create_task(first.carry_out())
        await begun.wait()
        with pytest.raises(Refused, match="Another run"):
            await Execution(project, request, RunSettings(), lambda _: None).carry_out()
        assert warm.find_warm(project, "main").is_busy
        await asyncio.sleep(0.3)  # until the code runs
        warm.interrupt(main)
        return await running

    assert asyncio.run(two()).ename == "KeyboardInterrupt"
    assert carried_out(project, "print(1)", warm="main")[1] == "1\n"


def test_any_kernel_is_attached_to_by_its_file_and_goes_on(project, main):
    file = str(main.connection)
    assert carried_out(project, "kept = 7", warm=file)[0].state == "succeeded"
    assert carried_out(project, "print(kept)", warm=file)[1] == "7\n"
    with pytest.raises(BadInput, match="variables or a seed"):
        carried_out(project, "pass", warm=file, seed=1)
    assert not is_gone(main.pid)


@pytest.mark.slow
@pytest.mark.parametrize("victim", ["keeper", "pid"])
def test_when_it_or_its_keeper_is_killed_nothing_is_left(project, scratch, victim):
    main = warm.start(project, "main", "", 600, project.root)
    os.kill(getattr(main, victim), signal.SIGKILL)
    assert goes(main.pid)
    assert goes(main.keeper)
    deadline = time.monotonic() + 60
    while list(scratch.glob("coresearch-kernel-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not list(scratch.glob("coresearch-kernel-*"))
    assert warm.list_warm(project) == []
    with pytest.raises(NotFound, match="no warm kernel main"):
        carried_out(project, "pass", warm="main")


@pytest.mark.slow
def test_it_ends_when_nobody_used_it(project):
    main = warm.start(project, "main", "", 0.5, project.root)
    assert goes(main.pid)
    assert goes(main.keeper)
    assert list((project.root / ".coresearch" / "kernels").iterdir()) == []


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "x" * 99])
def test_a_name_that_is_no_files_name_is_refused(project, name):
    with pytest.raises(BadInput):
        warm.start(project, name, "", 600, project.root)


def test_a_kernel_that_does_not_start_says_why(project, tmp_path, monkeypatch):
    folder = tmp_path / "jupyter" / "kernels" / "broken"
    folder.mkdir(parents=True)
    content = '{"argv": ["/nowhere/python"], "display_name": "B", "language": "b"}'
    (folder / "kernel.json").write_text(content)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    with pytest.raises(KernelFault, match="could not be started"):
        warm.start(project, "main", "broken", 600, project.root)
    assert list((project.root / ".coresearch" / "kernels").iterdir()) == []


def test_what_is_no_connection_file_is_refused(tmp_path):
    with pytest.raises(NotFound):
        read_connection(tmp_path / "none.json")
    for text in ("", "[]", '{"ip": "127.0.0.1"}'):
        file = Path(tmp_path, "some.json")
        file.write_text(text)
        with pytest.raises(BadInput):
            read_connection(file)


@pytest.mark.slow
def test_the_values_of_the_frame_that_failed_are_asked_for(project, main):
    from coresearch.workbench.diagnose import diagnose_run

    def values() -> dict[str, str]:
        run = read_run(project.journal, failed)
        return dict(diagnose_run(project, run, keep=False).values)

    code = "rows = [1, 2, 3]\nat = 3\nprint(rows[at])\n"
    (project.root / "pick.py").write_text(code)
    request = RunRequest(RunKind.SCRIPT, code, "pick.py", warm="main")
    execution = Execution(project, request, RunSettings(), lambda _: None)
    assert asyncio.run(execution.carry_out()).ename == "IndexError"
    failed = execution.id
    assert values() == {"rows": "list of 3", "at": "int 3"}
    assert values() == {"rows": "list of 3", "at": "int 3"}, "asking changes nothing"
    carried_out(project, "rows = []", warm="main")
    assert values() == {}, "they are of another run by now"
    warm.stop(project, main)
    assert values() == {}
