"""A scripted server, both ways to it, and one LiteLLM process for a run of tests."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from coresearch.assistant import direct, helper
from coresearch.assistant.flow import Client, persistent
from coresearch.assistant.routes import route
from coresearch.core.calls import (
    Answer,
    Event,
    Limits,
    Listening,
    Message,
    Request,
    Retrying,
)
from coresearch.core.errors import ModelFault
from tests.models.scripted import Scripted, serving

_IDLE = 15.0


@pytest.fixture
def server() -> Iterator[Scripted]:
    with serving() as scripted:
        yield scripted


@pytest.fixture(scope="session")
def surroundings() -> dict[str, str]:
    """An environment in which the processes of a run share one LiteLLM process.

    It ends by itself, soon after the last test that asks it.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir(), f"cs-{run[:12]}")
    folder.mkdir(mode=0o700, exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "OPENAI_API_KEY": "scripted",
        "ANTHROPIC_API_KEY": "scripted",
    }


@pytest.fixture(scope="session")
def loaded(surroundings) -> None:
    """LiteLLM's process has imported all that a call needs."""
    question = Request("openai/played", (Message("user", "Are you there?"),))
    with serving() as server:
        asked = replace(question, server=server.base)
        heard(lambda asked: helper.ask(asked, surroundings, idle=_IDLE), asked)


@dataclass(frozen=True)
class Heard:
    """What came of one question."""

    answer: Answer
    fault: ModelFault | None
    events: list[Event]
    seconds: float

    @property
    def retries(self) -> list[Retrying]:
        return [event for event in self.events if isinstance(event, Retrying)]


Ask = Callable[..., Heard]

ONE_RETRY = Limits(size=5000, retries=1)


def heard(client: Client, request: Request) -> Heard:
    """Ask, and listen to the end."""

    async def listen() -> Heard:
        listening = Listening(time.monotonic)
        events: list[Event] = []
        fault = None
        try:
            stream = persistent(client, request, request.server)
            async with aclosing(stream) as source:
                async for event in source:
                    listening.hear(event)
                    events.append(event)
        except ModelFault as error:
            fault = error
        answer = listening.answer(fault.fault if fault else None)
        return Heard(answer, fault, events, answer.seconds)

    return asyncio.run(listen())


@pytest.fixture(params=["direct", pytest.param("litellm", marks=pytest.mark.slow)])
def ask(request, server, surroundings) -> Ask:
    """`ask()`: put a question to the scripted server, this way and that."""
    if request.param == "litellm":
        request.getfixturevalue("loaded")

    def put(base: str = "", limits: Limits = ONE_RETRY, model: str = "openai/played"):
        question = Request(
            model,
            (Message("user", "What is missing?"),),
            base or server.base,
            limits=limits,
        )
        way = route(question, surroundings)
        clients: dict[str, Client] = {
            "direct": lambda asked: direct.ask(asked, way),
            "litellm": lambda asked: helper.ask(asked, surroundings, idle=_IDLE),
        }
        return heard(clients[request.param], question)

    return put
