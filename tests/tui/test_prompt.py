"""The prompt: what is sent, what completes it, what comes back, and stopping it."""

from __future__ import annotations

import os

import pytest

from coresearch.journal.calls import list_calls
from coresearch.journal.runs import list_runs
from coresearch.tui.commands import parse
from coresearch.workbench.project import open_project
from tests.cli.conftest import FLAWED, states
from tests.models.scripted import HEAD, STALL, Pause, piece, refusal, reply, serving
from tests.tui.conftest import screen_text, shown, transcript, until, work

REPLY = """It is the [/b]seeds, \x1b[31mnot the model.

## What to do

```python
for seed in range(5): ...
```

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

And that is all.
"""


@pytest.fixture(autouse=True)
def _no_model_of_this_machine(monkeypatch):
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith("CORESEARCH_"):
            monkeypatch.delenv(name)


@pytest.fixture
def server(research_repo):
    with serving() as scripted:
        scripted.will(reply(REPLY))
        (research_repo / ".coresearch.toml").write_text(
            f'[models]\ndefault = "openai/played"\nserver = "{scripted.base}"\n'
        )
        yield scripted


async def send(app, pilot, text: str) -> None:
    work(app).prompt.put(text)
    await pilot.press("enter")


def test_a_question_streams_its_reply_and_fills_the_inbox(
    at_work, server, research_repo
):
    async def story(app, pilot):
        await send(app, pilot, "What is missing?")
        await until(pilot, lambda: "And that is all." in transcript(app))
        assert "[/b]seeds, ␛[31mnot the model." in transcript(app)
        await until(pilot, lambda: shown(app) == "Name the seeds")
        await until(pilot, lambda: not work(app).status.going_on)
        assert "openai/played" in transcript(app)

    at_work(story)
    assert states(research_repo) == {"Name the seeds": "waiting"}


def test_escape_stops_a_reply_and_the_server_sees_it(at_work, server, research_repo):
    server.will([HEAD, piece("It begins"), STALL])

    async def story(app, pilot):
        await send(app, pilot, "What is missing?")
        await until(pilot, lambda: "It begins" in transcript(app))
        await pilot.press("escape")
        await until(pilot, lambda: "stopped; what came is kept" in transcript(app))
        assert server.asked[0].hung_up.wait(2)

    at_work(story)
    with open_project(research_repo) as project:
        assert [call.outcome for call in list_calls(project.journal, limit=5)] == [
            "cut"
        ]


@pytest.mark.slow
def test_what_is_sent_meanwhile_waits_for_its_turn(at_work, server):
    server.will(
        [HEAD, piece("First. "), Pause(1.5), *reply("Done.\n")[1:]], reply("Second.\n")
    )

    async def story(app, pilot):
        await send(app, pilot, "One?")
        await until(pilot, lambda: "First." in transcript(app))
        await send(app, pilot, "Two?")
        assert "It waits for its turn" in transcript(app)
        await until(pilot, lambda: "Second." in transcript(app))

    at_work(story)
    assert len(server.asked) == 2


@pytest.mark.slow
def test_a_fault_of_the_model_is_told(at_work, server):
    server.will(refusal("401 Unauthorized", "no such key"))

    async def story(app, pilot):
        await send(app, pilot, "What is missing?")
        await until(pilot, lambda: "failed" in transcript(app))
        assert "! " in work(app).transcript.text
        await until(pilot, lambda: not work(app).sending.errands.current)

    at_work(story)


@pytest.mark.slow
def test_critique_fills_the_inbox(at_work, research_repo):
    (research_repo / "plan.md").write_text(FLAWED)

    async def story(app, pilot):
        await pilot.press("slash", *"critique", "space", *"plan.md", "enter")
        await until(pilot, lambda: "✓ plan.md:" in transcript(app))
        await until(pilot, lambda: shown(app))

    at_work(story)
    assert states(research_repo)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/critique", "Which file?"),
        ("/critique nothing.md", "There is no file"),
        ("/context why? @plan.md", "We train an LSTM"),
        ("/critique ../elsewhere.md", "outside the repository"),
        ("/draft nothing.md", "There is no file nothing.md."),
        ("/nonsense", "There is no /nonsense"),
        ('/run "half', "A quotation mark lacks its partner"),
        ("!", "Which code?"),
    ],
)
def test_what_cannot_be_done_is_told(at_work, text, told):
    async def story(app, pilot):
        await send(app, pilot, text)
        await until(pilot, lambda: told in transcript(app))

    at_work(story)


