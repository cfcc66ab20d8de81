"""What the program's exit codes mean. `docs/exit-codes.md` is made from this file."""

from __future__ import annotations

from enum import IntEnum

from coresearch.core import errors


class ExitCode(IntEnum):
    """Each with the sentence that documents it."""

    meaning: str

    def __new__(cls, code: int, meaning: str) -> ExitCode:
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    OK = 0, "All went well."
    FOUND = (
        1,
        "`critique --fail-on`: there are such findings. `write --check`: a number is "
        "not what its run says, or has none.",
    )
    USAGE = 2, "The command was not understood. Nothing was done."
    NOT_FOUND = 3, "No such file, or no entry by that id."
    BAD_INPUT = (
        4,
        "A file, value or setting cannot be used: binary, too large, unknown.",
    )
    NO_REPOSITORY = 5, "Not in a git repository with a working tree."
    NEEDS_PERSON = 6, "A decision needs a person at a terminal, and there is none."
    REFUSED = (
        7,
        "The gate refuses (stale, forbidden, ruled on). Nothing was touched.",
    )
    JOURNAL = 8, "The journal cannot be opened, read or written."
    BROKEN = 9, "`journal verify` found a fault."
    EFFECT_FAILED = 10, "Writing failed; every file was put back as it was."
    DISK_FULL = 11, "The disk is full; what was begun was taken back."
    NO_MODEL = 12, "No model is set up, or its name or its key is refused."
    MODEL_FAILED = (
        13,
        "The model did not answer, or not whole. What came is kept; try again later.",
    )
    TOO_MUCH = 14, "The question is too long for the model, or passes the budget."
    RUN_FAILED = (
        15,
        "A run: its code failed, or its kernel died. A sweep: a task did not succeed.",
    )
    RUN_TIMED_OUT = 16, "A run: its code was stopped at its time limit."
    KERNEL = 17, "A Jupyter kernel could not be started, or does not answer."
    BUG = 70, "A fault of coresearch itself. `--debug` shows where."
    INTERRUPTED = 130, "Stopped by Ctrl-C. Nothing is half done."


BY_ERROR: dict[type[errors.CoresearchError], ExitCode] = {
    errors.NotFound: ExitCode.NOT_FOUND,
    errors.BadInput: ExitCode.BAD_INPUT,
    errors.NoRepository: ExitCode.NO_REPOSITORY,
    errors.NeedsPerson: ExitCode.NEEDS_PERSON,
    errors.Refused: ExitCode.REFUSED,
    errors.JournalFault: ExitCode.JOURNAL,
    errors.JournalBroken: ExitCode.BROKEN,
    errors.EffectFailed: ExitCode.EFFECT_FAILED,
    errors.DiskFull: ExitCode.DISK_FULL,
    errors.ModelFault: ExitCode.MODEL_FAILED,
    errors.NoModel: ExitCode.NO_MODEL,
    errors.TooMuch: ExitCode.TOO_MUCH,
    errors.KernelFault: ExitCode.KERNEL,
    errors.CoresearchError: ExitCode.BUG,
}


def exit_code(error: errors.CoresearchError) -> ExitCode:
    """The code of the nearest kind of error that has one."""
    return next(BY_ERROR[kind] for kind in type(error).__mro__ if kind in BY_ERROR)


def as_markdown() -> str:
    """The table for the documentation."""
    rows = [f"| {code.value} | {code.meaning} |" for code in ExitCode]
    return "\n".join(["| code | meaning |", "|---|---|", *rows])
