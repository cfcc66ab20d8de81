"""Real kernels, started for each test that is about their lives."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coresearch.core.outputs import Output, OutputKind
from coresearch.kernel.kernel import Kernel, OnInput, Reply, open_kernel
from coresearch.kernel.specs import find_kernel


@dataclass
class Heard:
    """A kernel, and what it has said."""

    kernel: Kernel
    outputs: list[Output] = field(default_factory=list)

    async def run(self, code: str, cell: int = 1) -> Reply:
        return await self.kernel.execute(code, cell, self.outputs.append)

    @property
    def text(self) -> str:
        return "".join(
            output.content["text"]
            for output in self.outputs
            if output.kind is OutputKind.STREAM
        )

    async def said(self, text: str) -> None:
        """Wait until `text` has been written."""
        async with asyncio.timeout(20):
            while text not in self.text:  # noqa: ASYNC110 - it is not ours to signal
                await asyncio.sleep(0.01)

    @property
    def pid(self) -> int:
        assert self.kernel.process.pid is not None
        return self.kernel.process.pid


def with_kernel(
    doing: Callable[[Heard], Awaitable[None]],
    folder: Path,
    on_input: OnInput | None = None,
) -> None:
    """Do something with a fresh kernel, which is gone afterwards."""

    async def all_of_it() -> None:
        async with asyncio.timeout(60):
            async with open_kernel(
                find_kernel(), folder, os.environ, on_input
            ) as kernel:
                heard = Heard(kernel)
                await doing(heard)
        assert is_gone(heard.pid)

    asyncio.run(all_of_it())


def is_gone(pid: int) -> bool:
    """Whether a process is no more, or is a corpse that nobody buries in here."""
    try:
        return " Z " in Path(f"/proc/{pid}/stat").read_text().partition(")")[2][:4]
    except FileNotFoundError:
        return True


def goes(pid: int, within: float = 10.0) -> bool:
    """Whether a process is gone within so many seconds."""
    deadline = time.monotonic() + within
    while not is_gone(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture(autouse=True)
def _nothing_is_left(tmp_path_factory, monkeypatch):
    """No test leaves a kernel's folder behind."""
    scratch = tmp_path_factory.mktemp("s")
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    yield
    deadline = time.monotonic() + 60
    while list(scratch.glob("coresearch-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not list(scratch.glob("coresearch-*"))
