"""Code in a real kernel: outputs, errors, input, several requests."""

from __future__ import annotations

import asyncio

import pytest

from coresearch.core.outputs import OutputKind
from tests.adapters.kernel.conftest import Heard, with_kernel


def test_outputs_come_in_order_and_belong_to_their_cell(tmp_path):
    async def doing(heard: Heard) -> None:
        code = "import sys\nprint('one')\nprint('two', file=sys.stderr)\n3"
        assert (await heard.run(code, 1)).status == "ok"
        reply = await heard.run("1 / 0", 2)
        assert (reply.status, reply.ename) == ("error", "ZeroDivisionError")
        kinds = [(output.cell, output.kind) for output in heard.outputs]
        assert kinds == [
            (1, OutputKind.STREAM),
            (1, OutputKind.STREAM),
            (1, OutputKind.RESULT),
            (2, OutputKind.ERROR),
        ]
        assert [o.content.get("name") for o in heard.outputs[:2]] == [
            "stdout",
            "stderr",
        ]
        assert heard.outputs[2].content["data"]["text/plain"] == "3"
        # A thread that outlives its cell is still heard.
        late = "import threading, time\nsaid = threading.Event()\n"
        late += "def speak():\n    said.wait()\n    print('late')\n"
        await heard.run(late + "threading.Thread(target=speak).start()", 3)
        await heard.run("said.set()", 4)
        await heard.said("late")

    with_kernel(doing, tmp_path)


def test_a_question_is_answered(tmp_path):
    asked: list[tuple[str, bool]] = []

    def answer(prompt: str, hidden: bool) -> asyncio.Future[str]:
        asked.append((prompt, hidden))
        future = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.05, future.set_result, "Ada")
        return future

    async def doing(heard: Heard) -> None:
        await heard.run("print('Hello', input('Who? '))")
        assert "Hello Ada" in heard.text
        await heard.run("import getpass; print(len(getpass.getpass('Word: ')))")
        assert asked == [("Who? ", False), ("Word: ", True)]

    with_kernel(doing, tmp_path, answer)


def test_a_question_that_nobody_can_answer_is_an_error(tmp_path):
    async def doing(heard: Heard) -> None:
        assert (await heard.run("input()")).ename == "StdinNotImplementedError"

    with_kernel(doing, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("flush", [False, True])
def test_a_flood_arrives_whole(tmp_path, flush):
    lines, wide = (2_000, 20) if flush else (200_000, 100)

    async def doing(heard: Heard) -> None:
        line = "x" * (wide - 1)
        code = f"for _ in range({lines}): print({line!r}, flush={flush})"
        assert (await heard.run(code)).status == "ok"
        assert len(heard.text) == lines * wide

    with_kernel(doing, tmp_path)


def test_what_goes_wrong_with_an_output_is_raised_where_it_is_wanted(tmp_path):
    class Broken(Exception):
        pass

    def refuse(_: object) -> None:
        raise Broken

    async def doing(heard: Heard) -> None:
        with pytest.raises(Broken):
            await heard.kernel.execute("print(1)", 1, refuse)

    with_kernel(doing, tmp_path)
