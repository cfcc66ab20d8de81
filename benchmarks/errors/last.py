"""Measure the diagnosis of failing repositories: `python -m benchmarks.errors.last`.

Each is diagnosed as a person would, in its folder as the failed run has left it
(`--trees`, made by `benchmarks.errors.repositories --trees`). Whether one of the first
three says the cause was judged by hand, and is in `cases.yaml`; printed beside it is
what is said now. With `--rerun` the first edit that is offered is applied, and it is
started again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.errors.repositories import PARTS, SHOWN_AS, Repository, load, start
from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.edits import Edit
from coresearch.diagnosis.reader import read_log
from coresearch.diagnosis.signature import signature_id
from coresearch.workbench.diagnose import Report, diagnose_log
from coresearch.workbench.project import Project, open_project


@contextmanager
def opened(case: Repository, trees: Path) -> Iterator[Project]:
    """The repository of a case, as the failed run has left it."""
    import shutil

    with TemporaryDirectory() as folder:
        place = Path(folder, "project")
        shutil.copytree(trees / case.name, place)
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
            subprocess.run(
                ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *command],
                cwd=place,
                check=True,
            )
        with open_project(place) as project:
            yield project


def after_first_edit(
    case: Repository, project: Project, report: Report, python: str
) -> str:
    """What comes of the first edit that is offered; empty where there is none."""
    edits = [t for t in report.told if isinstance(t.suggestion.effect, Edit)]
    if not edits or report.failure is None:
        return ""
    edit = edits[0].suggestion.effect
    assert isinstance(edit, Edit)
    states = {
        change.path: FileState.of((project.root / change.path).read_bytes())
        for change in edit.files
    }
    for write in plan_edit(edit, states).writes:
        content = write.after.content if write.after else b""
        (project.root / write.path).write_bytes(content)
    text, code = start(case, project.root, python)
    failure = read_log(text).first
    said = f"{edits[0].diagnosis.rule.id} {edits[0].suggestion.confidence:.2f}"
    if code == 0 and failure is None:
        return f"clean ({said})"
    before = signature_id(report.failure)
    same = failure is not None and signature_id(failure) == before
    return f"{'same error' if same else 'other error'} ({said})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Diagnose and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.errors.last")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--trees", type=Path, required=True)
    parser.add_argument("--part", choices=PARTS, default=PARTS[0])
    parser.add_argument("--half", choices=("learnt", "kept", "both"), default="learnt")
    parser.add_argument("--rerun", action="store_true")
    parser.add_argument("--python", default=sys.executable)
    asked = parser.parse_args(arguments)
    for case in load(asked.part):
        if asked.half != "both" and case.is_kept != (asked.half == "kept"):
            continue
        if asked.names and case.name not in asked.names:
            continue
        with opened(case, asked.trees) as project:
            log = case.log.replace(SHOWN_AS, str(project.root))
            report = diagnose_log("log", log, project, keep=False)
            print(f"\n{case.name}: {case.cause}")
            for told in report.told:
                one = told.suggestion
                mark = " [edit]" if isinstance(one.effect, Edit) else ""
                head = f"  {told.diagnosis.rule.id} {one.confidence:.2f}{mark}"
                print(f"{head}: {one.reason}")
                if told.patch:
                    print("      " + "\n      ".join(told.patch.splitlines()[2:]))
            if asked.rerun:
                end = after_first_edit(case, project, report, asked.python)
                print(
                    f"  => {end or 'no edit'}"
                    + (" (wanted)" if case.wants_edit else "")
                )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
