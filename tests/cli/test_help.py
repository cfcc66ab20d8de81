"""What the program says of itself: help, exit codes, completion."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from coresearch import __version__
from coresearch.cli import exit_codes
from coresearch.core import errors
from tests.cli.conftest import PROGRAM, place, run_in, surroundings
from tests.cli.test_without_a_person import commands

DOCUMENT = Path(__file__).parents[2] / "docs" / "exit-codes.md"
COMMANDS = dict(commands())


def test_the_document_of_exit_codes_is_what_the_program_uses():
    table = "".join(re.findall(r"^\|.*\n", DOCUMENT.read_text(), re.M))
    assert table.strip() == exit_codes.as_markdown()


def test_every_kind_of_fault_has_an_exit_code():
    kinds = {
        kind
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.CoresearchError)
    }
    assert len(kinds) > 10
    for kind in kinds - {errors.CoresearchError}:
        assert (
            exit_codes.exit_code(kind("what happened")) is not exit_codes.ExitCode.BUG
        )
    assert set(exit_codes.BY_ERROR) <= kinds


def test_every_exit_code_differs_and_is_explained():
    codes = [code.value for code in exit_codes.ExitCode]
    assert codes == sorted(set(codes))
    for code in exit_codes.ExitCode:
        assert code.meaning.endswith(".")


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(path):
    command = COMMANDS[path]
    text = command.help or ""
    first = text.split("\n")[0]
    assert first
    assert first[0].isupper() or first[0] == "`"
    if not hasattr(command, "commands"):
        assert re.search(r"^Examples?:", text, re.M), text
        assert f"coresearch {' '.join(path)}" in text
    for parameter in command.params:
        assert parameter.help or parameter.name == "name", (path, parameter.name)


def test_an_example_names_only_options_that_there_are():
    for path, command in COMMANDS.items():
        known = {option for p in command.params for option in p.opts} | {"--help"}
        for line in (command.help or "").splitlines():
            told = line.partition("coresearch")[2].partition(" -- ")[0]
            used = re.findall(r"(?<!\S)--?[a-z][a-z-]*", told)
            assert set(used) <= known, (path, line)


EVERY_HELP = """
import json, sys
from coresearch.cli.boundary import run
for path in json.loads(sys.argv[1]):
    assert run([*path, "--help"]) == 0
    print("<end>")
"""


@pytest.mark.parametrize(
    "columns",
    [40, *(pytest.param(wider, marks=pytest.mark.slow) for wider in (80, 200))],
)
def test_the_help_of_every_command_fits(tmp_path, columns):
    paths = json.dumps(list(COMMANDS))
    program = [sys.executable, "-c", EVERY_HELP, paths]
    ended = run_in(tmp_path, environment={"COLUMNS": str(columns)}, program=program)
    assert (ended.code, ended.err) == (0, "")
    *pages, _ = ended.out.split("<end>\n")
    for path, page in zip(COMMANDS, pages, strict=True):
        usage = " ".join(["Usage: coresearch", *path])
        assert usage in " ".join(page.split())
    for line in ended.out.splitlines():
        assert len(line) <= max(columns, 80), line


@pytest.mark.parametrize("group", [(), ("journal",), ("prompts",)])
def test_without_a_command_the_help_is_printed(tmp_path, group):
    ended = run_in(tmp_path, *group)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.strip() == run_in(tmp_path, *group, "--help").out.strip()


@pytest.mark.parametrize("arguments", [["--version"], ["-V"], ["--debug", "--version"]])
def test_the_version_is_printed(tmp_path, arguments):
    ended = run_in(tmp_path, *arguments)
    assert (ended.code, ended.out) == (0, f"coresearch {__version__}\n")


@pytest.mark.parametrize(
    "shell",
    [
        "bash",
        *(pytest.param(other, marks=pytest.mark.slow) for other in ("zsh", "fish")),
    ],
)
def test_the_completion_script_of_every_shell_is_printed(tmp_path, shell):
    program = " ".join(PROGRAM)
    done = subprocess.run(
        [shell, "-c", f"{program} --show-completion; true"],
        executable="/bin/bash",  # under the name by which it is recognised
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "_CORESEARCH_COMPLETE" in done.stdout, done.stderr
    assert "coresearch" in done.stdout
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=done.stdout, text=True, check=True)


COMPLETION = {
    "bash": lambda words: {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))},
    "zsh": lambda words: {"_TYPER_COMPLETE_ARGS": words},
    "fish": lambda words: {
        "_TYPER_COMPLETE_ARGS": words,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    },
}


def completed(root: Path, shell: str, words: str):
    """What the shell is offered for the beginning of a command."""
    instruction = {"_CORESEARCH_COMPLETE": f"complete_{shell}"}
    surrounded = COMPLETION[shell](words) | instruction
    return run_in(root, environment=surrounded, program=PROGRAM)


@pytest.mark.parametrize(
    "shell",
    [
        one if one == "bash" else pytest.param(one, marks=pytest.mark.slow)
        for one in COMPLETION
    ],
)
def test_ids_of_what_waits_are_offered(research_repo, suggest, shell):
    notes = [suggest(f"Thought {number}") for number in range(3)]
    waiting, other, gone = place(research_repo, *notes)
    run_in(research_repo, "reject", gone, "-m", "no")
    ended = completed(research_repo, shell, "coresearch accept ")
    assert {one for one in (waiting, other, gone) if one in ended.out} == {
        waiting,
        other,
    }
    assert ended.err == ""
    ended = completed(research_repo, shell, f"coresearch show {waiting[:4].upper()}")
    assert waiting in ended.out
    assert other not in ended.out


def test_completion_outside_a_repository_offers_nothing(tmp_path, research_repo):
    for folder in (tmp_path, research_repo):
        ended = completed(folder, "bash", "coresearch accept ")
        assert ended.out.strip() == ""
        assert ended.err == ""
    assert not (research_repo / ".coresearch").exists()