@pytest.mark.slow
def test_code_runs_on_record_and_is_interrupted(at_work, research_repo):
    async def story(app, pilot):
        await send(app, pilot, "!print(6 * 7)")
        await until(pilot, lambda: "│ 42" in transcript(app))
        await until(pilot, lambda: "succeeded" in transcript(app))
        await send(app, pilot, "!import time; print('on'); time.sleep(60)")
        await until(pilot, lambda: "│ on" in transcript(app))
        await pilot.press("escape")
        await until(pilot, lambda: "interrupted" in transcript(app))
        await send(app, pilot, "!x = input('your name? '); print('hi', x)")
        await until(pilot, lambda: app.screen is not app.work)
        await until(pilot, lambda: "your name?" in screen_text(app))
        await pilot.press(*"Ada", "enter")
        await until(pilot, lambda: "hi Ada" in transcript(app))
        await until(pilot, lambda: not work(app).sending.errands.current)

    at_work(story)
    with open_project(research_repo) as project:
        found = [row.state for row in list_runs(project.journal, limit=5)]
    assert found == ["succeeded", "interrupted", "succeeded"]


# -- writing ------------------------------------------------------------------------


@pytest.mark.slow
def test_files_are_completed_by_some_of_their_letters(at_work, research_repo):
    (research_repo / "src").mkdir()
    (research_repo / "src" / "training.py").write_text("")

    async def story(app, pilot):
        await pilot.press(*"see", "space", "at", *"trn")
        await until(pilot, lambda: work(app).query_one("#completions").display)
        assert "src/training.py" in screen_text(app)
        await pilot.press("tab")
        assert work(app).prompt.text == "see @src/training.py "
        await until(pilot, lambda: not work(app).query_one("#completions").display)

    at_work(story)


@pytest.mark.slow
def test_commands_are_completed_and_said(at_work):
    async def story(app, pilot):
        await pilot.press("slash", *"cri")
        await until(pilot, lambda: "Ask the rules" in screen_text(app))
        await pilot.press("enter")
        assert work(app).prompt.text == "/critique "

    at_work(story)


@pytest.mark.slow
def test_what_was_sent_comes_back_here_and_at_the_next_start(at_work):
    async def first(app, pilot):
        await send(app, pilot, "/model one/two")
        await send(app, pilot, "/model three/four")
        await pilot.press("up")
        assert work(app).prompt.text == "/model three/four"
        await pilot.press("up")
        assert work(app).prompt.text == "/model one/two"
        await pilot.press("down", "down")
        assert work(app).prompt.text == ""

    async def second(app, pilot):
        assert "Asked is three/four" in transcript(app)
        await pilot.press("ctrl+r", *"one")
        await until(pilot, lambda: work(app).query_one("#completions").display)
        await pilot.press("enter")
        assert work(app).prompt.text == "/model one/two"

    at_work(first)
    at_work(second)


@pytest.mark.slow
def test_several_lines_are_one_text(at_work):
    async def story(app, pilot):
        await pilot.press(*"one", "ctrl+j", *"two")
        assert work(app).prompt.text == "one\ntwo"

    at_work(story)


def test_commands_are_taken_apart():
    assert parse("/critique plan.md").rest == "plan.md"
    assert parse("/brain why?").command == "brainstorm"
    assert parse("/d").command == "?"
    assert parse("!print(1)").command == "!"
    assert parse("why /critique?").command == "ask"


@pytest.mark.slow
def test_an_activity_says_what_it_finds_and_fills_the_inbox(at_work):
    async def story(app, pilot):
        await send(app, pilot, "/systems")
        await until(pilot, lambda: "Reproducibility of" in transcript(app))
        await send(app, pilot, "/safety")
        await until(pilot, lambda: "1 suggestion of it in the inbox" in transcript(app))
        await until(pilot, lambda: work(app).inbox.inbox.total >= 1)

    at_work(story)


@pytest.mark.slow
def test_without_a_model_it_does_what_needs_none(at_work, monkeypatch, research_repo):
    monkeypatch.setattr("coresearch.assistant.finding.LOCAL", {})

    async def story(app, pilot):
        await send(app, pilot, "/design does it help? @plan.md")
        await until(pilot, lambda: "Without a model" in transcript(app))
        await until(pilot, lambda: work(app).inbox.inbox.total == 1)

    at_work(story)
