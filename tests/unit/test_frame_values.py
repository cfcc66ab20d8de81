"""What a kernel says of the names in a frame that failed, and what it never calls."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable

import pytest

from coresearch.kernel.values import MOST, question, read_answer

CALLED: list[str] = []


class Watchful(type):
    """Would notice whoever asks its classes for their names."""

    @property
    def __name__(cls) -> str:  # type: ignore[override]
        CALLED.append("name")
        return "other"


class Private(metaclass=Watchful):
    """Would notice whoever looks at it closer than at its type."""

    def __getattribute__(self, name: str) -> object:
        CALLED.append(name)
        raise RuntimeError(name)

    def __len__(self) -> int:
        CALLED.append("len")
        return 3

    def __repr__(self) -> str:
        CALLED.append("repr")
        return "private"

    def __bool__(self) -> bool:
        CALLED.append("bool")
        return True


class Kind:
    """A library's type of number."""

    __module__ = "numpy.dtypes"

    def __str__(self) -> str:
        return "float32"


Kind.__name__ = "Float32DType"


class Array:
    """What a library's array shows of itself."""

    __module__ = "numpy"

    def __init__(self, *shape: int) -> None:
        self.shape = shape
        self.dtype = Kind()


class Mine(Array):
    """An array of which a property is the person's own code."""

    @property
    def dtype(self) -> str:  # type: ignore[override]
        CALLED.append("dtype")
        return "mine"

    @dtype.setter
    def dtype(self, _: object) -> None:
        pass


class Words(list):
    def __len__(self) -> int:
        CALLED.append("len")
        return 0


class Silent(KeyError):
    @property
    def __cause__(self) -> None:  # type: ignore[override]
        CALLED.append("cause")


def failing(fail: Callable[[], None]) -> tuple[str, int]:
    """Let it fail as IPython would have it; the function's name and the line."""
    try:
        fail()
    except (ArithmeticError, LookupError, RuntimeError, ValueError) as error:
        sys.last_value = error
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        assert trace is not None
        return trace.tb_frame.f_code.co_name, trace.tb_lineno
    raise AssertionError


@pytest.fixture(autouse=True)
def _forget(monkeypatch):
    monkeypatch.setattr(sys, "last_value", None, raising=False)
    CALLED.clear()


def asked(kind: str, function: str, line: int, *names: str) -> dict[str, str]:
    printed = io.StringIO()
    namespace: dict[str, object] = {}
    with contextlib.redirect_stdout(printed):
        exec(question(kind, function, line, names), namespace)
    assert set(namespace) <= {"__builtins__"}, "no name is left behind"
    return dict(read_answer(printed.getvalue()))


def test_types_shapes_and_lengths_are_told():
    def forward() -> None:
        batch, steps, rate, name = Array(32, 10), 7, 0.5, "adam"
        nothing, table, huge = None, {"a": 1, "b": 2}, 1 << 400
        raise ValueError((batch, steps, rate, name, nothing, table, huge))

    found = asked("ValueError", *failing(forward), "table", "batch")
    assert list(found)[:2] == ["table", "batch"]
    assert found == {
        "table": "dict of 2",
        "batch": "Array (32, 10) float32",
        "steps": "int 7",
        "rate": "float 0.5",
        "name": "str of 4",
        "nothing": "NoneType",
        "huge": "int",
    }


def test_no_code_of_the_persons_own_is_called():
    def forward() -> None:
        secret, mine, words = Private(), Mine(3), Words("ab")
        raise Silent([id(secret), id(mine), id(words)])

    place = failing(forward)
    CALLED.clear()
    found = asked("Silent", *place)
    assert CALLED == []
    assert found == {"secret": "Private", "mine": "Mine", "words": "Words"}


def test_the_first_of_a_chain_is_found():
    def load() -> None:
        path = "x.csv"
        raise KeyError(path)

    place: list[tuple[str, int]] = []

    def outer() -> None:
        place.append(failing(load))
        raise RuntimeError from sys.last_value

    failing(outer)
    assert asked("KeyError", *place[0]) == {"path": "str of 5"}


def test_in_a_comprehension_its_own_names_are_told():
    def forward() -> None:
        rows, width = [[1, 2], [3]], 2
        raise AssertionError([row[width - 1] for row in rows])

    function, line = failing(forward)
    assert function.startswith("<")
    assert asked("IndexError", "", line, "row", "width") == {
        "row": "list of 1",
        "width": "int 2",
    }


def test_another_exception_and_no_exception_say_nothing():
    def forward() -> None:
        value = 3
        raise ValueError(value)

    function, line = failing(forward)
    assert asked("TypeError", function, line) == {}
    assert asked("ValueError", function, line + 1) == {}
    sys.last_value = None
    assert asked("ValueError", function, line) == {}


def test_of_very_many_names_a_few_are_told():
    def forward() -> None:
        exec("\n".join(f"n{i} = {i}" for i in range(500)) + "\n1 / 0", {})

    failing(forward)
    assert len(asked("ZeroDivisionError", "", 501, "n7")) == 1
    found = asked("ZeroDivisionError", "", 501, *[f"n{i}" for i in range(99)])
    assert len(found) == MOST


def test_an_answer_that_is_none_is_nothing():
    assert read_answer('hello\n{"coresearch_values": 3}\n') == ()
    assert read_answer('{"coresearch_values": [["a", "b"]') == ()
