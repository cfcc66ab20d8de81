"""What the documents show is what the program does."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pexpect
import pytest

ROOT = Path(__file__).parent.parent
_PROMPT = "next> "
_ANSWERED = re.compile(r"^(.*\[y/N\] )(\w)$")


def tour() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every command of the README's tour, with the questions it asks and answers."""
    text = (ROOT / "README.md").read_text()
    commands: list[tuple[str, list[tuple[str, str]]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.M | re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            elif answered := _ANSWERED.match(line):
                commands[-1][1].append((answered[1], answered[2]))
    return commands


@pytest.mark.timeout(600)
@pytest.mark.slow
def test_every_command_of_the_readme_works_as_it_stands_there(tmp_path):
    scratch = tmp_path / "notes"
    shell = pexpect.spawn(
        "bash",
        ["--norc", "--noediting"],
        cwd=str(tmp_path),
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PS1": _PROMPT,
            "PAGER": "cat",
        },
        encoding="utf-8",
        dimensions=(40, 120),
        timeout=90,
    )
    shell.expect_exact(_PROMPT)
    for command, answers in tour():
        assert shutil.which(command.split()[0]) or command.startswith(
            ("cd ", "coresearch ")
        )
        shell.sendline(command.replace("/tmp/notes", str(scratch)))
        asked = answers or [("one by one? [y/N] ", "n")]
        while shell.expect_exact([_PROMPT, *(question for question, _ in asked)]):
            shell.sendline(asked[0][1])
        shell.sendline('echo "ended with:$?"')
        shell.expect(r"ended with:(\d+)")
        assert shell.match[1] == "0", f"{command}\n{shell.before}"
        shell.expect_exact(_PROMPT)
    shell.close()


def test_every_link_of_the_documents_leads_somewhere():
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text()):
            if not target.startswith("http"):
                assert (document.parent / target).exists(), f"{document.name}: {target}"
