"""Real repositories and journals for every test; nothing of the person's own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from coresearch.core.edits import Edit, FileEdit, Modify, Replacement
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.workbench.project import Project, open_project

# The program is started thousands of times: it keeps what Python compiled of it, as it
# does for a person.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# An optional check of jsonschema's builds 38 grammars, which takes each process three
# seconds; as if it were not installed.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# In a job that was started in the background Ctrl-C would be ignored.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no failure, and two runs of the same code try the same examples.
# Others are tried by `HYPOTHESIS_PROFILE=exploring`.
settings.register_profile(
    "repeatable", deadline=None, max_examples=40, derandomize=True
)
settings.register_profile("exploring", deadline=None, max_examples=40)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_xdist_auto_num_workers() -> int:
    """With `-n auto` two to a core: most wait for a terminal, a disk or a kernel."""
    return 2 * (os.cpu_count() or 1)


_OF_THIS_TERMINAL = (
    "CONDA_PREFIX", "FORCE_COLOR", "GIT_DIR", "GIT_WORK_TREE", "NO_COLOR",
    "VIRTUAL_ENV", "VISUAL",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_configuration_of_this_machine(monkeypatch, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    # What expressions compile to is kept there, for all tests as for a person's days.
    cache = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / ".local/state"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("TZ", "UTC")
    for name in _OF_THIS_TERMINAL:
        monkeypatch.delenv(name, raising=False)


def git(folder: Path, *arguments: str) -> str:
    """What git says, run in `folder`."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


PLAN = """# Plan

We train an LSTM on the training data.

## Budget

Each run takes 2 hours.
"""


@pytest.fixture(scope="session")
def _committed_plan(tmp_path_factory) -> Path:
    """What each `research_repo` is a copy of: five starts of git cost more than it."""
    root = tmp_path_factory.mktemp("template") / "research"
    root.mkdir()
    git(root, "init", "-q", "-b", "main", "--template=")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    (root / "plan.md").write_text(PLAN)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "A plan")
    return root


@pytest.fixture
def research_repo(tmp_path, _committed_plan) -> Path:
    """A repository with one committed plan, by Ada."""
    root = tmp_path / "research"
    shutil.copytree(_committed_plan, root)
    git(root, "update-index", "--refresh")  # as git leaves it: other files, other times
    return root


@pytest.fixture
def project(research_repo) -> Iterator[Project]:
    with open_project(research_repo) as opened:
        yield opened


Suggest = Callable[..., Suggestion]


@pytest.fixture
def suggest() -> Suggest:
    """Makes suggestions: `suggest("Name the seeds", Modify(...))`."""

    def make(title: str = "Name the seeds", *files: FileEdit, **fields) -> Suggestion:
        fields.setdefault("evidence", (Evidence("We train an LSTM", "plan.md", 3, 3),))
        return Suggestion(
            activity=Activity.DESIGN,
            title=title,
            reason="One run says nothing about the spread between runs.",
            origin=Origin(OriginKind.MODEL, "played"),
            effect=Edit(files) if files else None,
            **fields,
        )

    return make


@pytest.fixture
def seeds_edit() -> Modify:
    return Modify(
        "plan.md",
        (
            Replacement(
                "We train an LSTM on the training data.\n",
                "We train an LSTM on the training data, with 5 seeds.\n",
            ),
        ),
    )


@pytest.fixture
def open_folder(monkeypatch) -> Iterator[Path]:
    """A repository in a folder that every user of this computer can reach."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        monkeypatch.setenv("HOME", name)
        monkeypatch.setenv("XDG_CONFIG_HOME", f"{name}/.config")
        git(root, "init", "-q", "-b", "main")
        yield root
