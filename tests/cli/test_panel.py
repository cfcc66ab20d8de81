"""`coresearch panel`: blind views, who sees what, and the record of a decision."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coresearch.cli.app import make_app
from coresearch.core.edits import Create, Edit
from coresearch.core.errors import BadInput, CoresearchError, NotFound, Refused
from coresearch.core.panels import (
    Panel,
    Rejoinder,
    View,
    VoiceKind,
    checked,
    panel_of,
)
from coresearch.core.replies.values import Proposal
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.journal.verify import rebuild, verify
from coresearch.workbench.decide import Ruling, accept, present, reject
from coresearch.workbench.panel.hearing import asked_of, view_from
from coresearch.workbench.panel.page import page
from coresearch.workbench.panel.panels import (
    answer_view,
    find_panel,
    give_view,
    open_panel,
    show_early,
)
from coresearch.workbench.panel.record import decision_record
from coresearch.workbench.panel.roles import Role, role_questions
from coresearch.workbench.panel.standing import (
    Argument,
    Standing,
    Voice,
    require_shown,
    standing,
)
from coresearch.workbench.panel.synthesis import answers_to, synthesis
from coresearch.workbench.panel.synthesised import judge_of
from coresearch.workbench.project import open_project
from coresearch.workbench.suggest import put_in_inbox
from tests.cli.conftest import states
from tests.cli.recorded import record_run
from tests.cli.test_offline import STUDY
from tests.conftest import git
from tests.models.scripted import reply, serving

Said = Callable[..., str]
QUESTION = "Which search do we ship?"
OPTIONS = ("words-bm25", "ngrams-tfidf", "both, merged")
PANEL = Panel(QUESTION, OPTIONS)
PLAYED = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _no_model_of_this_machine(monkeypatch):
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith("CORESEARCH_"):
            monkeypatch.delenv(name)


@pytest.fixture
def said(monkeypatch) -> Said:
    """`said(folder, "panel", "show")`: what it writes, or why it does not."""

    def told(folder: Path, *words: str) -> str:
        monkeypatch.chdir(folder)
        ended = CliRunner().invoke(make_app(words[0]), words)
        if isinstance(ended.exception, CoresearchError):
            return ended.exception.message
        assert ended.exit_code == 0, ended.output
        return ended.output

    return told


@pytest.fixture
def bea(research_repo, tmp_path) -> Path:
    """Bea's clone of Ada's repository."""
    root = tmp_path / "bea"
    shutil.copytree(research_repo, root)
    git(root, "config", "user.name", "Bea")
    git(root, "config", "user.email", "bea@example.org")
    return root


def view(answer: str, sure: float, *rates: int, **fields: str) -> View:
    ratings = dict(zip(OPTIONS, rates, strict=False))
    return checked(PANEL, View(answer, sure, ratings=ratings, **fields))


def opened(project, *views: View) -> str:
    """A panel, with the views of the person and of as many models."""
    panel = open_panel(project, PANEL)
    for number, one in enumerate(views):
        give_view(project, panel, one, voice=f"model-{number}" if number else "")
    return panel


# -- what is asked ------------------------------------------------------------------


def test_roles_ask_with_what_is_on_record_and_hold_no_view(project):
    (project.root / "plan.md").write_text(STUDY)
    record_run(project, 0x1000, name="words-bm25", accuracy=0.75)
    record_run(project, 0x2000, name="words-bm25", accuracy=0.77)
    asked = role_questions(project, panel_of(QUESTION, OPTIONS, Role))
    assert {one.role for one in asked} == set(Role)
    facts = [fact for one in asked for fact in one.facts]
    assert any(
        fact.startswith("words-bm25: 2 runs on record by that name; accuracy 0.76 ±")
        for fact in facts
    )
    assert "ngrams-tfidf: no run on record by that name" in facts
    assert "plan.md is not registered." in facts
    assert role_questions(project, PANEL) == []


# -- who sees what ------------------------------------------------------------------


def test_a_view_comes_before_all_others_are_shown(research_repo, bea, said, tmp_path):
    identity = said(
        research_repo, "panel", "open", QUESTION,
        *(word for option in OPTIONS for word in ("--option", option)),
        "--role", "none",
    )[:7]  # fmt: skip
    give = ("panel", "view", identity, "--p", "0.6", "--claim")
    assert said(research_repo, "panel", "show") == "Your own view comes first."
    said(research_repo, *give, "ada's own reason", "--answer", "ngrams")
    file = tmp_path / "ada.jsonl"
    file.write_text(said(research_repo, "journal", "export"))
    said(bea, "journal", "import", str(file))
    for words in (("show",), ("ask",)):
        told = said(bea, "panel", *words)
        assert told == "Your own view comes first. 1 other on record."
    with open_project(bea) as project:
        assert standing(project, find_panel(project)).voices == ()
    assert "ada's own reason" not in said(bea, "panel", "list")
    assert "on record." in said(bea, *give, "bea's", "--answer", "words-bm25")
    told = said(bea, "panel", "show")
    assert "Ada, 60% sure: ada's own reason" in told
    assert "Bea (you), 60% sure: bea's" in told
    assert "most frequent answer: none; 2 have 1 of 2 voices" in told
    file.write_text(said(bea, "journal", "export"))
    said(research_repo, "journal", "import", str(file))
    back = json.loads(said(research_repo, "panel", "show", "-f", "json"))
    assert [one["name"] for one in back["voices"]] == ["Ada", "Bea"]
    assert [one["own"] for one in back["voices"]] == [True, False]
    assert back["dissent"] == ["Ada"] or back["dissent"] == ["Bea"]
    with open_project(research_repo) as project:
        rebuild(project.journal)
        verify(project.journal)


def test_a_view_changes_only_with_what_moved_its_author(project):
    panel = opened(project, view("1", 0.6), view("2", 0.7))
    with pytest.raises(Refused, match="on record"):
        give_view(project, panel, view("2", 0.6))
    give_view(project, panel, view("2", 0.8), moved_by="the arithmetic of the other")
    came = synthesis(standing(project, find_panel(project)))
    assert [camp.answer for camp in came.camps] == ["ngrams-tfidf"]
    assert len(came.first) == 2
    [moved] = came.moved
    assert (moved.moved_by, moved.first.answer) == (
        "the arithmetic of the other", "words-bm25",
    )  # fmt: skip


def test_a_model_whose_view_was_rejected_does_not_count(project):
    panel = opened(project, view("1", 0.6))
    suggested = Suggestion(
        Activity.PANEL,
        "ngrams-tfidf",
        "A reason.",
        Origin(OriginKind.MODEL, "played"),
        evidence=(Evidence("We train an LSTM", "plan.md", 3, 3),),
        confidence=0.4,
        details="Counter: it was chosen\non the test\n\nRatings: both, merged=2; "
        "ngrams-tfidf: 4, words-bm25=9",
    )
    [placed] = put_in_inbox(project, [suggested])
    read = view_from(PANEL, placed)
    assert read is not None
    assert (read.answer, read.confidence) == ("ngrams-tfidf", 0.4)
    assert read.counter == "it was chosen\non the test"
    assert read.ratings == {"both, merged": 2, "ngrams-tfidf": 4}
    give_view(project, panel, read, voice="played as sceptic")
    found = standing(project, find_panel(project))
    assert len(found.counted) == 2
    reject(project, present(project, placed.id), Ruling(reason="no evidence"))
    found = standing(project, find_panel(project))
    assert [one.name for one in found.counted] == ["Ada"]
    assert [one.dropped for one in found.voices] == [
        "", "rejected by Ada: no evidence",
    ]  # fmt: skip


def test_a_panel_that_waits_shows_nobody_before_all_have_spoken(project):
    panel = open_panel(project, panel_of(QUESTION, OPTIONS, [], 3))
    give_view(project, panel, view("1", 0.6, claim="my own"))
    give_view(project, panel, view("2", 0.7, claim="not to be seen"), voice="m-1")
    found = standing(project, find_panel(project))
    assert (len(found.voices), found.hidden, found.missing) == (1, 1, 1)
    for look in (synthesis, require_shown):
        with pytest.raises(Refused, match="2 views on record"):
            look(found)
    seen = page(found, [])
    assert "my own" in seen
    assert "not to be seen" not in seen
    give_view(project, panel, view("2", 0.5), voice="m-2")
    found = standing(project, find_panel(project))
    assert (len(found.voices), found.hidden, found.missing) == (3, 0, 0)
    with pytest.raises(Refused, match="Nothing is hidden"):
        show_early(project, found, "so")


def test_whoever_waits_no_longer_says_why(project):
    panel = open_panel(project, panel_of(QUESTION, OPTIONS, [], 9))
    with pytest.raises(Refused, match="Your own view comes first"):
        show_early(project, standing(project, find_panel(project)), "so")
    give_view(project, panel, view("1", 0.6))
    give_view(project, panel, view("2", 0.7, claim="seen"), voice="m-1")
    found = standing(project, find_panel(project))
    with pytest.raises(BadInput, match="Why not"):
        show_early(project, found, " ")
    show_early(project, found, "the third reader is ill")
    assert "seen" in page(standing(project, find_panel(project)), [])
    rebuild(project.journal)
    verify(project.journal)


# -- the debate ---------------------------------------------------------------------


def test_a_view_is_answered_when_it_is_shown_and_the_record_has_it(project):
    opened(project, view("1", 0.6), view("2", 0.7))
    found = standing(project, find_panel(project))
    said = answer_view(
        project, found, Rejoinder("model", "the margin", "the cost", "a\nphone")
    )
    assert said.to == "model-1"
    found = standing(project, find_panel(project))
    came = synthesis(found)
    assert [one.name for one in came.unanswered] == ["Ada"]
    told = "Ada grants: the margin; disputes: the cost; it turns on: a phone"
    assert f"  - {told}" in page(found, [])
    [file] = decision_record(project, found, [], "1", "").edit.files
    assert f"  - In the debate: {told}" in file.content
    assert "Nobody has answered" not in file.content
    [file] = decision_record(project, found, [], "2", "").edit.files
    assert "Nobody has answered the view of: Ada." in file.content


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (Rejoinder("model-1"), "What do you grant"),
        (Rejoinder("Ada", "so"), "No other voice is Ada"),
        (Rejoinder("model", "so"), "No other voice is model"),
        (Rejoinder("", "so"), "No other voice"),
    ],
)
def test_an_answer_has_somebody_and_something(project, said, fault):
    opened(project, view("1", 0.6), view("2", 0.7), view("2", 0.5))
    found = standing(project, find_panel(project))
    with pytest.raises(CoresearchError, match=fault):
        answer_view(project, found, said)


def test_nobody_is_answered_blind(project):
    panel = open_panel(project, PANEL)
    give_view(project, panel, view("2", 0.7), voice="m-1")
    found = standing(project, find_panel(project))
    with pytest.raises(Refused, match="Your own view comes first"):
        answer_view(project, found, Rejoinder("m-1", "so"))


def test_an_answer_to_a_model_is_found_again_where_the_model_is_known_by_its_asker():
    def voice(name: str) -> Voice:
        held = View("a", 0.5)
        return Voice(name, VoiceKind.MODEL, False, held, "", held)

    voices = (voice("m as user, asked by Ada"), voice("m, asked by Ada"))
    argued = Argument("Ada", Rejoinder("m as user", "so"))
    panel = Panel("q", ("a", "b"))
    found = Standing("p", "", "Ada", panel, voices, 0, arguments=(argued,))
    assert [len(answers_to(found, one)) for one in voices] == [1, 0]


# -- what comes of it ---------------------------------------------------------------


def test_the_record_names_the_dissent_and_waits_for_a_yes(project):
    views = (
        view("ngrams", 0.6, 2, 4, 3, claim="they answer mistyped words"),
        view("words", 0.5, 4, 2, 3, claim="| it | runs\n# already"),
        view("ngrams", 0.45, 2, 5, 3),
    )
    panel = opened(project, *views)
    found = standing(project, find_panel(project, panel[:5]))
    record = decision_record(project, found, [], "ngrams", "the margin")
    [file] = record.edit.files
    assert file.path == "decisions/which-search-do-we-ship.md"
    assert "**ngrams-tfidf**, because the margin" in file.content
    dissent = file.content.partition("## Dissent")[2]
    assert "**model-1** holds words-bm25, 50% sure" in dissent
    assert "model-2" not in dissent
    assert "2 of 3 voices (21% to 94% at 95 %)" in file.content
    assert "cannot tell yet, 2 more options" in file.content
    assert "\n# already" not in file.content
    assert not (project.root / "decisions").exists()
    [placed] = put_in_inbox(project, [record])
    accept(project, present(project, placed.id), Ruling())
    assert (project.root / file.path).read_text() == file.content
    with pytest.raises(BadInput, match="none of the options"):
        decision_record(project, found, [], "dense", "")


def test_one_view_is_no_panel(project):
    opened(project, view("1", 0.6))
    found = standing(project, find_panel(project))
    with pytest.raises(Refused, match="a panel takes two"):
        decision_record(project, found, [], "", "")


def test_a_panel_that_is_not_there(project):
    with pytest.raises(NotFound, match="There is no panel"):
        find_panel(project)


def test_what_a_person_answers_to_roles_is_in_the_record(project):
    panel = panel_of(QUESTION, OPTIONS, [Role.USER])
    identity = open_panel(project, panel)
    asked = role_questions(project, panel)
    own = View("words-bm25", 0.5, answers={asked[0].text: "a mechanic with gloves"})
    give_view(project, identity, own)
    give_view(project, identity, view("2", 0.5), voice="played")
    found = standing(project, find_panel(project))
    [file] = decision_record(project, found, asked, "", "").edit.files
    assert "  - Ada: a mechanic with gloves" in file.content
    assert file.content.count("  - Open: nobody has answered it.") == 2
    assert "`<what is decided, in a sentence>`" in file.content


# -- models and the interface -------------------------------------------------------


def test_a_model_answers_blind_and_its_view_is_on_record(
    research_repo, said, monkeypatch
):
    played = (PLAYED / "models" / "played" / "panel-user.md").read_text()
    (research_repo / "plan.md").write_text(
        (PLAYED.parent / "examples" / "noisy-retrieval" / "plan.md").read_text()
    )
    with open_project(research_repo) as project:
        opened(project, view("1", 0.9, claim="ada's secret reason"))
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with serving() as server:
        server.will(reply(played))
        told = said(
            research_repo, "panel", "ask", "--role", "user", "--model",
            "openai/played", "--api-base", server.base,
        )  # fmt: skip
        [sent] = server.asked
    assert "ada's secret reason" not in json.dumps(sent.body)
    assert "ngrams-tfidf" in told
    shown = json.loads(said(research_repo, "panel", "show", "-f", "json"))
    [_, model] = shown["voices"]
    assert model["name"] == "openai/played as user"
    assert model["now"]["answer"] == "ngrams-tfidf"
    assert model["now"]["ratings"] == dict(zip(OPTIONS, (2, 4, 3), strict=True))
    assert model["now"]["counter"].endswith("with a wrong note in first place.")


def test_a_synthesis_that_hides_who_dissents_is_asked_for_again(
    research_repo, said, monkeypatch
):
    (research_repo / "plan.md").write_text(
        (PLAYED.parent / "examples" / "noisy-retrieval" / "plan.md").read_text()
    )
    asked = "Which search goes into the app?"
    with open_project(research_repo) as project:
        panel = open_panel(project, panel_of(asked, OPTIONS, []))
        give_view(project, panel, view("2", 0.55, claim="mistyped words"))
        give_view(project, panel, view("1", 0.6), voice="Bea Roth")
        give_view(project, panel, view("1", 0.5), voice="openai/played as sceptic")
    played = (PLAYED / "models" / "played" / "synthesis.md").read_text()
    whole = played.replace("50ad629", panel[:7]).replace("Ada Lind", "Ada")
    hiding = re.sub(r"\bAda\b", "Canada", whole)
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with serving() as server:
        server.will(reply(hiding), reply(whole))
        told = said(
            research_repo, "panel", "synthesise", "--model", "openai/played",
            "--api-base", server.base,
        )  # fmt: skip
        first, again = (one.body["messages"] for one in server.asked)
    assert "mistyped words" in first[-1]["content"]
    assert "success@1" in first[-1]["content"]
    assert "It does not name who dissents: Ada." in again[-1]["content"]
    assert "Not usable as it is: It does not name who dissents: Ada." in told
    waiting = [kind for kind in states(research_repo).values() if kind == "waiting"]
    assert len(waiting) == 2
    assert not (research_repo / "decisions").exists()


def test_a_synthesis_writes_no_other_file(project):
    opened(project, view("1", 0.6), view("2", 0.7))
    judge = judge_of(standing(project, find_panel(project)))
    for path, fault in (
        ("decisions/x.md", ""),
        ("train.py", "new file in decisions/"),
    ):
        edit = Edit((Create(path, "model-1 and Ada dissent"),))
        assert fault in judge(Proposal("Synthesis", edit=edit))
    assert judge(Proposal("A look", edit=None)) == ""


def test_without_a_model_a_synthesis_says_who_is_not_answered(research_repo, said):
    with open_project(research_repo) as project:
        opened(project, view("1", 0.6), view("2", 0.7))
    told = said(research_repo, "panel", "synthesise", "--offline")
    assert "Nobody has answered the view of: Ada, model-1." in told
    assert states(research_repo) == {}


def test_a_role_is_asked_its_own_questions(project):
    panel = panel_of(QUESTION, OPTIONS, Role)
    asked = asked_of(panel, role_questions(project, panel), "sceptic")
    assert "You are asked as the sceptic." in asked
    assert "strongest opponent" in asked
    assert "independent runs" not in asked


def test_every_command_of_the_page_works_as_it_stands_there(research_repo, said):
    page = (PLAYED.parent / "docs" / "panel.md").read_text()
    blocks = re.findall(r"^```console\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    commands = [line[2:] for block in blocks for line in block.splitlines()]
    assert len(commands) == 8
    for command in commands:
        _, *words = shlex.split(command)
        if words[1] == "view":
            with open_project(research_repo) as project:
                panel = find_panel(project).id
                give_view(project, panel, View("words-bm25", 0.5), voice="Bea Roth")
        told = said(research_repo, *words)
        assert "no panel" not in told
    assert "A record of the decision, as decisions/which-search" in told


@pytest.mark.slow
def test_at_a_terminal_what_cannot_be_read_is_asked_again(research_repo, terminal):
    with open_project(research_repo) as project:
        open_panel(project, Panel("Do we ship?", ("yes", "no"), ("user",)))
    screen = terminal("panel", "view")
    for question, answer in (
        ("yes, from 1", "9"),
        ("yes, from 1", "4"),
        ("no, from 1", ""),
        ("Your answer: ", "perhaps"),
        ("Your answer: ", "yes"),
        ("How sure", "certain"),
        ("How sure", "60 %"),
        ("Why, in a sentence: ", "it is time"),
        ("against it: ", "nobody asked"),
        ("your mind: ", "a complaint"),
        ("  > ", "a mechanic"),
        ("  > ", ""),
        ("  > ", ""),
    ):
        screen.see(question)
        screen.type(answer)
    assert "Your view is on record." in screen.ends()
    with open_project(research_repo) as project:
        own = standing(project, find_panel(project)).own
    assert own is not None
    assert (own.now.answer, own.now.confidence) == ("yes", 0.6)
    assert own.now.ratings == {"yes": 4}
    assert list(own.now.answers.values()) == ["a mechanic"]
