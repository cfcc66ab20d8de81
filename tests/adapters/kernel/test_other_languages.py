"""A kernel that is not Python: its code, streams, errors and interrupts."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

import pytest

from coresearch.kernel.kernel import open_kernel
from coresearch.kernel.specs import KernelSpec, find_kernel, kernel_for_language
from tests.adapters.kernel.conftest import Heard


@pytest.fixture
def bash(tmp_path, monkeypatch) -> KernelSpec:
    """The kernel of `bash_kernel`, as its own installer would describe it."""
    folder = tmp_path / "jupyter" / "kernels" / "bash"
    folder.mkdir(parents=True)
    content = {
        "argv": [sys.executable, "-m", "bash_kernel", "-f", "{connection_file}"],
        "display_name": "Bash",
        "language": "bash",
    }
    (folder / "kernel.json").write_text(json.dumps(content))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    return find_kernel("bash")


@pytest.mark.slow
def test_a_bash_kernel_runs_prints_fails_and_is_interrupted(bash: KernelSpec, tmp_path):
    async def all_of_it() -> None:
        async with asyncio.timeout(60):
            async with open_kernel(bash, Path(tmp_path), os.environ) as kernel:
                heard = Heard(kernel)
                assert kernel.info["language_info"]["name"] == "bash"
                reply = await heard.run("for word in so it ran; do echo $word; done")
                assert reply.status == "ok"
                assert heard.text.split() == ["so", "it", "ran"]
                assert (await heard.run("false")).status == "error"
                begun = time.monotonic()
                running = asyncio.create_task(heard.run("echo on; sleep 60"))
                await heard.said("on")
                await kernel.interrupt()
                await running
                assert time.monotonic() - begun < 30
                assert (await heard.run("echo still here")).status == "ok"
                assert "still here" in heard.text

    asyncio.run(all_of_it())


def test_a_script_in_another_language_finds_its_kernel(bash: KernelSpec):
    assert not bash.is_python
    assert kernel_for_language("BASH") == "bash"
