"""Locks between processes: looking at one changes nothing, and none is held twice."""

from __future__ import annotations

import os
import threading

import pytest

from coresearch.kernel.locks import hold, is_held


def test_a_lock_has_one_holder_until_it_is_closed(tmp_path):
    file = tmp_path / "one.lock"
    lock = hold(file)
    assert is_held(file)
    with pytest.raises(BlockingIOError):
        hold(file)
    os.close(lock)
    assert not is_held(file)
    os.close(hold(file))


def test_looking_makes_no_lock(tmp_path):
    assert not is_held(tmp_path / "none.lock")
    assert list(tmp_path.iterdir()) == []


def test_who_looks_often_keeps_nobody_from_holding(tmp_path):
    file = tmp_path / "watched.lock"
    file.touch()
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            is_held(file)
            over.wait(0.002)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for _ in range(50):
            os.close(hold(file))
    finally:
        over.set()
        looking.join()


def test_a_lock_that_was_removed_by_its_last_holder_is_made_anew(tmp_path, monkeypatch):
    file = tmp_path / "removed.lock"
    opened = os.open
    once = [file]

    def open_and_remove(path, *rest):
        """As if its holder had ended between our opening and our locking of it."""
        descriptor = opened(path, *rest)
        if once:
            once.pop().unlink()
        return descriptor

    monkeypatch.setattr(os, "open", open_and_remove)
    lock = hold(file)
    assert is_held(file)
    os.close(lock)
