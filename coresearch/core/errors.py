"""Every fault that coresearch reports to a person.

::

    CoresearchError
    ├── NotFound            no such file, or no entry by that id
    ├── BadInput            a file that cannot be read as text, too large, malformed
    ├── NoRepository        no git repository with a working tree here
    ├── NeedsPerson         a decision was asked for where nobody can be asked
    ├── Refused             the gate says no; nothing was touched
    │   ├── Stale           the file is not what was shown
    │   ├── NoPlace         the text to replace is not there
    │   │   └── Ambiguous   it is there more than once
    │   ├── NameTaken       a new file's name is that of another
    │   └── ForbiddenPath   outside the repository, in .git, a secret
    ├── JournalFault        the journal cannot be opened, read or written
    │   └── JournalBroken   verification found a fault
    ├── EffectFailed        writing failed; every file was put back
    ├── KernelFault         a kernel could not be started, or was lost
    │   ├── KernelDied      its process ended while it was needed
    │   ├── ServerGone      the Jupyter server that it is on cannot be reached
    │   └── AnswerLost      it is done, and how that ended did not reach us
    ├── DiskFull            no space left; nothing half done
    └── ModelFault          a model did not answer, or not whole (core/faults.py)
        ├── NoModel         none is set up; its name or its key is refused
        └── TooMuch         longer than it takes, or dearer than the budget

A message is one sentence that says what happened; the hint says what to do next.
The command line turns each into an exit code (``cli/exit_codes.py``).
"""

from __future__ import annotations


class CoresearchError(Exception):
    """A fault that a person can act on."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotFound(CoresearchError):
    """No such file, or no entry by that id."""


class BadInput(CoresearchError):
    """A file or value that cannot be used as given."""


class NoRepository(CoresearchError):
    """There is no git repository with a working tree here."""


class NeedsPerson(CoresearchError):
    """A decision needs a person at a terminal, and there is none."""


class Refused(CoresearchError):
    """The gate refuses; nothing was touched."""


class Stale(Refused):
    """A file is no longer what the decision was made on."""


class NoPlace(Refused):
    """The text that an edit replaces is missing, or stands in several places."""


class Ambiguous(NoPlace):
    """The text that an edit replaces stands in several places."""


class NameTaken(Refused):
    """A new file's name is that of one that is there."""

    def __init__(self, message: str, *, hint: str = "", free: str = "") -> None:
        super().__init__(message, hint=hint)
        self.free = free
        """A name like it that no file has."""


class ForbiddenPath(Refused):
    """A path that no suggestion may touch."""


class JournalFault(CoresearchError):
    """The journal cannot be opened, read or written."""


class JournalBroken(JournalFault):
    """Verification found something that does not fit."""


class EffectFailed(CoresearchError):
    """Writing failed, and every file was put back as it was."""


class KernelFault(CoresearchError):
    """A Jupyter kernel could not be started, or does not answer."""


class KernelDied(KernelFault):
    """The kernel's process ended while it was needed."""

    def __init__(
        self, message: str, *, hint: str = "", status: int | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        """Its exit code; below zero the signal that ended it; None if not known."""


class ServerGone(KernelFault):
    """A Jupyter server cannot be reached; what runs there may go on."""


class AnswerLost(KernelFault):
    """A kernel is done with a request, and its answer did not reach us."""


class DiskFull(CoresearchError):
    """No space is left; what was begun was taken back."""


class ModelFault(CoresearchError):
    """A model's server did not answer, broke off, or sent what is no reply."""

    fault: str = "unknown"
    """Which row of the table of faults."""
    retry_after: float | None = None
    """Seconds to wait, where the server named them."""


class NoModel(ModelFault):
    """None is set up, or its name or its key is refused."""


class TooMuch(ModelFault):
    """The question is longer than the model takes, or dearer than the budget."""
