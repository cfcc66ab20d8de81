"""What a kernel's last word means for the run: pure."""

from __future__ import annotations

import signal
from dataclasses import replace

from coresearch.core.errors import AnswerLost, KernelDied, KernelFault
from coresearch.core.runs import Ended, RunState
from coresearch.core.text import counted
from coresearch.kernel.heard import Heard
from coresearch.kernel.kernel import Reply


def ended_by_error(reply: Reply, cell: int) -> Ended:
    """The end of a run whose cell raised; `sys.exit` is an end like any other."""
    state, code = RunState.FAILED, 1
    if reply.ename == "SystemExit":
        code = exit_status(reply.evalue)
        state = RunState.FAILED if code else RunState.SUCCEEDED
    return Ended(state, code, ename=reply.ename, evalue=reply.evalue, cell=cell)


def ended_by_loss(fault: KernelFault, cell: int) -> Ended:
    """The end of a run whose kernel was lost."""
    status = fault.status if isinstance(fault, KernelDied) else None
    return Ended(
        RunState.CUT_OFF if isinstance(fault, AnswerLost) else RunState.DIED,
        exit_code=128 - status if status is not None and status < 0 else status,
        signal=_signal_name(status),
        cell=cell,
        note=" ".join([fault.message, fault.hint]).strip(),
    )


def with_missing(ended: Ended, heard: Heard) -> Ended:
    """The same end, and how much of the output did not reach us, if any."""
    said = []
    if heard.missing:
        said.append(
            f"{counted(heard.missing, 'message')} of the kernel did not arrive: "
            "the output in them is lost."
        )
    if heard.is_held_back:
        said.append("The server held output back: it limits how much it passes on.")
    return replace(ended, note=" ".join([ended.note, *said]).strip())


def exit_status(value: str) -> int:
    """What a shell would see of `sys.exit(value)`; a message is a failure."""
    if value in ("", "None", "0", "False"):
        return 0
    try:
        return int(value) & 0xFF
    except ValueError:
        return 1


def _signal_name(status: int | None) -> str:
    """The signal behind a status below zero."""
    if status is None or status >= 0:
        return ""
    try:
        return signal.Signals(-status).name
    except ValueError:
        return str(-status)
