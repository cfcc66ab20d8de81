"""What a command does not need, it does not import: starting stays quick."""

from __future__ import annotations

import json
import sys

import pytest

from tests.cli.conftest import FLAWED, run_in

HEAVY = {
    "textual", "litellm", "git", "jupyter_client", "sqlite_utils", "rich",
}  # fmt: skip

MODULES = """
import json, runpy, sys
sys.argv[0] = "coresearch"
try:
    runpy.run_module("coresearch", run_name="__main__")
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def imported(folder, *arguments: str) -> set[str]:
    """The top-level packages that the program has imported when it ends."""
    program = [sys.executable, "-c", MODULES]
    ended = run_in(folder, *arguments, program=program)
    assert ended.code == 0
    names = json.loads(ended.err.splitlines()[-1])
    return {name.partition(".")[0] for name in names} | set(names)


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """A repository with a journal; nothing in here changes it but `critique`."""
    from tests.conftest import git

    root = tmp_path_factory.mktemp("used")
    git(root, "init", "-q")
    (root / "plan.md").write_text(FLAWED)
    assert run_in(root, "critique", "plan.md").code == 0
    return root


@pytest.mark.parametrize(
    "arguments",
    [
        ["journal", "list"],
        ["inbox"],
        ["show", "{id}"],
        ["later", "{id}"],
        ["critique", "plan.md", "--format", "sarif"],
    ],
    ids=" ".join,
)
def test_no_command_of_every_day_imports_what_is_heavy(used, arguments):
    if "{id}" in arguments:
        rows = json.loads(run_in(used, "inbox", "--format", "json").out)
        arguments = [part.format(id=rows[0]["id"]) for part in arguments]
    assert not imported(used, *arguments) & HEAVY


def test_the_version_needs_nothing(tmp_path):
    found = imported(tmp_path, "--version")
    assert not found & (HEAVY | {"typer", "sqlite3", "coresearch.cli"})


def test_the_help_needs_no_more_than_it_shows(tmp_path):
    found = imported(tmp_path, "--help")
    assert not found & (HEAVY - {"rich"})
    assert not found & {"asyncio", "jinja2", "pydantic", "sqlite3"}
    assert not found & {
        f"coresearch.{room}" for room in ("critic", "journal", "core.calls")
    }


def test_only_critique_imports_the_rules(used):
    assert "coresearch.critic" not in imported(used, "inbox")
    found = imported(used, "critique", "plan.md")
    assert "coresearch.critic" in found
    assert "coresearch.critic.scripts" not in found, "a plan is no script"
