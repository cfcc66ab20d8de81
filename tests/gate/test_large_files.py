"""A file of a hundred megabytes costs seconds and a few copies of itself."""

from __future__ import annotations

import hashlib
import json
import os
import sys

import pytest

from tests.conftest import git
from tests.gate.steps import run_python

MEASURED = """
import json, resource, sys, time
from pathlib import Path
from coresearch.core.edits import *
from coresearch.workbench.decide import *
from coresearch.workbench.project import open_project
from coresearch.workbench.reverse import redo, undo
from tests.gate.steps import show

found = {}

def measured(what, work):
    started = time.perf_counter()
    result = work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found[what] = (round(time.perf_counter() - started, 2), most)
    return result

edit = Modify("big.csv", (Replacement(sys.argv[2], "ONE\\n"),))
with open_project(Path(sys.argv[1])) as project:
    shown = measured("show", lambda: show(project, edit))
    measured("accept", lambda: accept(project, shown, Ruling()))
    del shown
    measured("undo", lambda: undo(project))
    measured("redo", lambda: redo(project))
    with Path(sys.argv[1], "big.csv").open("ab") as file:
        file.write(b"mine\\n")
    measured("undo beside an edit", lambda: undo(project))
print(json.dumps(found))
"""


def digest(path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_hundred_megabytes(tmp_path):
    git(tmp_path, "init", "-q")
    file = tmp_path / "big.csv"
    lines = 2_600_000
    with file.open("wb") as written:
        for number in range(lines):
            written.write(b"a line of a large table, number %09d\n" % number)
        written.write(b"\xff\n")
    assert file.stat().st_size > 100_000_000
    before = digest(file)
    wanted = f"a line of a large table, number {lines // 2:09}\n"
    done = run_python(MEASURED, tmp_path, wanted, timeout=280)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    sys.stdout.write(f"\nseconds and most megabytes by then: {found}\n")
    os.truncate(file, file.stat().st_size - len(b"mine\n"))
    assert digest(file) == before
    assert found["redo"][1] < 800
