"""Every way in which a call fails, over both clients: one sentence, nothing lost."""

from __future__ import annotations

import socket

import pytest

from coresearch.cli.exit_codes import ExitCode, exit_code
from coresearch.core.calls import Limits, Outcome
from coresearch.core.faults import MEANINGS, Fault
from tests.models.conftest import ONE_RETRY
from tests.models.scripted import (
    DONE,
    HEAD,
    RESET,
    STALL,
    event,
    piece,
    refusal,
    reply,
    serving,
    status,
    usage,
)

_NOT_UTF8 = b'data: {"choices":[{"index":0,"delta":{"content":"\xff\xfe"}}]}\n\n'
_LONG = "This model's maximum context length is 10 tokens."
_OVERLOADED = event({"error": {"message": "overloaded"}})

SCRIPTS = {
    "a key that is refused": (refusal("401 Unauthorized", "bad key"), Fault.KEY, ""),
    "a key without the right": (refusal("403 Forbidden", "no"), Fault.KEY, ""),
    "no credit": (
        refusal("429 Too Many Requests", "no", code="insufficient_quota"),
        Fault.QUOTA,
        "",
    ),
    "no such model": (refusal("404 Not Found", "none"), Fault.NO_SUCH_MODEL, ""),
    "a busy server": (
        refusal("429 Too Many Requests", "slow down", "Retry-After: 0"),
        Fault.RATE_LIMITED,
        "",
    ),
    "a broken server": (
        refusal("500 Internal Server Error", "oops", "Retry-After: 0"),
        Fault.SERVER_ERROR,
        "",
    ),
    "a server behind a broken one": (
        status("502 Bad Gateway", "<html>Bad Gateway</html>", kind="text/html"),
        Fault.SERVER_ERROR,
        "",
    ),
    "a parameter it does not take": (
        refusal("400 Bad Request", "temperature must be 1"),
        Fault.NOT_UNDERSTOOD,
        "",
    ),
    "a long question": (refusal("400 Bad Request", _LONG), Fault.LONG_CONTEXT, ""),
    "a reset before the reply": ([RESET], Fault.BROKEN_OFF, ""),
    "a reset midway": ([HEAD, piece("half"), RESET], Fault.BROKEN_OFF, "half"),
    "a clean close midway": ([HEAD, piece("half")], Fault.BROKEN_OFF, "half"),
    "silence before the reply": ([HEAD, STALL], Fault.SILENT, ""),
    "silence midway": ([HEAD, piece("half"), STALL], Fault.SILENT, "half"),
    "an error midway": ([HEAD, piece("half"), _OVERLOADED], Fault.SERVER_ERROR, "half"),
    "no JSON": ([HEAD, piece("half"), b"data: {no\n\n"], Fault.MALFORMED, "half"),
    "no UTF-8": ([HEAD, piece("half"), _NOT_UTF8, DONE], Fault.NOT_UTF8, "half"),
    "an empty reply": ([HEAD, piece("", "stop"), DONE], Fault.EMPTY, ""),
    "a reply without end": (
        reply("".join(map(str, range(3000)))),
        Fault.LONG_REPLY,
        "0123456789101112",
    ),
}

_PATIENT = Limits(size=5000, retries=0)
_IMPATIENT = Limits(first=3.0, silence=1.0, size=5000, retries=0)


@pytest.mark.parametrize("case", SCRIPTS)
def test_a_fault_is_told_and_what_came_before_it_is_kept(ask, server, case):
    script, fault, kept = SCRIPTS[case]
    server.will(script)
    ended = ask(limits=_IMPATIENT if STALL in script else _PATIENT)
    assert ended.fault is not None
    assert ended.fault.fault == fault
    assert ended.answer.outcome is Outcome.FAILED
    assert ended.answer.text.startswith(kept)
    assert bool(kept) == bool(ended.answer.text)
    assert "\n" not in ended.fault.message
    assert ended.fault.message.endswith(".")
    assert not any(word in ended.fault.message for word in ("litellm", "Error:"))
    assert ended.fault.hint
    assert exit_code(ended.fault) is not ExitCode.BUG


