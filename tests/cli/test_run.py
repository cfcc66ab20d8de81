"""`coresearch run` as a person starts it: real kernels, real terminals, real kills."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coresearch.core.outputs import OutputKind
from coresearch.journal.runs import last_run, read_run
from coresearch.journal.verify import verify
from coresearch.workbench.project import open_project
from coresearch.workbench.recorder import read_outputs
from tests.adapters.kernel.conftest import goes, is_gone
from tests.cli.conftest import PROGRAM, Ended, Spawn, surroundings
from tests.conftest import git

TRAIN = """import json, os, random, sys

def fail(x):
    return 1 / x

print(__name__, sys.argv[1:], os.path.basename(__file__), sys.path[0] == os.getcwd())
print("to stderr", file=sys.stderr)
for step in range(3):
    print(json.dumps({"step": step, "loss": 1 / (step + 1)}))
open("weights.bin", "wb").write(b"w" * 10)
with open(os.environ["CORESEARCH_RUN_DIR"] + "/metrics.json", "w") as file:
    json.dump({"val": {"acc": 0.5}}, file)
if "--seeded" in sys.argv:
    print(random.random(), sorted({"a", "b"}), os.environ["PYTHONHASHSEED"])
if "--fail" in sys.argv:
    fail(0)
if "--exit" in sys.argv:
    sys.exit(3)
