"""A journal in a folder of its own, as one person or several have it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from coresearch.journal.store import Author, Journal
from tests.adapters.journal.records import ADA, Clock, a_week

OpenAs = Callable[..., Journal]


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where a journal may be made."""
    return tmp_path / ".coresearch"


@pytest.fixture
def open_as(folder) -> Iterator[OpenAs]:
    """Opens the journal in `folder` as somebody: `open_as(ADA)`. One clock for all."""
    clock = Clock()
    with ExitStack() as stack:

        def open_(author: Author = ADA) -> Journal:
            return stack.enter_context(Journal(folder, author, clock))

        yield open_


@pytest.fixture
def journal(open_as) -> Journal:
    """Ada's journal, empty."""
    return open_as(ADA)


@pytest.fixture(scope="session")
def week(tmp_path_factory) -> Path:
    """The folder of a journal in which everything happened. Copy it before changing."""
    folder = tmp_path_factory.mktemp("week") / ".coresearch"
    a_week(folder)
    return folder


@pytest.fixture
def copy_of_week(week, folder) -> Path:
    """A copy of `week` to do harm to."""
    shutil.copytree(week, folder)
    return folder
