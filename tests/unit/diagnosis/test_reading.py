"""Every log in `logs/` is read as `readings.yaml` says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coresearch.diagnosis.failures import Failure, Raised
from coresearch.diagnosis.reader import read_log
from coresearch.diagnosis.signature import signature, signature_id

HERE = Path(__file__).parent
READINGS = yaml.safe_load((HERE / "readings.yaml").read_text())


def log(name: str) -> str:
    return (HERE / "logs" / f"{name}.log").read_text()


def as_plain(failure: Failure) -> dict:
    """The failure in the words of `readings.yaml`."""
    found = {
        "sort": failure.sort.value,
        "where": failure.where,
        "ignored": failure.is_ignored,
        "logged": failure.is_logged,
        "chain": [raised_as_plain(raised) for raised in failure.chain],
        "members": [member.last.type for member in failure.members],
    }
    return {key: value for key, value in found.items() if value}


def raised_as_plain(raised: Raised) -> dict:
    found = {
        "type": raised.type,
        "message": raised.message,
        "notes": list(raised.notes),
        "link": raised.link,
        "lines": [raised.line, raised.end_line],
    }
    found = {k: v for k, v in found.items() if v or k == "type"}
    if frame := raised.own_frame:
        place = f"{frame.path}:{frame.line} {frame.function}".strip()
        found |= {"frames": len(raised.frames), "own": place, "code": frame.code}
    return found


def test_no_log_is_without_its_reading():
    assert {path.stem for path in (HERE / "logs").glob("*.log")} == READINGS.keys()


@pytest.mark.parametrize("name", READINGS)
def test_a_log_is_read_as_it_says(name):
    reading, expected = read_log(log(name)), READINGS[name]
    assert [as_plain(failure) for failure in reading.failures] == expected["failures"]
    if reading.first is None:
        assert expected["first"] == 0
        return
    assert reading.failures.index(reading.first) + 1 == expected["first"]
    assert signature(reading.first) == expected["signature"]


def colourful(text: str) -> str:
    return "".join(f"\x1b[31m{line}\x1b[0m\n" for line in text.splitlines())


def with_windows_ends(text: str) -> str:
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize("name", ["chained", "cell", "pool", "killed", "pytest_long"])
@pytest.mark.parametrize("worn", [colourful, with_windows_ends])
def test_colours_and_line_ends_change_nothing(name, worn):
    assert read_log(worn(log(name))).failures == read_log(log(name)).failures


def test_a_signature_outlives_an_edit_elsewhere_and_another_batch():
    one = read_log(log("cut_head")).first
    moved = log("cut_head").replace("line 31", "line 44").replace("32x128", "7x128")
    assert one is not None
    other = read_log(moved.replace("/home/ada", "/data/bob")).first
    assert other is not None
    assert signature_id(one) == signature_id(other)
    renamed = read_log(log("cut_head").replace("in forward", "in encode")).first
    assert renamed is not None
    assert signature_id(one) != signature_id(renamed)


@pytest.mark.parametrize(
    "piece",
    [
        "step 3 nan loss killed Killed at Error: x Exception: y\n",
        '  File "x.py", line 3, in f\n',
        "[rank0]: Traceback (most recent call last):\n",
        "    | Traceback (most recent call last):\n    | ValueError: x\n",
        "E   x\n",
        "\r 10%|#  | 1/10 [00:01<00:02, loss=nan]",
        "\x1b[",
        "a",
    ],
)
def test_the_time_is_linear_in_the_length(piece):
    # Counted in lines of code, not in seconds, which a busy machine stretches.
    def steps(length: int) -> int:
        count = 0

        def tracer(frame, event, argument):
            nonlocal count
            count += 1
            return tracer

        text = piece * (length // len(piece))
        sys.settrace(tracer)
        try:
            read_log(text)
        finally:
            sys.settrace(None)
        return count

    assert steps(16_000) <= 2.6 * steps(8_000) + 500


PIECES = st.sampled_from([
    "Traceback (most recent call last):", "\n", '  File "a.py", line 1, in f', " ",
    ":", "ValueError", "    x", "| ", "[rank0]: ", "E   ", "\r", "Cell In[1], line 2",
    "During handling of the above exception, another exception occurred:\n", "---> 1",
])  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_nothing_that_a_log_holds_is_an_error(text):
    reading = read_log(text)
    for failure in reading.failures:
        assert 1 <= failure.line <= failure.root.end_line <= max(reading.lines, 1)
