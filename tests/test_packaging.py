"""The program as it is installed, not as it lies in the checkout.

By uv, which takes seconds where pip takes minutes. Installs of the checkout, editable
and not, are the README's two commands, which are run as they stand there whenever the
whole is checked.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UV = Path(sys.executable).parent / "uv"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    [built] = folder.glob("*.whl")
    return built


def install(what: Path, *, folder: Path) -> Path:
    """Into a new environment without any development dependency; its bin folder."""
    environment = folder / "env"
    run(UV, "venv", "--quiet", "--python", sys.executable, environment, cwd=folder)
    python = environment / "bin" / "python"
    run(UV, "pip", "install", "--quiet", "--python", python, what, cwd=folder)
    return environment / "bin"


def works(bin_folder: Path, elsewhere: Path) -> None:
    """The installed program finds what comes with it and does its main job."""
    coresearch = bin_folder / "coresearch"
    assert "critique" in run(coresearch, "prompts", "list", cwd=elsewhere)
    assert "careful colleague" in run(
        coresearch, "prompts", "show", "critique", cwd=elsewhere
    )
    scratch = elsewhere / "scratch"
    said = run(coresearch, "demo", "--folder", scratch, cwd=elsewhere)
    assert "plan.md: " in said
    assert "finding" in said
    verified = run(coresearch, "journal", "verify", cwd=scratch)
    assert "The journal is whole" in verified


def test_a_built_wheel_works_in_a_clean_environment(wheel, tmp_path):
    works(install(wheel, folder=tmp_path), tmp_path)


def test_uv_tool_install_works(wheel, tmp_path, monkeypatch):
    for name in ("UV_TOOL_DIR", "UV_TOOL_BIN_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    run(UV, "tool", "install", "--quiet", wheel, cwd=tmp_path)
    works(Path(os.environ["UV_TOOL_BIN_DIR"]), tmp_path)


def test_the_locked_environment_works(tmp_path, monkeypatch):
    monkeypatch.setenv("UV_PROJECT_ENVIRONMENT", str(tmp_path / "env"))
    run(UV, "sync", "--quiet", "--locked", "--no-editable", cwd=ROOT)
    works(tmp_path / "env" / "bin", tmp_path)
