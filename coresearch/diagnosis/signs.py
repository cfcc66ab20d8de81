"""Ends that are no Python exception: what stands for each in a log."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coresearch.diagnosis.failures import Failure, Frame, Raised, Sort

_FAULT_FRAME = re.compile(r'\s*File "([^"]+)", line (\d+) in (.*)$')
_BETWEEN = ("Extension modules", "  ...", "Python r")
_MOST_FRAMES = 200

Read = Callable[[Sequence[str], int, re.Match[str]], Raised]


@dataclass(frozen=True, slots=True)
class Sign:
    """A text that begins or marks an end of this sort."""

    anchors: tuple[str, ...]
    """Any of these is looked for first, since that is quick."""
    pattern: re.Pattern[str]
    """What the whole line must be like then."""
    sort: Sort
    type: str


def _sign(sort: Sort, kind: str, pattern: str, *anchors: str) -> Sign:
    return Sign(anchors, re.compile(pattern), sort, kind)


SIGNS = (
    _sign(
        Sort.NATIVE,
        "FatalPythonError",
        r"Fatal Python error: (.*)",
        "Fatal Python error",
    ),
    _sign(
        Sort.TIMED_OUT,
        "FaulthandlerTimeout",
        r"Timeout \(\d+:\d\d:\d\d.*\)!",
        "Timeout (",
    ),
    _sign(
        Sort.NATIVE,
        "SIGSEGV",
        r".*\bSegmentation fault\b.*|.*\bSIGSEGV\b.*|.*exit code:? (?:-11|139)\b.*",
        "Segmentation fault", "SIGSEGV", "exit code -11", "exit code: -11",
        "exit code 139", "exit code: 139",
    ),
    _sign(
        Sort.NATIVE,
        "device assert",
        r".*\.cuh?:\d+: .*Assertion [`'].*[`'] failed.*",
        "failed.",
    ),
    _sign(
        Sort.NATIVE,
        "C++ exception",
        r"terminate called after.*",
        "terminate called after",
    ),
    _sign(
        Sort.NATIVE,
        "C assertion",
        r".*:\d+: .*Assertion [`'].*' failed\.?",
        "failed.",
    ),
    _sign(
        Sort.NATIVE,
        "symbol lookup error",
        r".*symbol lookup error: .*",
        "symbol lookup error",
    ),
    _sign(
        Sort.KILLED,
        "SIGKILL",
        r"Killed|.*\bline \d+:\s+\d+ Killed\b.*|.*\bOut of memory: Killed process\b.*"
        r"|.*\boom[-_]kill.*|.*exit (?:code|status):? (?:-9|137)\b.*"
        r"|.*\bOOMKilled\b.*|.*\bSIGKILL\b.*|\[\d+\]\s+\d+ killed\b.*",
        "Killed", "oom-kill", "oom_kill", "exit code -9", "exit code: -9",
        "exit code 137", "exit code: 137", "exit status 137", "OOMKilled", "SIGKILL",
        " killed ",
    ),
    _sign(
        Sort.TIMED_OUT,
        "time limit",
        r".*(?:DUE TO TIME LIMIT|exit (?:code|status):? 124\b|exceeded (?:the )?(?:wall"
        r"|time) ?(?:time)? ?limit|job timed out|NCCL operation.*timed? ?out"
        r"|Watchdog caught collective operation timeout).*",
        "DUE TO TIME LIMIT", "exit code 124", "exit code: 124", "exit status 124",
        "time limit", "timed out", "collective operation timeout",
    ),
    _sign(
        Sort.KERNEL,
        "kernel died",
        r".*(?:[Kk]ernel (?:appears to have )?died|DeadKernelError|kernel has died"
        r"|Kernel Restarting|kernel .* crashed).*",
        "ernel died", "have died", "DeadKernelError", "has died", "Kernel Restarting",
        "crashed",
    ),
    _sign(
        Sort.NUMBERS,
        "loss is not a number",
        r".*?\b\w*(?:loss|perplexity|ppl|grad_norm)\w*[\"']?\s*[:=]?\s*"
        r"(?:tensor\()?[-+]?(?:nan|NaN|inf|Infinity)\b.*",
        "nan", "NaN", " inf", "=inf", "Infinity",
    ),
    _sign(
        Sort.SHELL,
        "tool error",
        r"(?:docker|podman): .*|Cannot connect to the Docker daemon.*"
        r"|Error response from daemon: .*|FATAL: {1,3}\S.*"
        r"|ERROR: (?:Could not (?:find|build|install)|No matching|Failed building"
        r"|Cannot "
        r"install|ResolutionImpossible|Package .* requires a different).*"
        r"|(?:sbatch|salloc|srun|slurmstepd): error: .*"
        r"|(?:error|ERROR): (?:externally-managed|command '|subprocess-exited"
        r"|metadata-generation|Microsoft Visual).*"
        r"|fatal: .*|.*: fatal error: .*|nvcc fatal.*|ninja: build stopped.*"
        r"|CMake Error.*|.*PackagesNotFoundError.*|E: Unable to locate package.*"
        r"|.*Permission denied \(publickey.*|Host key verification failed.*|ssh: .*"
        r"|(?:E +)?fixture '\w+' not found.*|.*No solution found when resolving.*"
        r"|.*nvidia-container-cli.*|Failed to initialize NVML.*",
        "rror: ", "RROR: ", "atal: ", "ATAL: ", "docker: ", "podman: ",
        "Docker daemon", "from daemon:", "PackagesNotFound", "to locate package",
        "(publickey", "key verification", "ssh: ", "fixture '", "No solution found",
        "nvidia-container", "initialize NVML", "ninja: build", "CMake Error",
        "nvcc fatal",
    ),
    _sign(
        Sort.USAGE,
        "usage",
        r"[\w./-]+: error: .*|Error: (?:No such (?:option|command).*|Missing .*"
        r"|Invalid value .*|Got unexpected .*)",
        ": error: ", "Error: No such", "Error: Missing", "Error: Invalid value",
        "Error: Got unexpected",
    ),
    _sign(
        Sort.R,
        "R error",
        r"Error in .+ : ?.*|Error in .+ :|Error: (?:object|could not find|package"
        r"|unexpected|cannot|there is no package).*|Execution halted",
        "Error in ", "Error: ", "Execution halted",
    ),
    _sign(
        Sort.SHELL,
        "shell error",
        r"(?:/\S+/)?(?:ba|z|da|k)?sh: .*|\S+\.(?:sh|bash): (?:line )?\d+: .*"
        r"|.*: command not found.*|make(?:\[\d+\])?: \*\*\* .*",
        "sh: ", "command not found", "make: ***", "make[",
    ),
)  # fmt: skip
"""In the order in which they are asked of a line; one line is one sign."""


SIGN_TYPES = frozenset(sign.type for sign in SIGNS)
"""Names of these ends, which no log spells out."""


def read_sign(lines: Sequence[str], index: int) -> tuple[Failure, int] | None:
    """The end that the line at `index` stands for, and where it ends in the log."""
    line = lines[index]
    if len(line) > 2_000:
        line = line[:2_000]
    for sign in SIGNS:
        if any(a in line for a in sign.anchors) and sign.pattern.fullmatch(
            line.strip()
        ):
            return _read(sign, lines, index)
    return None


def _read(sign: Sign, lines: Sequence[str], index: int) -> tuple[Failure, int]:
    frames: tuple[Frame, ...] = ()
    end, notes = index, list[str]()
    message = lines[index].strip()[:2_000]
    if sign.type in ("FatalPythonError", "FaulthandlerTimeout"):
        frames, end = _fault_frames(lines, index)
    elif sign.type == "C++ exception" and index + 1 < len(lines):
        if "what():" in lines[index + 1]:
            notes, end = [lines[index + 1].strip()], index + 1
    elif sign.type == "R error" and message.endswith(":") and index + 1 < len(lines):
        notes, end = [lines[index + 1].strip()], index + 1
    elif sign.sort is Sort.USAGE:
        message = message.partition("rror: ")[2]
    raised = Raised(
        sign.type, message, frames, tuple(notes), index + 1, end + 1, index + 1
    )
    return Failure(sign.sort, (raised,)), end + 1


def _fault_frames(lines: Sequence[str], index: int) -> tuple[tuple[Frame, ...], int]:
    """What faulthandler lists, innermost call first; of the current thread if named."""
    stacks: list[list[Frame]] = []
    end, current = index, -1
    for number in range(index + 1, min(len(lines), index + _MOST_FRAMES)):
        line = lines[number]
        if "(most recent call first)" in line:
            if line.startswith("Current thread"):
                current = len(stacks)
            stacks.append([])
        elif found := _FAULT_FRAME.match(line):
            if not stacks:
                stacks.append([])
            stacks[-1].append(Frame(found[1], int(found[2]), found[3]))
        elif line.strip() and not line.startswith(
            ("Extension modules", "  ...", "Python r")
        ):
            break
        else:
            continue
        end = number
    if not stacks:
        return (), end
    return tuple(reversed(stacks[current])), end
