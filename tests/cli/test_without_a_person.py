"""Without a person at a terminal nothing is accepted, whatever is piped or set."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest
import typer

import coresearch
from coresearch.cli.app import make_app
from tests.cli.conftest import (
    HOURS,
    PROGRAM,
    decisions,
    place,
    run_in,
    surroundings,
)

pytestmark = pytest.mark.usefixtures("nothing_decided")

WITHOUT_A_PERSON = {
    "a pipe": "printf 'y\\ny\\n' | {}",
    "yes": "yes | {}",
    "nothing": "{} </dev/null",
    "a closed input": "{} <&-",
    "everything closed": "{} <&- >&- 2>&-",
}
"""How a command may be started where nobody can answer it."""


@pytest.fixture
def hours(research_repo, suggest) -> str:
    return place(research_repo, suggest("More hours", HOURS))[0]


@pytest.fixture
def nothing_decided(research_repo, hours, unchanged) -> Iterator[None]:
    """Neither does a file change, nor is a decision made."""
    yield
    assert decisions(research_repo) == []


def shell(root: Path, script: str, **environment: str) -> int:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        cwd=root,
        env=surroundings(environment),
        capture_output=True,
        check=False,
        timeout=50,
    )
    assert b"Traceback" not in done.stdout + done.stderr
    return done.returncode


def called(*arguments: str) -> str:
    return shlex.join([*PROGRAM, *arguments])


@pytest.mark.parametrize("how", WITHOUT_A_PERSON)
def test_accept_needs_a_person(research_repo, hours, how):
    script = WITHOUT_A_PERSON[how].format(called("accept", hours))
    assert shell(research_repo, f"{script}; exit $?") == 6


@pytest.mark.parametrize(
    "arguments",
    [["amend", "{id}"], ["undo"], ["redo"], ["inbox", "--walk"], ["reject", "{id}"]],
)
def test_so_does_everything_else_that_asks(research_repo, hours, arguments):
    command = called(*(part.format(id=hours) for part in arguments))
    assert shell(research_repo, f"{{ yes | {command}; }}; exit $?") == 6


def test_half_a_terminal_is_none(research_repo, hours):
    command = called("accept", hours)
    for script in (f"{command} | cat", f"yes | {command}", f"{command} >kept"):
        script = script.replace("kept", "/dev/null")
        said, code = pexpect.run(
            shlex.join(["bash", "-c", f"set -o pipefail; {script}"]),
            cwd=str(research_repo),
            env=surroundings(),
            withexitstatus=True,
        )
        assert code == 6, said
        assert b"needs you at a terminal" in said


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[Any]:
    """Every command with the words that call it."""
    group = group or typer.main.get_command(make_app())
    yield path, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


def test_no_command_has_an_option_that_answers_for_the_person():
    found = {
        option
        for _, command in commands()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert "--hunk" in found
    assert "--only-report" in found
    for word in ("yes", "force", "auto", "assume", "confirm", "batch", "no-input"):
        assert not [option for option in found if word in option]
    assert not found & {"-y", "-Y"}


def test_no_option_is_read_from_the_environment():
    for path, command in commands():
        for parameter in command.params:
            assert not getattr(parameter, "envvar", None), path


def read_from_the_environment() -> set[str]:
    """The name of every environment variable that the source asks for."""
    package = Path(coresearch.__file__).parent
    asked = re.compile(r"""environ(?:\.get\(|\[)["'](\w+)""")
    return {
        name
        for file in package.rglob("*.py")
        for name in asked.findall(file.read_text())
    }


def test_no_environment_variable_accepts(research_repo, hours):
    names = read_from_the_environment()
    assert {"NO_COLOR", "VISUAL", "EDITOR"} <= names
    guessed = {"CI", "YES", "ASSUME_YES", "CORESEARCH_YES", "CORESEARCH_ACCEPT"}
    for value in ("1", "true", "y"):
        everything = dict.fromkeys(names | guessed, value)
        ended = run_in(
            research_repo, "accept", hours, stdin="y\n", environment=everything
        )
        assert ended.code == 6


def test_no_option_of_accept_accepts(research_repo, hours):
    [accept] = [command for path, command in commands() if path == ("accept",)]
    prediction = ["--predict", "accuracy > 0.8", "--p", "0.7", "--by", "2030-01-01"]
    values = {
        "hunk": ["--hunk", "1"],
        "reason": ["--reason", "because"],
        **dict.fromkeys(("predict", "p", "by"), prediction),
    }
    for parameter in accept.params:
        if parameter.name in ("identity", "help"):
            continue
        given = values[parameter.name]
        assert set(parameter.opts) & set(given)
        ended = run_in(research_repo, "accept", hours, *given, stdin="y\n")
        assert ended.code == 6


def test_the_refusal_says_what_to_do(research_repo, hours):
    ended = run_in(research_repo, "accept", hours, stdin="y\n")
    assert ended.out == ""
    assert "Accepting needs you at a terminal; nothing was decided." in ended.err
    assert "no flag, pipe or setting decides for you." in ended.err


def test_critique_does_not_ask_where_nobody_is(research_repo, hours):
    ended = run_in(
        research_repo, "critique", "--only-report", "plan.md", stdin="y\ny\n"
    )
    assert ended.code == 0
    assert "one by one?" not in ended.out + ended.err


def test_foreign_text_is_shown_and_not_obeyed(research_repo, run, tmp_path):
    evil = tmp_path / "evil.md"
    evil.write_text("# Plan\n\nThe rate is \x1b]0;owned\x07TBD\u202e \x9b2J \x07.\n")
    ended = run("critique", evil, "--only-report", "--all")
    assert ended.code == 0
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ended.out)
