"""`coresearch prompts` in a repository and outside of one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import run_in

PROMPTS = Path(__file__).parents[2] / "prompts"
NAMES = sorted(file.stem for file in PROMPTS.glob("*.md"))
PARTS = ["shared/colleague", "shared/format", "shared/request"]


@pytest.fixture
def editor(tmp_path):
    """Makes an editor: a script that gets the file as its last argument."""

    def make(script: str) -> str:
        path = tmp_path / "editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return str(path)

    return make


def test_the_list_needs_no_repository(tmp_path):
    lines = run_in(tmp_path, "prompts", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == NAMES + PARTS


def test_show_has_everything_that_is_sent(run):
    shown = run("prompts", "show", "draft").out
    assert shown.startswith("You are a careful colleague")
    assert "How you write it" in shown
    assert "{%" not in shown


def test_the_source_is_the_file(run):
    shown = run("prompts", "show", "draft", "--source").out
    assert shown.startswith("---\nactivity: execution\n")
    assert '{% include "shared/format.md" %}' in shown


def test_a_part_is_shown_as_it_is(run):
    assert run("prompts", "show", "shared/request").out.startswith("{{ context }}")


def test_an_own_prompt_from_edit_to_diff(run, terminal, editor):
    mine = editor('echo "Be brief." >> "$1"')
    shown = terminal("prompts", "edit", "ask", EDITOR=mine).ends()
    assert "Yours is used from now on" in shown
    [listed] = re.findall("^ask .*", run("prompts", "list").out, re.M)
    assert "yours" in listed
    assert "Be brief." in run("prompts", "show", "ask").out
    assert "+Be brief." in run("prompts", "diff", "ask").out.splitlines()
    assert run("prompts", "diff", "draft").out == ""


def test_an_own_part_changes_all(run, terminal, editor):
    mine = editor('sed -i s/careful/bold/ "$1"')
    shown = terminal("prompts", "edit", "shared/colleague", EDITOR=mine).ends()
    assert "Yours is used from now on" in shown
    for name in NAMES:
        assert "a bold colleague" in run("prompts", "show", name).out
    assert "+You are a bold" in run("prompts", "diff", "shared/colleague").out
    assert "shared/colleague   part of all prompts  yours" in run("prompts", "list").out


@pytest.mark.parametrize("script", ["true", 'rm "$1"', "false"])
def test_an_edit_that_changes_nothing_leaves_nothing(
    research_repo, terminal, editor, script
):
    code = 0 if script == "true" else 4
    terminal("prompts", "edit", "ask", EDITOR=editor(script)).ends(code)
    assert not list(research_repo.glob(".coresearch/prompts/*"))


def test_an_edit_that_breaks_it_is_told(run, terminal, editor):
    mine = editor('echo "{{ nobody }}" >> "$1"')
    shown = terminal("prompts", "edit", "ask", EDITOR=mine, size=(24, 200)).ends(4)
    assert "'nobody' is undefined" in shown
    assert "coresearch prompts diff ask" in shown
    assert run("prompts", "show", "ask").code == 4


def test_nobody_edits_without_a_terminal(run):
    assert run("prompts", "edit", "ask").code == 6


def test_nothing_differs_outside_a_repository(tmp_path):
    ended = run_in(tmp_path, "prompts", "diff", "ask")
    assert (ended.code, ended.out) == (0, "")


def test_a_name_that_is_none(run):
    ended = run("prompts", "show", "poem")
    assert ended.code == 3
    assert f"There are: {', '.join(NAMES)}" in ended.err


def test_every_command_of_the_document_works(run):
    document = (Path(__file__).parents[2] / "docs" / "prompts.md").read_text()
    commands = re.findall(r"^\$ coresearch (.+)$", document, re.M)
    assert commands
    for command in commands:
        assert run(*command.split()).code == 0
