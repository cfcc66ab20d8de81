"""Asking reaches the model's own address, and nobody else."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from coresearch.core.calls import Message, Request
from tests.models.scripted import HEAD, event, reply

_WATCHED = """
import json, sys

reached = set()

def watch(name, arguments):
    if name == "socket.connect":
        reached.add(str(arguments[1]))
    elif name in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        reached.add(f"{name} {arguments[0]!r}")

sys.addaudithook(watch)
import asyncio
from coresearch.assistant import through_litellm, wire
from coresearch.assistant import port
request = wire.read_request(sys.stdin.buffer.read())

async def listen(stream):
    return "".join([event.text async for event in stream if hasattr(event, "text")])

if sys.argv[1] == "litellm":
    through_litellm.load()
    text = asyncio.run(listen(through_litellm.ask(request)))
else:
    text = asyncio.run(listen(port.stream(request)))
print(json.dumps([text, sorted(reached)]))
"""

_ANTHROPIC = [
    {
        "type": "message_start",
        "message": {
            "id": "m",
            "type": "message",
            "role": "assistant",
            "model": "claude",
            "content": [],
            "usage": {"input_tokens": 7, "output_tokens": 1},
        },
    },
    {
        "type": "content_block_start",
        "index": 0,
        "content_block": {"type": "text", "text": ""},
    },
    {
        "type": "content_block_delta",
        "index": 0,
        "delta": {"type": "text_delta", "text": "Name the seeds."},
    },
    {"type": "content_block_stop", "index": 0},
    {
        "type": "message_delta",
        "delta": {"stop_reason": "end_turn"},
        "usage": {"output_tokens": 4},
    },
    {"type": "message_stop"},
]
"""A reply in Anthropic's protocol, which only LiteLLM speaks."""


def listened(way: str, request: Request, environ: dict[str, str]) -> tuple[str, list]:
    """The text of the reply, and every address that was reached for it."""
    from coresearch.assistant import wire

    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, way],
        input=wire.request_line(request),
        env=environ,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    text, reached = json.loads(done.stdout)
    return text, reached


@pytest.mark.parametrize(
    "way", ["direct", pytest.param("litellm", marks=pytest.mark.slow)]
)
def test_only_the_models_address_is_reached(server, surroundings, way):
    server.will(reply("Name the seeds."))
    question = Request("openai/played", (Message("user", "Well?"),), server.base)
    text, reached = listened(way, question, surroundings)
    assert text == "Name the seeds."
    port = server.base.rpartition(":")[2].removesuffix("/v1")
    assert reached == [f"('127.0.0.1', {port})"]


@pytest.mark.slow
def test_a_model_that_only_litellm_knows_how_to_ask(loaded, server, surroundings):
    from coresearch.assistant import helper
    from tests.models.conftest import heard

    stream = b"".join(
        f"event: {part['type']}\n".encode() + event(part) for part in _ANTHROPIC
    )
    server.will([HEAD, stream])
    question = Request(
        "anthropic/claude-sonnet-4-5",
        (Message("system", "Be brief."), Message("user", "Well?")),
        server.base.removesuffix("/v1"),
    )
    ended = heard(lambda asked: helper.ask(asked, surroundings, 15.0), question)
    assert ended.answer.text == "Name the seeds."
    assert (ended.answer.sent, ended.answer.received) == (7, 4)
    assert server.asked[0].path == "/v1/messages"
    assert server.asked[0].headers["x-api-key"] == "scripted"


def test_a_proxy_is_not_for_this_machine(server, surroundings):
    question = Request("openai/played", (Message("user", "Well?"),), server.base)
    proxied = surroundings | {"HTTP_PROXY": "http://127.0.0.1:9"}
    assert listened("direct", question, proxied)[0] == "Nothing to suggest.\n"