def test_a_line_without_end(ask, server):
    line = b"data: " + b"x" * 10_000_000
    server.will([HEAD, line + b"\n\n", DONE])
    ended = ask(limits=Limits(retries=0))
    # LiteLLM reads the line to its end, and then finds that it is no JSON.
    assert ended.fault.fault in (Fault.LONG_LINE, Fault.MALFORMED)
    assert len(ended.fault.message) < 400


def test_a_page_instead_of_a_stream(ask, server):
    server.will(status("200 OK", "<html>Welcome</html>", kind="text/html"))
    ended = ask(limits=_PATIENT)
    # LiteLLM does not look at the type: to it this is a stream without an end.
    assert ended.fault.fault in (Fault.WRONG_TYPE, Fault.BROKEN_OFF)


@pytest.mark.parametrize("line", ["301 Moved", "302 Found", "307 Go", "308 Go"])
def test_nobody_is_followed_to_another_address(ask, server, line):
    with serving() as other:
        server.will(status(line, "", f"Location: {other.base}/chat/completions"))
        ended = ask(limits=_PATIENT)
        assert other.asked == []
    assert ended.fault.fault == Fault.REDIRECTED
    assert len(server.asked) == 1


def test_nothing_listens(ask):
    with socket.create_server(("127.0.0.1", 0)) as line:
        port = line.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/v1").fault.fault == Fault.UNREACHABLE


def test_no_such_host(ask):
    assert ask("http://no-such-host.invalid/v1").fault.fault == Fault.UNKNOWN_HOST


def test_whole_replies_come_whole(ask, server):
    text = "Name the seeds — 5 of them: α, β, 中文.\n" * 20
    server.will(reply(text, size=3))
    ended = ask()
    assert ended.fault is None
    assert ended.answer.text == text
    assert ended.answer.outcome is Outcome.WHOLE
    assert (ended.answer.sent, ended.answer.received) == (40, len(text) // 4)
    assert 0 < ended.answer.first <= ended.answer.seconds


def test_a_reply_that_reached_the_models_limit_says_so(ask, server):
    server.will([HEAD, piece("half"), piece("", "length"), usage(1, 2), DONE])
    assert ask().answer.outcome is Outcome.LIMIT


def test_pieces_are_gathered(ask, server):
    text = "".join(f"{number} " for number in range(500))
    server.will(reply(text, size=4))
    ended = ask(limits=Limits(size=100_000))
    assert ended.answer.text == text
    frames = ended.seconds * 30 + 5
    assert len(ended.events) <= frames < len(text) / 8


def test_a_retry_is_seen_and_helps(ask, server):
    busy = refusal("429 Too Many Requests", "slow down", "Retry-After: 0")
    server.will(busy, reply("Name the seeds."))
    ended = ask(limits=ONE_RETRY)
    assert ended.fault is None
    assert [retry.fault.fault for retry in ended.retries] == [Fault.RATE_LIMITED]
    assert ended.retries[0].seconds == 0
    assert ended.answer.retries == 1
    assert len(server.asked) == 2


def test_retries_are_bounded(ask, server):
    server.will(refusal("503 Service Unavailable", "down", "Retry-After: 0"))
    assert ask(limits=Limits(retries=3)).fault.fault == Fault.SERVER_ERROR
    assert len(server.asked) == 4


def test_it_does_not_wait_for_longer_than_it_may(ask, server):
    server.will(refusal("429 Too Many Requests", "slow down", "Retry-After: 3600"))
    ended = ask(limits=Limits(retries=3, longest_wait=60))
    assert ended.fault.retry_after == 3600
    assert "It asks to wait 3,600 seconds" in ended.fault.hint
    assert len(server.asked) == 1


def test_nothing_is_asked_again_once_something_came(ask, server):
    server.will([HEAD, piece("half"), RESET])
    assert ask().answer.text == "half"
    assert len(server.asked) == 1


def test_what_cannot_help_is_not_tried_again(ask, server):
    server.will(refusal("401 Unauthorized", "bad key"))
    ask()
    assert len(server.asked) == 1


def test_every_fault_has_its_sentence_and_its_hint():
    for fault, meaning in MEANINGS.items():
        shown = meaning.message.format(model="m", server="s", detail="{x}")
        assert shown.endswith("."), fault
        assert meaning.hint, fault
    assert set(MEANINGS) == set(Fault)
