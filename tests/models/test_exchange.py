"""One exchange: on record before it is sent, suggestions on record before they show."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace

import pytest

from coresearch.assistant.table import Known, known
from coresearch.config import ModelSettings, Settings
from coresearch.core.calls import Answer, Message, Outcome, Price
from coresearch.core.errors import NoModel, TooMuch
from coresearch.core.faults import Fault
from coresearch.journal.calls import list_calls
from coresearch.journal.queries import list_events, waiting
from coresearch.journal.verify import verify
from coresearch.prompts import Rendered, load_prompt
from coresearch.workbench.ask import (
    Closed,
    Exchange,
    Mending,
    Prose,
    Shown,
    Suggested,
    Unusable,
)
from coresearch.workbench.consent import Leave, answer
from coresearch.workbench.models import choose
from coresearch.workbench.spending import cost
from tests.models.scripted import DONE, HEAD, STALL, Pause, piece, refusal, reply

SEEDS = """<suggestion>
Title: Name the seeds
Severity: high
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
NO_PLACE = SEEDS.replace("We train an LSTM", "We train a GRU")

RENDERED = Rendered(load_prompt("critique"), "You are a colleague.", "# The plan\n…\n")

Run = Callable[..., list[Shown]]


@pytest.fixture
def chosen(server):
    return choose(Settings(), model="openai/played", server=server.base, environ={})


@pytest.fixture
def exchange(project, chosen) -> Run:
    """`exchange()`: all that comes of one exchange with the scripted server."""

    def run(*, of=chosen, **settings) -> list[Shown]:
        mine = ModelSettings(retries=0, first=60.0, silence=2.0, **settings)
        return list(Exchange(project, of, mine, RENDERED).run())

    return run


def of_kind(shown: list[Shown], kind: type) -> list:
    return [item for item in shown if isinstance(item, kind)]


def test_a_reply_becomes_prose_and_suggestions_in_the_inbox(project, server, exchange):
    server.will(reply(f"Seeds first.\n\n{SEEDS}\nNothing else.\n"))
    shown = exchange()
    prose = "".join(item.text for item in of_kind(shown, Prose))
    assert "Seeds first." in prose
    assert "Nothing else." in prose
    assert "SEARCH" not in prose
    [suggested] = of_kind(shown, Suggested)
    [entry] = waiting(project.journal, limit=9)
    assert entry.id == suggested.placed.id
    assert (entry.origin_kind, entry.origin) == ("model", "openai/played")
    origin = project.journal.suggestion(entry.id).origin
    assert origin.prompt == RENDERED.digest
    [closed] = of_kind(shown, Closed)
    [call] = list_calls(project.journal, limit=9)
    assert (call.id, call.outcome) == (closed.call, "whole")
    assert (call.sent, call.counted) == (40, 1)
    verify(project.journal)


def test_the_question_is_on_record_before_it_is_sent(project, server, chosen):
    asked_by_then = []
    record = server._next_script

    def look(method, path):
        from coresearch.workbench.project import open_project

        with open_project(project.root) as other:
            asked_by_then.extend(
                row.outcome for row in list_calls(other.journal, limit=9)
            )
        return record(method, path)

    server._next_script = look
    list(Exchange(project, chosen, ModelSettings(), RENDERED).run())
    assert asked_by_then == ["open"]
    [event] = [
        row
        for row in list_events(project.journal, limit=9)
        if row.type == "model.asked"
    ]
    body = project.journal.expand(event.body)
    sent = server.asked[0].body["messages"]
    assert [m["text"] for m in body["messages"]] == [m["content"] for m in sent]


def test_a_suggestion_is_on_record_before_it_is_shown(project, server, chosen):
    server.will(reply(SEEDS))
    exchange = Exchange(project, chosen, ModelSettings(), RENDERED)
    for shown in exchange.run():
        if isinstance(shown, Suggested):
            from coresearch.workbench.project import open_project

            with open_project(project.root) as other:
                assert other.journal.suggestion(shown.placed.id)
            return
    pytest.fail("no suggestion came")


