"""Our side of Jupyter's protocol against jupyter_client's, and kernels elsewhere."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from jupyter_client.session import Session

from coresearch.core.errors import KernelFault
from coresearch.kernel.kernel import open_kernel
from coresearch.kernel.process import KernelProcess
from coresearch.kernel.specs import KernelSpec, find_kernel
from coresearch.kernel.wire import Unsigned, Wire
from tests.adapters.kernel.conftest import Heard, is_gone

KEY = "a key"


def test_jupyter_client_reads_what_we_pack():
    wire, theirs = Wire(KEY), Session(key=KEY.encode())
    message = wire.message("execute_request", {"code": "é = '\ud800'"})
    _, frames = theirs.feed_identities(wire.pack(message))
    read = theirs.deserialize(frames)
    assert read["header"]["msg_id"] == message["header"]["msg_id"]
    assert read["content"] == message["content"]


def test_we_read_what_jupyter_client_packs_whatever_stands_before_it():
    wire, theirs = Wire(KEY), Session(key=KEY.encode())
    message = theirs.msg("stream", {"name": "stdout", "text": "é\n"})
    frames = theirs.serialize(message, ident=[b"topic"])
    read = wire.unpack(frames)
    assert read["header"]["msg_id"] == message["header"]["msg_id"]
    assert read["content"] == message["content"]


@pytest.mark.parametrize("place", range(1, 6))
def test_a_message_that_was_changed_or_is_none_is_refused(place):
    wire, theirs = Wire(KEY), Session(key=KEY.encode())
    frames = theirs.serialize(theirs.msg("status", {"execution_state": "idle"}))
    frames[place] = frames[place].replace(b"}", b', "x": 1}') + b" "
    with pytest.raises(Unsigned):
        wire.unpack(frames)
    with pytest.raises(Unsigned):
        wire.unpack(frames[:place])


def spec_with(folder: Path, **changed: object) -> KernelSpec:
    """The Python kernel, with another `kernel.json` in a folder of its own."""
    content = {**find_kernel().content, **changed}
    place = folder / "kernels" / "other"
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(content))
    argv = tuple(content["argv"])
    return KernelSpec("other", "Other", "python", argv, str(place), content)


def said(spec: KernelSpec, folder: Path, code: str) -> str:
    """What `code` prints in a kernel of `spec`, which is gone afterwards."""

    async def all_of_it() -> str:
        async with asyncio.timeout(60):
            async with open_kernel(spec, folder, os.environ) as kernel:
                heard = Heard(kernel)
                assert (await heard.run(code)).status == "ok"
        if kernel.process.pid is not None:
            assert is_gone(kernel.process.pid)
        assert kernel.process.status == 0
        return heard.text

    return asyncio.run(all_of_it())


@pytest.mark.slow
def test_a_kernelspec_sets_variables_and_a_port_is_encrypted(tmp_path, monkeypatch):
    monkeypatch.setattr("coresearch.kernel.process._LONGEST_SOCKET", 0)
    spec = spec_with(tmp_path, env={"FROM_SPEC": "${HOME}/x"})
    code = "import os; print(os.environ['FROM_SPEC'])\n"
    code += "print('curve_secretkey' in open(get_ipython().kernel.config"
    code += "['IPKernelApp']['connection_file']).read())"
    assert said(spec, tmp_path, code) == f"{os.environ['HOME']}/x\nTrue\n"


def test_python_in_a_kernelspec_is_that_of_its_environment(tmp_path):
    python = tmp_path / "bin" / "python"
    place = tmp_path / "share" / "jupyter" / "kernels" / "python3"
    for file in (python, place / "kernel.json"):
        file.parent.mkdir(parents=True)
        file.touch()
    spec = KernelSpec("python3", "P", "python", ("python", "-m", "x"), str(place), {})
    from coresearch.kernel.process import _command

    assert _command(spec, tmp_path)[0] == str(python)
    python.unlink()
    assert _command(spec, tmp_path)[0] == sys.executable


PROVISIONER = """
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

class Elsewhere(LocalProvisioner):
    async def pre_launch(self, **kwargs):
        if self.kernel_spec.env.get("CLOSED"):
            raise RuntimeError("the other machine is closed today")
        kwargs = await super().pre_launch(**kwargs)
        kwargs["env"]["WHERE"] = "elsewhere"
        return kwargs
"""


@pytest.fixture
def elsewhere(tmp_path, monkeypatch) -> dict[str, object]:
    """Metadata that name a provisioner which is installed as a package."""
    (tmp_path / "elsewhere.py").write_text(PROVISIONER)
    about = tmp_path / "elsewhere-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: elsewhere\n")
    points = "[jupyter_client.kernel_provisioners]\nelsewhere = elsewhere:Elsewhere\n"
    (about / "entry_points.txt").write_text(points)
    monkeypatch.syspath_prepend(str(tmp_path))
    from jupyter_client.provisioning.factory import KernelProvisionerFactory

    KernelProvisionerFactory.clear_instance()
    yield {"kernel_provisioner": {"provisioner_name": "elsewhere"}}
    KernelProvisionerFactory.clear_instance()


def test_a_kernel_elsewhere_is_started_by_its_provisioner(tmp_path, elsewhere):
    spec = spec_with(tmp_path, metadata=elsewhere)
    code = "import os; print(os.environ['WHERE'])"
    assert said(spec, tmp_path, code) == "elsewhere\n"


def test_what_the_provisioner_says_is_told(tmp_path, elsewhere):
    spec = spec_with(tmp_path, metadata=elsewhere, env={"CLOSED": "yes"})
    with pytest.raises(KernelFault, match="closed today"):
        said(spec, tmp_path, "pass")


def test_the_connection_file_is_for_the_owner_alone(tmp_path):
    async def started() -> None:
        process = KernelProcess(find_kernel())
        await process.start(tmp_path, os.environ)
        try:
            assert process.folder.stat().st_mode & 0o077 == 0
        finally:
            await process.kill()
            await process.stop()

    asyncio.run(started())
