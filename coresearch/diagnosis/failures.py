"""What a log holds: failures, each a chain of exceptions or another sign of an end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What kind of end a failure is."""

    PYTHON = "python"
    NATIVE = "native"
    """Outside Python: a segmentation fault, an assertion in C++ or on a GPU."""
    KILLED = "killed"
    """By the system, mostly for want of memory."""
    TIMED_OUT = "timed out"
    KERNEL = "kernel"
    """A Jupyter kernel ended without a word."""
    NUMBERS = "numbers"
    """It ran on, with a loss that is no number."""
    USAGE = "usage"
    """The program did not understand its arguments."""
    SHELL = "shell"
    R = "r"


@dataclass(frozen=True, slots=True)
class Frame:
    """One call on the way to an exception."""

    path: str
    """As the log names it; `cell 3` for a notebook's third cell."""
    line: int
    """From 1; 0 where the log does not say."""
    function: str = ""
    code: str = ""
    """The source line as the log shows it; empty where it shows none."""

    @property
    def is_library(self) -> bool:
        """Whether it is in something installed, not in the person's own code."""
        path = self.path.replace("\\", "/")
        if path.endswith((".pyx", ".pxi", ".pxd")) and "/" in path:
            return True  # of an installed extension: Cython names no more of its path
        return any(part in path for part in _INSTALLED) or (
            path.startswith("<")
            and not path.startswith(("<ipython-input", "<stdin", "<string"))
        )


_INSTALLED = (
    "/site-packages/", "/dist-packages/", "/lib/python", "/Lib/", "/lib64/python",
    "/ipykernel/", "ipykernel_launcher",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Raised:
    """One exception, or another sign of an end, with where it stands in the log."""

    type: str
    """As the log names it, with its module: `json.decoder.JSONDecodeError`. Empty where
    the log was cut before it."""
    message: str = ""
    frames: tuple[Frame, ...] = ()
    """Outermost call first."""
    notes: tuple[str, ...] = ()
    line: int = 0
    """The first and the last line (from 1) in the log, and that of the exception."""
    end_line: int = 0
    said_at: int = 0
    link: str = ""
    """How it came of the one before it in its chain: `cause`, `context`, `worker`."""

    @property
    def name(self) -> str:
        """The type without its module."""
        return self.type.rpartition(".")[2]

    @property
    def text(self) -> str:
        """Message and notes."""
        return "\n".join([self.message, *self.notes])

    @property
    def own_frame(self) -> Frame | None:
        """The innermost frame in the person's own code; else the innermost."""
        own = [frame for frame in self.frames if not frame.is_library]
        return own[-1] if own else self.frames[-1] if self.frames else None


@dataclass(frozen=True, slots=True)
class Failure:
    """One end, with everything that led to it."""

    sort: Sort
    chain: tuple[Raised, ...]
    """What was raised first comes first."""
    where: str = ""
    """Which process, thread, rank or test, as the log says."""
    is_ignored: bool = False
    """Python said "Exception ignored": it ended nothing."""
    is_logged: bool = False
    """A line of a logger stands before it: the program may have gone on."""
    members: tuple[Failure, ...] = ()
    """Of an exception group."""

    @property
    def root(self) -> Raised:
        """What was raised first."""
        return self.chain[0]

    @property
    def last(self) -> Raised:
        """What was raised last."""
        return self.chain[-1]

    @property
    def line(self) -> int:
        """The first line of the log that belongs to it."""
        return self.root.line


@dataclass(frozen=True, slots=True)
class Reading:
    """What a log says."""

    failures: tuple[Failure, ...]
    """In the order of the log."""
    first: Failure | None
    """The one that the others seem to come from."""
    lines: int


def exceptions(failure: Failure) -> tuple[Raised, ...]:
    """All exceptions of a failure, those of its members included."""
    inner = [raised for member in failure.members for raised in exceptions(member)]
    return (*inner, *failure.chain)