def test_nothing_is_touched(project, server, exchange):
    before = (project.root / "plan.md").read_bytes()
    server.will(reply(SEEDS))
    exchange()
    assert (project.root / "plan.md").read_bytes() == before


def test_prose_comes_before_its_line_has_ended(server, project, chosen):
    server.will([HEAD, piece("It is the seeds"), STALL])
    exchange = Exchange(project, chosen, ModelSettings(silence=2.0), RENDERED)
    first = next(shown for shown in exchange.run() if isinstance(shown, Prose))
    assert first.text == "It is the seeds"


def test_a_character_in_two_pieces_is_one(project, server, exchange):
    halves = [piece("so \ud83d"), Pause(0.1), piece("\ude00 and \ud83d"), Pause(0.1)]
    server.will([HEAD, *halves, piece("\n"), piece("", "stop"), DONE])
    prose = "".join(item.text for item in of_kind(exchange(), Prose))
    assert prose == "so \U0001f600 and \ud83d\n"
    verify(project.journal)


def test_what_does_not_fit_is_shown_and_mended_once(project, server, exchange):
    server.will(reply(NO_PLACE), reply(SEEDS))
    shown = exchange()
    [unusable] = of_kind(shown, Unusable)
    assert "is not in plan.md" in unusable.problem.reason
    assert len(of_kind(shown, Mending)) == 1
    assert len(of_kind(shown, Suggested)) == 1
    assert len(server.asked) == 2
    roles = [message["role"] for message in server.asked[1].body["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert "is not in plan.md" in server.asked[1].body["messages"][-1]["content"]


def test_what_is_not_mended_is_not_asked_for_again(server, exchange):
    server.will(reply(NO_PLACE))
    shown = exchange()
    assert len(server.asked) == 2
    assert len(of_kind(shown, Unusable)) == 2


def test_what_the_mended_reply_repeats_is_shown_once(server, exchange):
    server.will(reply(SEEDS + NO_PLACE), reply(SEEDS))
    assert len(of_kind(exchange(), Suggested)) == 1


def test_a_fault_midway_keeps_what_came(project, server, exchange):
    server.will([HEAD, piece(f"Seeds first.\n{SEEDS}And th"), STALL])
    shown = exchange()
    [closed] = of_kind(shown, Closed)
    assert closed.fault.fault == Fault.SILENT
    assert closed.answer.text.endswith("And th")
    assert len(of_kind(shown, Suggested)) == 1
    [call] = list_calls(project.journal, limit=9)
    assert (call.outcome, call.fault, call.counted) == ("failed", "silent", 0)
    assert call.received > 0


def test_a_suggestion_that_was_cut_off_is_no_suggestion(server, exchange):
    server.will([HEAD, piece(SEEDS[:200]), STALL])
    shown = exchange()
    assert not of_kind(shown, Suggested)
    assert len(of_kind(shown, Unusable)) == 1
    assert len(server.asked) == 1


def test_ctrl_c_keeps_what_came_and_hangs_up(project, server, chosen):
    server.will([HEAD, piece(f"Seeds first.\n{SEEDS}And th"), STALL])
    shown: list[Shown] = []

    def take(item: Shown) -> None:
        shown.append(item)
        if isinstance(item, Suggested):  # Ctrl-C soon, while it waits for more
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()

    events = Exchange(project, chosen, ModelSettings(), RENDERED).run()
    with pytest.raises(KeyboardInterrupt):
        deque(map(take, events))
    assert len(of_kind(shown, Suggested)) == 1
    [closed] = of_kind(shown, Closed)
    assert closed.answer.outcome is Outcome.CUT
    [call] = list_calls(project.journal, limit=9)
    assert call.outcome == "cut"
    assert server.asked[0].hung_up.wait(3)


def test_stopped_while_something_is_shown_it_still_says_how_it_ended(
    project, server, chosen
):
    server.will([HEAD, piece("Seeds first.\nThen "), STALL])
    exchange = Exchange(project, chosen, ModelSettings(), RENDERED)
    events = exchange.run()
    next(events)
    exchange.stop()
    rest: list[Shown] = []
    with pytest.raises(asyncio.CancelledError):
        deque(map(rest.append, events))
    [closed] = of_kind(rest, Closed)
    assert closed.answer.text == "Seeds first.\nThen "
    assert closed.answer.outcome is Outcome.CUT


def test_whoever_stops_listening_leaves_a_record(project, server, chosen):
    server.will([HEAD, piece("Seeds first.\n"), STALL])
    events = Exchange(project, chosen, ModelSettings(), RENDERED).run()
    next(events)
    events.close()
    assert [row.outcome for row in list_calls(project.journal, limit=9)] == ["cut"]
    assert server.asked[0].hung_up.wait(3)


def test_a_refused_key_costs_nothing_and_is_on_record(project, server, exchange):
    server.will(refusal("401 Unauthorized", "bad key"))
    [closed] = of_kind(exchange(), Closed)
    assert isinstance(closed.fault, NoModel)
    [call] = list_calls(project.journal, limit=9)
    assert (call.outcome, call.fault, call.sent, call.received) == (
        "failed",
        "key",
        0,
        0,
    )


# -- money --------------------------------------------------------------------------


@pytest.fixture
def priced(project, chosen, monkeypatch):
    """The scripted server, as if it were gpt-4o's, and far away."""
    far = replace(chosen, known=known("openai/gpt-4o"), route=replace(chosen.route))
    monkeypatch.setattr(type(chosen.route), "leaves_machine", True)
    answer(project, far, Leave.CONTENT, True)
    return far


def test_a_call_that_may_pass_the_budget_is_not_made(server, exchange, priced):
    with pytest.raises(TooMuch, match=r"\$0\.0000 of today's \$0\.0001"):
        exchange(of=priced, budget=0.0001)
    assert server.asked == []


def test_within_the_budget_the_reply_is_bounded_by_what_is_left(
    server, exchange, priced
):
    exchange(of=priced, budget=0.01)
    most = server.asked[0].body["max_tokens"]
    sent = sum(len(m["content"].encode()) for m in server.asked[0].body["messages"])
    price = priced.known.price
    assert price.of(sent, most) <= 0.01 < price.of(sent, most + 1)


def test_what_was_spent_today_counts(project, server, exchange, priced):
    for _ in range(3):
        exchange(of=priced, budget=0.005)
    spent = [row.dollars for row in list_calls(project.journal, limit=9)]
    assert all(dollars > 0 for dollars in spent)
    with pytest.raises(TooMuch):
        exchange(of=priced, budget=sum(spent))


def test_with_a_budget_an_unknown_price_is_a_refusal(exchange, priced):
    unknown = replace(priced, known=Known("x/y"))
    with pytest.raises(TooMuch, match="price of openai/played is not known"):
        exchange(of=unknown, budget=1.0)


def test_without_a_count_by_the_server_the_cost_is_an_estimate():
    price = Price(2.0, 10.0)
    asked = [Message("user", "x" * 400)]

    def answered(text="", fault=None, sent=None, received=None):
        return Answer(text, Outcome.WHOLE, 1.0, None, sent, received, 0, fault)

    counted = cost(answered("y", sent=1000, received=10), asked, price)
    assert (counted.counted, counted.dollars) == (True, 0.0021)
    guessed = cost(answered("y" * 80), asked, price)
    assert (guessed.counted, guessed.sent, guessed.received) == (False, 100, 20)
    assert cost(answered(fault=Fault.UNREACHABLE), asked, price).dollars == 0.0
    assert cost(answered(fault=Fault.SILENT), asked, price).dollars > 0.0
    assert cost(answered("y"), asked, None).dollars is None
