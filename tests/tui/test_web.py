"""In a browser: only from this machine, only with the token, and then as at home."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import PROGRAM, place, run_in, states, surroundings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture
def address(research_repo):
    """Where `coresearch web` serves the repository."""
    serving = subprocess.Popen(
        [*PROGRAM, "web", "--port", "0"],
        cwd=research_repo,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    yield serving.stdout.readline().strip()
    serving.send_signal(signal.SIGINT)
    serving.stdout.close()
    assert serving.wait(30) in (0, 130)


def test_nothing_is_served_without_the_token_and_all_with_it(address):
    import aiohttp

    assert address.startswith("http://127.0.0.1:")
    place, _, token = address.partition("/?token=")

    async def refused(session, path="/", **headers):
        async with session.get(place + path, headers=headers) as answer:
            return answer.status == 403

    async def go():
        jar = aiohttp.CookieJar(unsafe=True)  # takes those of an address of numbers
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            for path in ("/", "/?token=no", "/static/js/textual.js", "/ws"):
                assert await refused(session, path, Origin=place)
            assert await refused(session, f"/?token={token}", Host="elsewhere.org")
            async with session.get(address) as page:
                assert page.status == 200
                assert "default-src 'self'" in page.headers["Content-Security-Policy"]
            assert await refused(session, "/ws")
            assert await refused(session, "/ws", Origin="http://elsewhere.org")
            await at_work(session, place)

    asyncio.run(go())


async def at_work(session, place):
    """Send something, and see what comes of it."""
    socket = f"{place}/ws?width=120&height=40"
    async with session.ws_connect(socket, origin=place, heartbeat=30) as terminal:
        seen, is_sent, end = "", False, time.monotonic() + 60
        while "Asked is one/two" not in seen:
            assert time.monotonic() < end, seen[-2000:]
            said = (await terminal.receive(timeout=60)).data
            seen += said.decode(errors="replace") if isinstance(said, bytes) else ""
            if "sk, or" in seen and not is_sent:
                is_sent = True
                await terminal.send_json(["stdin", "/model one/two"])
                await terminal.send_json(["stdin", "\r"])


def test_a_port_that_is_taken_is_told(address, research_repo):
    port = address.partition("/?")[0].rpartition(":")[2]
    ended = run_in(research_repo, "web", "--port", port)
    assert ended.code == 4
    assert "is taken by another program" in ended.err


def test_keys_from_a_pipe_decide_nothing(research_repo, suggest, seeds_edit):
    place(research_repo, suggest("Name the seeds", seeds_edit))
    ended = subprocess.run(
        [sys.executable, "-m", "coresearch.tui"],
        cwd=research_repo,
        input="\x1b\ta" * 200,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("Only coresearch web opens the interface")
    assert states(research_repo) == {"Name the seeds": "waiting"}
