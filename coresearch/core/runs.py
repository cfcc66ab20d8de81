"""What a run is: what it was asked to do, what it found around it, how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from coresearch.core.canonical import canonical_json, sha256

_PYTHON = frozenset({"", "python", "python3", "py", "ipython", "ipython3"})
_SHELL = frozenset({"bash", "sh", "shell", "zsh"})


class RunKind(StrEnum):
    """What is run."""

    SCRIPT = "script"
    NOTEBOOK = "notebook"
    CODE = "code"


class RunState(StrEnum):
    """What became of a run."""

    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    """The code raised an error, or exited with another code than 0."""
    INTERRUPTED = "interrupted"
    """The person stopped it."""
    TIMED_OUT = "timed out"
    DIED = "died"
    """The kernel's process ended by itself, or was killed."""
    CUT_OFF = "cut off"
    """Nobody saw its end, such as when coresearch itself was killed."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What is to be run, and how."""

    kind: RunKind
    code: str
    """The text of the script or notebook, or the code itself."""
    path: str = ""
    """The file, from the repository's top; absolute if it is outside; or empty."""
    arguments: tuple[str, ...] = ()
    kernel: str = ""
    """A kernelspec's name; empty for what the notebook names, or the default."""
    cwd: str = ""
    """The folder it runs in, named as `path` is; empty for the top. On a server as it
    is called there; empty for where its kernels start."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """What is set in its environment."""
    seconds: float | None = None
    """The time limit."""
    seed: int | None = None
    metrics: tuple[str, ...] = ()
    """Forms of lines that report metrics, such as `acc: {acc}`."""
    name: str = ""
    direction: str = ""
    """The line of inquiry that it belongs to."""
    warm: str = ""
    """The kernel that runs already and keeps its state: the name of a warm one, or a
    connection file; empty for a fresh one."""
    server: str = ""
    """The address of the Jupyter server that it runs on; empty for this machine."""
    suggestion: str = ""
    """The accepted suggestion that it carries out."""
    repeats: str = ""
    """The id of the run that this one repeats."""


def request_to_json(request: RunRequest) -> dict[str, Any]:
    """`request` as plain values for the journal, without values that are secret."""
    return {
        "kind": request.kind,
        "code": request.code,
        "path": request.path,
        "arguments": list(request.arguments),
        "kernel": request.kernel,
        "cwd": request.cwd,
        "variables": {
            name: None if is_secret_name(name) else value
            for name, value in request.variables.items()
        },
        "seconds": request.seconds,
        "seed": request.seed,
        "metrics": list(request.metrics),
        "name": request.name,
        "direction": request.direction,
        "warm": request.warm,
        "server": request.server,
        "suggestion": request.suggestion,
        "repeats": request.repeats,
    }


def request_from_json(body: Mapping[str, Any]) -> RunRequest:
    """The request that `request_to_json` wrote; secret variables are not in it."""
    variables = {k: v for k, v in body["variables"].items() if v is not None}
    return RunRequest(
        kind=RunKind(body["kind"]),
        code=body["code"],
        path=body["path"],
        arguments=tuple(body["arguments"]),
        kernel=body["kernel"],
        cwd=body["cwd"],
        variables=variables,
        seconds=body["seconds"],
        seed=body["seed"],
        metrics=tuple(body.get("metrics", ())),
        name=body["name"],
        direction=body.get("direction", ""),
        warm=body.get("warm", ""),
        server=body.get("server", ""),
        suggestion=body["suggestion"],
        repeats=body["repeats"],
    )


@dataclass(frozen=True, slots=True)
class ProposedRun:
    """Code that a suggestion proposes to run, as `proposed_run` makes it."""

    code: str
    language: str = ""
    """What a kernel must know; empty for Python."""
    expected: str = ""
    """What its origin expects to see."""
    cost: str = ""
    """What its origin thinks that it takes: time, memory, money."""

    @property
    def digest(self) -> str:
        """A hash of exactly what would be run, and what it was said to be."""
        return sha256(canonical_json(run_to_json(self)))


def proposed_run(code: str, language: str = "") -> ProposedRun:
    """The run of code in a language as a fence names it.

    Words for a shell are for IPython's `%%bash`, which ends at the first that fails.
    """
    name = language.strip().lower()
    if name in _SHELL:
        return ProposedRun(f"%%bash -e\n{code}")
    return ProposedRun(code, "" if name in _PYTHON else name)


def run_to_json(run: ProposedRun) -> dict[str, Any]:
    """`run` as plain values for the journal."""
    return {"kind": "run", **asdict(run)}


def run_from_json(value: Mapping[str, Any]) -> ProposedRun:
    """The run that `run_to_json` wrote."""
    return ProposedRun(**{k: v for k, v in value.items() if k != "kind"})


_SECRET_PARTS = ("key", "token", "secret", "passw", "credential", "auth", "cookie")


def is_secret_name(name: str) -> bool:
    """Whether a variable of this name may hold something that nobody should read."""
    lowered = name.casefold()
    return any(part in lowered for part in _SECRET_PARTS)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written while the run lasted."""

    path: str
    size: int
    digest: str | None
    """SHA-256; None where the file was too large, or gone before it was read."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended."""

    state: RunState
    exit_code: int | None = None
    """As a shell would have it; None where there is none."""
    signal: str = ""
    """What killed the kernel."""
    ename: str = ""
    evalue: str = ""
    cell: int = 0
    """The cell that failed; 0 for none."""
    seconds: float | None = None
    """From the first line of code to the end; None where nobody saw the end."""
    peak_memory: int | None = None
    """Bytes, of the largest process of the run."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the journal has it, without its outputs."""

    id: str
    at: str
    author: str
    request: RunRequest
    started: Mapping[str, Any]
    """The whole body of `run.started`."""
    ended: Mapping[str, Any] | None
    """The whole body of `run.ended`; None while it runs."""

    @property
    def state(self) -> RunState:
        """What became of it."""
        return RunState(self.ended["state"]) if self.ended else RunState.RUNNING
