"""What a model would be given, from a real repository with a real journal."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from coresearch.core.context import Reference
from coresearch.core.errors import BadInput, ForbiddenPath, NotFound
from coresearch.core.events import EventType
from coresearch.core.outputs import Output, OutputKind, output_to_json
from coresearch.core.suggestions import Origin, OriginKind
from coresearch.workbench.context import gather
from coresearch.workbench.decide import Ruling, present, reject
from coresearch.workbench.suggest import put_in_inbox
from tests.adapters.journal.records import begin_run, end_run
from tests.conftest import git

TOKEN = "ghp_" + "aB3" * 12


def titles(context) -> list[str]:
    return [section.title for section in context.sections]


def body(context, title: str) -> str:
    [found] = [section for section in context.sections if section.title == title]
    return found.body


def test_the_plan_the_state_and_the_files(project, research_repo):
    (research_repo / "new.md").write_text("new\n")
    context = gather(project, plan="plan.md")
    assert titles(context) == ["plan.md", "Git", "The repository's files"]
    assert "We train an LSTM" in body(context, "plan.md")
    assert "branch: main" in body(context, "Git")
    assert "A plan" in body(context, "Git")
    assert "?? new.md" in body(context, "Git")
    assert body(context, "The repository's files") == "plan.md\n"


def test_lines_of_a_file_and_files_by_a_pattern(project, research_repo):
    for name in ("a.py", "b.py", "deep/c.py"):
        file = research_repo / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"# {name}\n")
    context = gather(project, [Reference("plan.md", 3, 3), Reference("*.py")])
    assert titles(context)[:3] == ["plan.md", "a.py", "b.py"]
    assert "## plan.md, lines 3 to 3\n\n```\nWe train" in context.text
    deep = gather(project, [Reference("**/*.py")])
    assert titles(deep)[:3] == ["a.py", "b.py", "deep/c.py"]


def test_what_is_agreed_on_is_told(project, research_repo):
    (research_repo / "CONSTITUTION.md").write_text("No test data before May.\n")
    git(research_repo, "add", ".")
    assert "No test data" in body(gather(project), "CONSTITUTION.md")


def test_what_was_run_lately_is_told_with_what_came_of_it(project):
    for number in range(14):
        run = begin_run(project.journal, f"{number:016x}", name="dropout", seed=number)
        end_run(project.journal, run, loss=number / 8, accuracy=None)
    begin_run(project.journal, "f" * 16)
    told = body(gather(project), "Recent runs, the newest first").split("\n")
    assert len(told) == 12 + 1
    assert "of train.py (commit 1111111): running" in told[0]
    assert "of dropout (seed 13, commit 1111111, 2.5 s): failed: SystemExit" in told[1]
    assert told[1].endswith("; last accuracy not finite, loss 1.625")


def test_of_a_run_without_metrics_its_last_lines_are_told(project):
    run = begin_run(project.journal, "e" * 16)
    text = "".join(f"line {number}\n" for number in range(9)) + f"{TOKEN}\n"
    output = Output(OutputKind.STREAM, 1, 0.1, {"name": "stdout", "text": text})
    kept = (json.dumps(output_to_json(output)) + "\n").encode()
    outputs = {"blob": project.journal.blobs.put(kept), "size": len(kept)}
    with project.journal.writing():
        ended = {"state": "succeeded", "outputs": outputs, "metrics": {}}
        project.journal.append(EventType.RUN_ENDED, run, ended)
    told = body(gather(project), "Recent runs, the newest first")
    assert "    line 4\n    line 5\n" in told
    assert "line 3" not in told
    assert TOKEN not in told


def test_an_ignored_file_never_goes(project, research_repo):
    (research_repo / ".gitignore").write_text("private*\n")
    (research_repo / "private.md").write_text("hush\n")
    (research_repo / "open.md").write_text("hello\n")
    with pytest.raises(ForbiddenPath, match="ignored by git"):
        gather(project, [Reference("private.md")])
    context = gather(project, [Reference("*.md")])
    assert "hush" not in context.text
    assert "hello" in context.text


@pytest.mark.parametrize("name", [".env", "id_rsa", "deploy.pem", ".git/config"])
def test_a_secret_file_never_goes(project, research_repo, name):
    if not name.startswith(".git/"):
        (research_repo / name).write_text("hush\n")
        git(research_repo, "add", "-f", name)
    with pytest.raises(ForbiddenPath):
        gather(project, [Reference(name)])
    context = gather(project, [Reference("*")])
    assert "hush" not in context.text


def test_a_file_outside_never_goes(project, research_repo, tmp_path):
    (tmp_path / "else.md").write_text("hush\n")
    (research_repo / "link.md").symlink_to(tmp_path / "else.md")
    for name in ("../else.md", str(tmp_path / "else.md"), "link.md"):
        with pytest.raises(ForbiddenPath):
            gather(project, [Reference(name)])


def test_secrets_are_removed_and_it_is_said_where(project, research_repo):
    (research_repo / "train.py").write_text(f'import hub\nhub.login("{TOKEN}")\n')
    git(research_repo, "add", ".")
    git(research_repo, "commit", "-q", "-m", f"Use {TOKEN}")
    context = gather(project, [Reference("train.py")])
    assert TOKEN not in context.text
    assert "train.py:2: a GitHub token was removed" in context.text
    assert "Git: a GitHub token was removed" in context.text


def test_what_is_not_there_or_no_text_is_said(project, research_repo):
    (research_repo / "plot.bin").write_bytes(b"\0\1")
    (research_repo / "old.md").write_bytes(b"caf\xe9\n")
    for reference, fault, said in (
        (Reference("no.md"), NotFound, "no file no.md"),
        (Reference("*.xyz"), NotFound, "No file matches"),
        (Reference("plot.bin"), BadInput, "not text"),
        (Reference("old.md"), BadInput, "not UTF-8"),
        (Reference("plan.md", 99, 99), BadInput, "no line 99"),
    ):
        with pytest.raises(fault, match=said):
            gather(project, [reference])
    assert "old.md is not UTF-8." in gather(project, [Reference("*.md")]).left_out


def test_a_rejected_idea_comes_with_its_reason(project, suggest):
    [placed] = put_in_inbox(project, [suggest("Use dropout everywhere")])
    shown = present(project, placed.id)
    reject(project, shown, Ruling(reason="tried in May, no gain"))
    told = body(
        gather(project, question="Would dropout help?"),
        "Earlier suggestions, and what became of them",
    )
    assert "rejected" in told
    assert "Use dropout everywhere" in told
    assert "Reason given: tried in May, no gain" in told
    assert "Earlier suggestions" not in gather(project, question="Seeds?").text
    assert "tried in May" in gather(project, plan="plan.md").text


def test_what_a_rule_found_and_nobody_looked_at_teaches_nothing(project, suggest):
    rule = Origin(OriginKind.RULE, "S1")
    waiting = replace(suggest("One seed"), origin=rule)
    put_in_inbox(project, [waiting, suggest("Two seeds")])
    told = gather(project, plan="plan.md").text
    assert "Two seeds" in told
    assert "One seed" not in told


def test_a_repository_without_a_commit(tmp_path, monkeypatch):
    from coresearch.workbench.project import open_project

    root = tmp_path / "new"
    root.mkdir()
    git(root, "init", "-q")
    with open_project(root) as empty:
        context = gather(empty)
    assert "(none)" in body(context, "Git")
    assert body(context, "The repository's files") == "(no files)\n"


def test_many_files_are_counted_and_not_listed(project, research_repo):
    for number in range(300):
        file = research_repo / f"part{number % 3}" / f"f{number}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text("x\n")
    git(research_repo, "add", ".")
    told = body(gather(project), "The repository's files")
    assert told.splitlines() == [
        "301 files; of these: .py 300, .md 1",
        "part0/  100 files",
        "part1/  100 files",
        "part2/  100 files",
        "plan.md",
    ]


def test_of_very_many_files_it_is_not_asked_which_changed(project, research_repo):
    (research_repo / "many").mkdir()
    for number in range(2001):
        (research_repo / "many" / f"{number}.txt").touch()
    git(research_repo, "add", ".")
    assert "not committed: not asked" in body(gather(project), "Git")


def test_the_index_is_not_touched(project, research_repo):
    index = research_repo / ".git" / "index"
    (research_repo / "plan.md").touch()
    before = index.read_bytes(), index.stat().st_mtime_ns
    gather(project, [Reference("plan.md")])
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before
