"""The commands that ask a model, from the question to the decision."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coresearch.journal.calls import list_calls
from coresearch.workbench.project import open_project
from coresearch.workbench.question import render_question
from tests.cli.conftest import run_in, states
from tests.cli.test_imports import imported
from tests.models.scripted import (
    HEAD,
    STALL,
    Scripted,
    piece,
    refusal,
    reply,
    serving,
)

PLAYED = Path(__file__).parent.parent / "models" / "played"
"""Replies to real prompts about the example noisy-retrieval, written by hand."""

SEEDS = """It is the \x1b[31mseeds.

<suggestion>
Title: Name the seeds
Confidence: 0.8

Evidence: plan.md
> We train an LSTM on the training data.

Reason: One run says nothing about the spread between runs.

Edit: plan.md
<<<<<<< SEARCH
We train an LSTM on the training data.
=======
We train an LSTM on the training data, with 5 seeds.
>>>>>>> REPLACE
</suggestion>
"""


@pytest.fixture
def server():
    with serving() as scripted:
        scripted.will(reply(SEEDS))
        yield scripted


@pytest.fixture(autouse=True)
def _no_model_of_this_machine(monkeypatch):
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith("CORESEARCH_"):
            monkeypatch.delenv(name)


def model(server: Scripted) -> list[str]:
    return ["--model", "openai/played", "--api-base", server.base]


def sent(server: Scripted) -> str:
    """What the model was told last."""
    return "\n".join(m["content"] for m in server.asked[-1].body["messages"])


def test_a_question_is_answered_and_what_is_suggested_waits(
    run, server, research_repo, unchanged
):
    ended = run("ask", "What is missing?", "@plan.md", *model(server))
    assert ended.code == 0
    assert ended.out.startswith("It is the ␛[31mseeds.\n\n")
    assert "+We train an LSTM on the training data, with 5 seeds." in ended.out
    assert "openai/played · first text" in ended.err
    assert "40+" in ended.err
    assert "1 suggestion in the inbox." in ended.err
    assert states(research_repo) == {"Name the seeds": "waiting"}
    assert "What is missing? @plan.md" in sent(server)
    assert "We train an LSTM on the training data." in sent(server)


def test_json_is_one_object(run, server):
    ended = run("ask", "Well?", *model(server), "--format", "json")
    value = json.loads(ended.out)
    assert [item["title"] for item in value["suggestions"]] == ["Name the seeds"]
    assert value["calls"][0]["outcome"] == "whole"
    assert value["prose"].startswith("It is the")
    assert "inbox" not in ended.err


def test_json_lines_are_objects_in_order(run, server):
    ended = run("ask", "Well?", *model(server), "--format", "jsonl")
    kinds = [json.loads(line)["type"] for line in ended.out.splitlines()]
    assert kinds[0] == "asked"
    assert kinds[-1] == "call"
    assert kinds.index("prose") < kinds.index("suggestion")


def test_markdown_has_ids(run, server):
    ended = run("brainstorm", "Well?", *model(server), "--format", "markdown")
    assert "## Name the seeds" in ended.out
    assert "Id: `" in ended.out


def test_quiet_says_only_the_reply(run, server):
    ended = run("ask", "Well?", *model(server), "-q")
    assert "first text" not in ended.err


def test_standard_input_is_part_of_the_question(run, server):
    ended = run("ask", "-", "Why?", *model(server), stdin="loss = nan\n")
    assert ended.code == 0
    assert "loss = nan" in sent(server)


def test_an_empty_question_is_none(run, server):
    for words in (["-"], [" "], ["-", ""]):
        assert run("ask", *words, *model(server)).code == 4
    assert run("ask", "-", "Why?", *model(server), stdin=b"\xff").code == 4
    assert server.asked == []


def test_secrets_are_removed_from_files_and_question(run, server, research_repo):
    key = "sk-" + "aB3" * 12
    (research_repo / "run.sh").write_text(f"export OPENAI_API_KEY={key}\n")
    run("ask", "-", "@run.sh", *model(server), stdin=f"my key is {key}\n")
    assert server.asked
    assert key not in json.dumps(server.asked[-1].body)
    with open_project(research_repo) as project:
        [call] = list_calls(project.journal, limit=9)
    assert key not in run("journal", "show", call.id).out


def test_what_would_be_sent_is_shown_and_nothing_is_sent(run, server):
    shown = run("ask", "Well?", "@plan.md", *model(server), "--show-context")
    assert shown.code == 0
    assert server.asked == []
    run("ask", "Well?", "@plan.md", *model(server))
    assert shown.out == "".join(
        f"{message['content']}\n" for message in server.asked[0].body["messages"]
    )


def test_what_would_be_sent_is_shown_without_a_model(run):
    shown = run("ask", "Well?", "--show-context")
    assert shown.code == 0
    assert "# The question\n\nWell?" in shown.out


def test_what_was_sent_can_be_read_in_the_journal(run, server, research_repo):
    run("ask", "Well?", *model(server))
    [row] = json.loads(run("journal", "calls", "--format", "json").out)
    shown = run("journal", "show", row["id"]).out
    assert "# The question" in shown
    assert "␛[31mseeds" in shown
    assert run("journal", "verify").code == 0


def test_critique_shows_the_rules_findings_first_and_tells_the_model(
    flawed_repo, run, server
):
    ended = run("critique", "plan.md", *model(server))
    assert ended.code == 0
    rules, _, said = ended.out.partition("It is the")
    assert "findings" in rules
    assert said
    assert "What fixed rules have found already" in sent(server)
    first = json.loads(run("critique", "plan.md", "--format", "json").out)["findings"]
    assert all(finding["name"] in sent(server) for finding in first)


def test_what_a_critique_would_send_is_shown_and_nothing_is_sent(
    flawed_repo, run, server
):
    shown = run("critique", "plan.md", *model(server), "--show-context")
    assert shown.code == 0
    assert server.asked == []
    assert run("critique", "plan.md", "--show-context").out == shown.out
    run("critique", "plan.md", *model(server))
    assert shown.out == "".join(
        f"{message['content']}\n" for message in server.asked[0].body["messages"]
    )


def test_a_key_that_a_finding_repeats_is_not_sent(flawed_repo):
    key = "ghp_" + "a1B2c3D4e5" * 4
    with open_project(flawed_repo) as project:
        rendered = render_question(
            project,
            "critique",
            takes=None,
            plan="plan.md",
            findings=f"- line 3: vague step (waiting). What is {key}?",
        )
    assert "What is " in rendered.user
    assert key not in rendered.system + rendered.user


def test_critique_without_a_model_asks_none(flawed_repo, run, server):
    environment = {"CORESEARCH_MODEL": "openai/played", "OPENAI_BASE_URL": server.base}
    assert run("critique", "plan.md", environment=environment).code == 0
    assert server.asked == []


def test_a_model_that_fails_does_not_take_the_findings_along(flawed_repo, run, server):
    server.will(refusal("401 Unauthorized", "bad key"))
    ended = run("critique", "plan.md", *model(server))
    assert ended.code == 12
    assert "findings" in ended.out
    assert "does not accept the key" in ended.err


def test_a_plan_in_no_repository_is_not_sent(tmp_path, server):
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "plan.md").write_text("# Plan\n\nWe train once.\n")
    ended = run_in(folder, "critique", "plan.md", *model(server))
    assert ended.code == 5
    assert "No model was asked" in ended.err
    assert server.asked == []


def test_a_draft_is_written_only_when_it_is_accepted(run, server, research_repo):
    text = "print('done')\n"
    server.will(
        reply(
            "<suggestion>\nTitle: The script\nConfidence: 0.5\n\nFile: run.py\n"
            f"```python\n{text}```\n</suggestion>\n"
        )
    )
    ended = run("draft", "plan.md", "-o", "run.py", *model(server))
    assert ended.code == 0
    assert not (research_repo / "run.py").exists()
    assert "as the file run.py" in sent(server)
    assert "+print('done')" in ended.out


def test_draft_without_a_plan(run):
    assert run("draft", "nothing.md").code == 3


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        (refusal("401 Unauthorized", "bad key"), 12, "does not accept the key"),
        (refusal("404 Not Found", "none"), 12, "has no model openai/played"),
        ([HEAD, piece("half of ")], 13, "broke off"),
        (refusal("400 Bad Request", "maximum context length is 9"), 14, "longer than"),
    ],
)
def test_faults_are_sentences_with_their_codes(run, server, script, code, said):
    server.will(script)
    ended = run("ask", "Well?", *model(server))
    assert ended.code == code
    assert said in " ".join(ended.err.split())
    if script[0] == HEAD:
        assert "half of" in ended.out


def test_an_address_without_a_model_is_not_enough(run):
    ended = run("ask", "Well?", "--api-base", "http://x/v1")
    assert ended.code == 12
    assert "--model openai/its-name" in ended.err


def test_a_hosted_model_needs_a_person_once(run, research_repo):
    ended = run(
        "ask", "Well?", "--model", "openai/x", "--api-base", "http://10.0.0.1:9/v1"
    )
    assert ended.code == 6
    assert "10.0.0.1" in ended.err


def test_a_person_is_asked_once_for_a_host(terminal, research_repo):
    asked = ["ask", "Well?", "--model", "openai/x"]
    asked += ["--api-base", "http://host.invalid/v1"]
    screen = terminal(*asked, OPENAI_API_KEY="k")
    screen.see("Your key in OPENAI_API_KEY would go there too.")
    screen.see("May this repository's content go to http://host.invalid? [y/N]")
    screen.press("n\r")
    screen.ends(7)
    screen = terminal(*asked)
    screen.see("go to http://host.invalid? [y/N]")
    screen.press("y\r")
    assert "There is no host" in screen.ends(13)
    assert "There is no host" in terminal(*asked).ends(13)


@pytest.mark.slow
def test_a_key_for_an_address_of_the_repository_is_asked_for_by_itself(
    terminal, research_repo
):
    (research_repo / ".coresearch.toml").write_text(
        '[models]\ndefault = "openai/x"\nserver = "http://host.invalid/v1"\n'
    )
    screen = terminal("ask", "Well?", OPENAI_API_KEY="k")
    assert "would go there too" not in screen.see("content go to http://host.invalid?")
    screen.press("y\r")
    screen.see("is named by this repository's settings, and not by you.")
    screen.see("May your key go to http://host.invalid? [y/N]")
    screen.press("n\r")
    assert "There is no host" in screen.ends(13)
    assert "May your key" not in terminal("ask", "Well?", OPENAI_API_KEY="k").ends(13)


def test_on_a_terminal_one_goes_through_at_once(terminal, server, research_repo):
    screen = terminal("ask", "Well?", *model(server))
    screen.see("Go through them one by one? [y/N]")
    screen.press("y\r")
    screen.at_menu()
    screen.press("a")
    screen.see("Accepted")
    screen.ends()
    assert "with 5 seeds" in (research_repo / "plan.md").read_text()


def test_ctrl_c_stops_at_once_and_keeps_what_came(terminal, server, research_repo):
    server.will([HEAD, piece("It is the seeds, I "), STALL])
    screen = terminal("ask", "Well?", *model(server))
    screen.see("It is the seeds, I")
    begun = time.monotonic()
    screen.child.sendintr()
    rest = screen.ends(130)
    assert time.monotonic() - begun < 20
    assert "what came is kept" in rest
    assert server.asked[0].hung_up.wait(3)
    with open_project(research_repo) as project:
        [call] = list_calls(project.journal, limit=9)
    assert call.outcome == "cut"


def test_a_reader_that_stops_reading_is_no_fault(research_repo, server):
    command = [sys.executable, "-m", "coresearch", "ask", "Well?", *model(server)]
    server.will(reply("one line\n" * 5000, size=90))
    with subprocess.Popen(
        command, cwd=research_repo, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
    assert process.returncode == 0
    assert "Traceback" not in said
    with open_project(research_repo) as project:
        assert len(list_calls(project.journal, limit=9)) == 1


@pytest.mark.slow
def test_asking_directly_imports_no_litellm(research_repo, server):
    found = imported(research_repo, "ask", "Well?", *model(server))
    assert not found & {"litellm", "openai", "textual", "jupyter_client", "git"}


# -- replies that were written by hand to the prompts as they are ----------------------


@pytest.fixture
def notes(tmp_path, run):
    """The example that the played replies are about."""
    folder = tmp_path / "notes"
    assert run_in(tmp_path, "demo", "noisy-retrieval", "--folder", folder).code == 0
    return folder


@pytest.mark.parametrize(
    ("name", "arguments", "kinds"),
    [
        ("critique", ["critique", "plan.md"], ["edit", "edit", "note"]),
        ("ask", ["ask", "Do 200 queries see 2 points?", "@plan.md"], ["edit"]),
        ("draft", ["draft", "plan.md", "-o", "run_plan.py"], ["edit"]),
        ("draft-imports", ["draft", "plan.md", "-o", "judge.py"], ["edit"]),
        ("nothing", ["draft", "plan.md", "-o", "judge.py"], []),
        ("brainstorm", ["brainstorm", "Why not?", "@plan.md"], ["run", "note"]),
        ("design", ["design", "How much is letters?", "@plan.md"], ["edit"]),
    ],
)
def test_a_played_exchange(notes, server, name, arguments, kinds):
    server.will(reply((PLAYED / f"{name}.md").read_text()))
    ended = run_in(notes, *arguments, *model(server), "--format", "json")
    assert ended.code == 0
    value = json.loads(ended.out.splitlines()[-1])
    assert [item["kind"] for item in value["suggestions"]] == kinds
    assert value["problems"] == []
    quoted = [e for s in value["suggestions"] for e in s["evidence"]]
    assert all(e["line"] or e["quote"].startswith("run 9aa571f: ") for e in quoted)
    assert len(server.asked) == 1
    if name.startswith("draft"):  # the code that the plan names goes along
        assert "def evaluate(" in sent(server)


def test_a_played_exchange_that_had_to_be_mended(notes, server):
    server.will(
        *(reply((PLAYED / f"{n}.md").read_text()) for n in ("misquoted", "mended"))
    )
    ended = run_in(notes, "critique", "plan.md", *model(server), "--format", "json")
    value = json.loads(ended.out.splitlines()[-1])
    titles = [item["title"] for item in value["suggestions"]]
    assert [title.split()[0] for title in titles] == ["Add", "Recommend"]
    assert value["problems"] == []
    assert len(server.asked) == 2
    assert "plan.md:14 has (97% alike)" in sent(server)
    assert "Write it again, whole" in sent(server)