"a value that a script does not show"
"""


def run(root: Path, *arguments: str, stdin: str = "", **environment: str) -> Ended:
    """`coresearch run`, whose output may have a traceback of the code's own."""
    done = subprocess.run(
        [*PROGRAM, "run", *arguments],
        cwd=root,
        env=surroundings(environment),
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert "coresearch met a fault" not in done.stderr, done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


def recorded(root: Path) -> Any:
    """The newest run on record, which verifies; and what it gave back."""
    with open_project(root) as project:
        verify(project.journal)
        found = read_run(project.journal, last_run(project.journal))
        outputs = list(read_outputs(project.journal.blobs, found.ended or {}))
    assert not list((root / ".coresearch" / "runs").glob("*.*"))  # no lock is left
    return found, outputs


@pytest.fixture
def repo(research_repo) -> Path:
    (research_repo / "train.py").write_text(TRAIN)
    return research_repo


def test_a_script_finds_itself_at_home_and_everything_is_on_record(repo):
    ended = run(repo, "train.py", "--name", "first", "--", "--lr", "0.1")
    assert ended.code == 0, ended.err
    first, *reports = ended.out.splitlines()
    assert first == "__main__ ['--lr', '0.1'] train.py True"
    assert len(reports) == 3
    assert "to stderr\n" in ended.err
    assert "succeeded" in ended.err
    found, outputs = recorded(repo)
    assert found.state == "succeeded"
    assert found.started["code"] == TRAIN
    assert found.started["arguments"] == ["--lr", "0.1"]
    assert found.started["head"] == git(repo, "rev-parse", "HEAD").strip()
    kept = git(repo, "show", f"{found.started['snapshot']}:train.py")
    assert kept == TRAIN
    environment = found.started["environment"]
    assert environment["interpreter"] == sys.executable
    assert any(p.startswith("ipykernel==") for p in environment["packages"])
    assert environment["variables"]["PYTHONHASHSEED"].isdigit()
    assert environment["hardware"]["cores"] >= 1
    said = [o.content for o in outputs if o.content["name"] == "stdout"]
    assert "".join(content["text"] for content in said) == ended.out
    assert found.ended["metrics"]["loss"] == {
        "last": 1 / 3,
        "least": 1 / 3,
        "most": 1,
        "count": 3,
    }
    assert found.ended["metrics"]["val.acc"]["last"] == 0.5
    written = {file["path"]: file["size"] for file in found.ended["files"]}
    assert written["weights.bin"] == 10
    assert found.ended["peak_memory"] > 10_000_000
    assert git(repo, "status", "--porcelain").splitlines() == [
        "?? train.py",
        "?? weights.bin",
    ]


def test_a_failure_has_its_real_lines_and_its_code(repo):
    ended = run(repo, "train.py", "--", "--fail")
    assert ended.code == 15
    line = TRAIN.splitlines().index("    fail(0)") + 1
    assert f"{repo}/train.py:{line}" in ended.err
    assert f"{repo}/train.py:4, in fail" in ended.err
    found, _ = recorded(repo)
    assert (found.ended["ename"], found.ended["exit_code"]) == ("ZeroDivisionError", 1)
    ended = run(repo, "train.py", "--", "--exit")
    assert ended.code == 15
    assert "failed with code 3" in ended.err
    assert "Traceback" not in ended.err
    assert recorded(repo)[0].ended["exit_code"] == 3


@pytest.mark.slow
def test_a_seed_makes_chance_repeatable(repo):
    said = {run(repo, "train.py", "--seed", "7", "--", "--seeded").out for _ in "ab"}
    assert len(said) == 1
    assert said.pop().endswith(" 7\n")


@pytest.mark.slow
def test_code_from_the_command_line_from_stdin_and_for_a_program(repo, tmp_path):
    ended = run(repo, "-c", "print('\\x1b]0;t\\x07'); 1 + 1", "--env", "API_KEY=1")
    assert ended.out == "␛]0;t␇\n"
    found, _ = recorded(repo)
    assert found.started["variables"] == {"API_KEY": None}
    ended = run(repo, "-", "--format", "json", stdin="print('hidden')")
    answer = json.loads(ended.out)
    assert (answer["state"], answer["ended"]["exit_code"]) == ("succeeded", 0)
    assert "hidden" not in ended.err


@pytest.mark.slow
def test_cells_of_a_script_show_values_and_know_their_lines(repo):
    (repo / "cells.py").write_text("# %% One\n40 + 2\n\n# %% Two\nx = 1\n1 / 0\n")
    ended = run(repo, "cells.py")
    assert ended.out == "42\n"
    assert f"{repo}/cells.py:6" in ended.err
    assert recorded(repo)[0].ended["cell"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere.py"], 3, "There is no file nowhere.py."),
        (["."], 4, "is a folder"),
        (["binary.py"], 4, "no text that can be run"),
        (["broken.ipynb"], 4, "is not a Jupyter notebook"),
        ([], 4, "Give a file to run"),
        (["train.py", "-c", "1"], 4, "Give a file to run"),
        (["train.py", "--kernel", "none"], 3, "There is no Jupyter kernel none."),
        (["train.py", "--env", "A"], 4, "is not NAME=VALUE"),
        (["train.py", "--cwd", "nowhere"], 3, "There is no folder nowhere."),
        (["a.jl"], 3, "No Jupyter kernel for julia is installed."),
    ],
)
def test_what_cannot_be_run_is_said_and_leaves_no_record(repo, arguments, code, said):
    (repo / "binary.py").write_bytes(b"\xff\x00")
    (repo / "broken.ipynb").write_text("{}")
    (repo / "a.jl").write_text("1")
    ended = run(repo, *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in " ".join(ended.err.split())
    with closing(sqlite3.connect(repo / ".coresearch" / "journal.db")) as journal:
        assert journal.execute("SELECT count(*) FROM runs").fetchone() == (0,)


@pytest.mark.slow
def test_a_time_limit_stops_what_does_not_end(repo):
    ended = run(repo, "-c", "import time\nwhile True: time.sleep(1)", "--timeout", "1")
    assert ended.code == 16
    found, _ = recorded(repo)
    assert found.state == "timed out"
    assert found.ended["seconds"] < 60


def test_a_kernel_that_is_killed_is_said_to_be(repo):
    code = "import os, time; print('so far', flush=True); time.sleep(0.3)"
    code += "; os.kill(os.getpid(), 9)"
    ended = run(repo, "-c", code)
    assert ended.code == 15
    assert ended.out == "so far\n"
    assert "died (SIGKILL)" in ended.err
    found, outputs = recorded(repo)
    assert (found.state, found.ended["exit_code"]) == ("died", 137)
    assert {output.kind for output in outputs} == {OutputKind.STREAM}


# -- at a terminal ------------------------------------------------------------------


@pytest.mark.slow
def test_ctrl_c_interrupts_and_the_record_says_so(repo, terminal: Spawn):
    one = terminal("run", "-c", "import time; print('on', flush=True); time.sleep(60)")
    one.see("on")
    one.child.sendintr()
    one.see("KeyboardInterrupt")
    one.ends_after_error(130)
    assert recorded(repo)[0].state == "interrupted"


STUBBORN = """
import os, time, pathlib
tries = pathlib.Path("tries")
tries.write_text((tries.read_text() if tries.exists() else "") + "x")
print("begun", flush=True)
while True:
    try:
        if len(tries.read_text()) > 1:
            break
        time.sleep(60)
    except KeyboardInterrupt:
        print("no", flush=True)
"""


@pytest.mark.slow
def test_ctrl_c_twice_offers_to_start_again(repo, terminal: Spawn):
    (repo / "stubborn.py").write_text(STUBBORN)
    one = terminal("run", "stubborn.py")
    one.see("begun")
    one.child.sendintr()
    one.see("no")
    one.child.sendintr()
    one.see("r: start it again")
    one.child.send("r")
    one.see("begun")
    one.see("succeeded")
    one.ends_after_error(0)
    with closing(sqlite3.connect(repo / ".coresearch" / "journal.db")) as journal:
        rows = journal.execute("SELECT state FROM runs ORDER BY position").fetchall()
    assert rows == [("interrupted",), ("succeeded",)]


@pytest.mark.slow
def test_ctrl_c_three_times_kills(repo, terminal: Spawn):
    (repo / "stubborn.py").write_text(STUBBORN)
    one = terminal("run", "stubborn.py")
    one.see("begun")
    for awaited in ("no", "r: start it again", "interrupted (SIGKILL)"):
        one.child.sendintr()
        one.see(awaited)
    one.ends_after_error(130)
    assert recorded(repo)[0].state == "interrupted"


@pytest.mark.slow
def test_questions_are_answered_at_the_terminal(repo, terminal: Spawn):
    one = terminal("run", "-c", "print('Hello', input('Who? '))")
    one.see("Who? ")
    one.type("Ada")
    one.see("Hello Ada")
    one.ends_after_error(0)
    ended = run(repo, "-c", "input('Who? ')")
    assert ended.code == 15
    assert "nobody can answer" in ended.err


# -- when coresearch itself is killed -----------------------------------------------


@pytest.mark.slow
def test_a_run_that_was_cut_off_is_brought_to_an_end_at_the_next_start(repo):
    code = "import os, time; print(os.getpid(), flush=True); time.sleep(300)"
    program = subprocess.Popen(
        [*PROGRAM, "run", "-c", code],
        cwd=repo,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert program.stdout is not None
    kernel = int(program.stdout.readline())
    # While it runs, another coresearch leaves it alone.
    assert subprocess.run([*PROGRAM, "inbox"], cwd=repo, check=False).returncode == 0
    with closing(sqlite3.connect(repo / ".coresearch" / "journal.db")) as journal:
        assert journal.execute("SELECT state FROM runs").fetchone() == ("running",)
    assert not is_gone(kernel)
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    program.stdout.close()
    assert goes(kernel, within=3)
    done = subprocess.run(
        [*PROGRAM, "inbox"], cwd=repo, capture_output=True, text=True, check=False
    )
    assert "was cut off" in done.stderr
    found, outputs = recorded(repo)
    assert found.state == "cut off"
    assert outputs[0].content["text"] == f"{kernel}\n"


@pytest.mark.slow
def test_being_asked_to_end_ends_the_run_and_says_so(repo):
    program = subprocess.Popen(
        [*PROGRAM, "run", "-c", "import time; print(1, flush=True); time.sleep(300)"],
        cwd=repo,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert program.stdout is not None
    program.stdout.readline()
    begun = time.monotonic()
    program.terminate()
    assert program.wait(60) == 130
    program.stdout.close()
    assert time.monotonic() - begun < 60
    found, _ = recorded(repo)
    assert found.state == "interrupted"
    assert "SIGTERM" in found.ended["note"]


@pytest.mark.slow
def test_when_nobody_reads_any_more_the_run_goes_on(repo):
    script = "import time\nfor i in range(30): print(i, flush=True); time.sleep(.01)"
    command = " ".join([*PROGRAM, "run", "-c", f"'{script}'", "| head -1"])
    done = subprocess.run(
        ["bash", "-c", command], cwd=repo, capture_output=True, text=True, check=True
    )
    assert done.stdout == "0\n"
    found, outputs = recorded(repo)
    assert found.state == "succeeded"
    assert "".join(o.content["text"] for o in outputs).endswith("29\n")
