"""What asking a model costs besides the model: `python -m benchmarks.speed.assistant`.

The model is a scripted server on this machine that answers at once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from benchmarks.layout import table
from benchmarks.speed.pairs import (
    Cost,
    Failed,
    child,
    in_turns,
    row,
    timed,
)
from coresearch.assistant.flow import gathered
from coresearch.core.calls import Limits, Message, Request

_ASKED = {
    "model": "played",
    "messages": [{"role": "user", "content": "Well?"}],
    "stream": True,
    "stream_options": {"include_usage": True},
}

_HTTPX = """\
import asyncio, json, sys, httpx

async def ask():
    async with httpx.AsyncClient(verify=False) as client, client.stream(
        "POST", sys.argv[1] + "/chat/completions", json=json.loads(sys.argv[2])
    ) as response:
        async for _ in response.aiter_bytes():
            pass

asyncio.run(ask())
"""

_LITELLM = """\
import asyncio, json, os, sys
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
import litellm

async def ask():
    body = json.loads(sys.argv[2]) | {"model": "openai/played"}
    async for _ in await litellm.acompletion(**body, api_base=sys.argv[1]):
        pass

asyncio.run(ask())
os._exit(0)
"""
"""Without the seconds that it takes to end, which coresearch never waits for."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Time each way of asking, and print one row for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--times", type=int, default=15, help="runs of each (at least 15)"
    )
    parser.add_argument(
        "--cold", action="store_true", help="time the first question through LiteLLM"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="cs") as name:
        rows = list(_rows(Path(name), asked.times, cold=asked.cold))
    print(table(_HEADER, rows))


@dataclass(frozen=True, slots=True)
class Race:
    """A way of asking beside the least that could be done in its stead."""

    name: str
    ours: Callable[[], Cost]
    floor_name: str
    floor: Callable[[], Cost]


_HEADER = (
    "coresearch", "floor", "CPU ms", "floor", "ratio (95 %)",
    "wall ms", "floor", "ratio (95 %)",
)  # fmt: skip


def _rows(folder: Path, times: int, *, cold: bool) -> Iterator[tuple[str, ...]]:
    with (
        _served(200, 12) as short,
        _served(20_000, 20) as middling,
        _served(100_000, 20) as long,
        _served(10_000, 20, 0.001) as slow,
    ):
        ways = (
            _whole(folder, short),
            _directly("5,000 pieces at once, directly", long),
            _directly("500 pieces one by one, directly", slow),
            _through_litellm(middling),
        )
        races = _cold(folder, short) if cold else chain(*ways)
        for race in races:
            try:
                yield row(
                    race.name, race.floor_name, in_turns(race.floor, race.ours, times)
                )
            except Failed as fault:
                print(f"Not timed: {fault}", file=sys.stderr)


@contextmanager
def _served(characters: int, size: int, pause: float = 0.0) -> Iterator[str]:
    """The address of a server in a process of its own."""
    command = [sys.executable, "-m", "tests.models.scripted"]
    with subprocess.Popen(
        [*command, str(characters), str(size), str(pause)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


# -- whole processes ----------------------------------------------------------------


def _whole(folder: Path, short: str) -> Iterator[Race]:
    project = _repository(folder)
    environment = _environment(folder)

    def ask(*more: str) -> Cost:
        command = [sys.executable, "-m", "coresearch", "ask", "Well?", *more]
        return child(command, project, environment)

    def httpx() -> Cost:
        command = [sys.executable, "-c", _HTTPX, short, json.dumps(_ASKED)]
        return child(command, project, environment)

    direct = ("--model", "openai/played", "--api-base", short)
    yield Race("ask, directly", lambda: ask(*direct), "httpx", httpx)
    # LiteLLM's custom provider for the same protocol, which is not asked directly.
    through = ("--model", "custom_openai/played", "--api-base", short)
    yield Race("ask, through LiteLLM, warm", lambda: ask(*through), "httpx", httpx)


def _cold(folder: Path, short: str) -> Iterator[Race]:
    project = _repository(folder)
    environment = _environment(folder)
    turn = iter(range(10_000))

    def ask() -> Cost:
        """With a process of its own, since no other has this environment."""
        command = [sys.executable, "-m", "coresearch", "ask", "Well?"]
        command += ["--model", "custom_openai/played", "--api-base", short]
        return child(command, project, environment | {"TURN": str(next(turn))})

    def litellm() -> Cost:
        command = [sys.executable, "-c", _LITELLM, short, json.dumps(_ASKED)]
        return child(command, project, environment)

    yield Race("ask, through LiteLLM, cold (wall)", ask, "LiteLLM itself", litellm)


def _repository(folder: Path) -> Path:
    project = folder / "project"
    project.mkdir()
    (project / "plan.md").write_text("# Plan\n\nWe train once.\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    return project


def _environment(folder: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_")
    }
    return kept | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "XDG_RUNTIME_DIR": str(folder),
        "OPENAI_API_KEY": "none",
    }


# -- streams ------------------------------------------------------------------------


def _directly(name: str, server: str) -> Iterator[Race]:
    """A long reply, in this process."""
    from coresearch.assistant import direct
    from coresearch.assistant.routes import route

    request = _request(server)
    way = route(request, {"OPENAI_API_KEY": "none"})

    async def httpx(*, parse: bool) -> None:
        """The bytes alone, or what any client does: take each event's text out."""
        import httpx

        async with (
            httpx.AsyncClient(verify=False) as client,
            client.stream(
                "POST", f"{server}/chat/completions", json=_ASKED
            ) as response,
        ):
            if not parse:
                async for _ in response.aiter_bytes():
                    pass
                return
            async for line in response.aiter_lines():
                if line.startswith("data: {"):
                    json.loads(line[6:])

    ours = _timed(lambda: _heard(direct.ask(request, way)))
    yield Race(name, ours, "httpx and JSON", _timed(lambda: httpx(parse=True)))
    yield Race(name, ours, "httpx alone", _timed(lambda: httpx(parse=False)))


def _through_litellm(server: str) -> Iterator[Race]:
    """A reply of 20 kB, in this process, which has imported LiteLLM."""
    from coresearch.assistant import through_litellm

    os.environ["OPENAI_API_KEY"] = "none"
    through_litellm.load()

    async def litellm() -> None:
        import litellm

        body = _ASKED | {"model": "openai/played"}
        async for _ in await litellm.acompletion(**body, api_base=server):
            pass

    yield Race(
        "1,000 pieces, LiteLLM",
        _timed(lambda: _heard(through_litellm.ask(_request(server)))),
        "LiteLLM",
        _timed(litellm),
    )


def _request(server: str) -> Request:
    return Request("openai/played", (Message("user", "Well?"),), server)


async def _heard(source) -> None:
    async for _ in gathered(source, Limits()):
        pass


def _timed(ask: Callable[[], Coroutine]) -> Callable[[], Cost]:
    return lambda: timed(lambda: asyncio.run(ask()))


if __name__ == "__main__":
    main()
