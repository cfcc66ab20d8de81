"""Which of several failures in a log the others come from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coresearch.diagnosis.failures import Failure, Sort

_ROOT = re.compile(r"Root Cause \(first observed failure\)")
_RANK = re.compile(r"rank\s*:\s*(\d+)")
_CONSEQUENCES = frozenset({
    "ChildFailedError", "CalledProcessError", "BrokenPipeError", "DistBackendError",
    "CellExecutionError", "PapermillExecutionError", "ProcessRaisedException",
    "ProcessExitedException", "SystemExit", "EOFError", "ConnectionResetError",
    "BrokenProcessPool", "KeyboardInterrupt", "MultiRunError", "DeadKernelError",
})  # fmt: skip
"""What is raised because another process failed."""


def first_of(failures: Sequence[Failure], lines: Sequence[str]) -> Failure | None:
    """The first that is no consequence, was not survived, and ended something."""
    has_ranks = any(failure.where.startswith("rank") for failure in failures)
    root = _named_root(lines) if has_ranks else ""
    ranked = sorted(
        failures,
        key=lambda f: (
            f.is_ignored,
            f.is_logged,
            _is_consequence(f),
            bool(root) and f.where != root,
        ),
    )
    return ranked[0] if ranked else None


def _is_consequence(failure: Failure) -> bool:
    if failure.sort is Sort.PYTHON:
        return failure.root.name in _CONSEQUENCES or not failure.root.type
    # A shell says "Killed" or "Aborted" of what said more itself.
    return failure.sort in (Sort.NUMBERS, Sort.SHELL)


def _named_root(lines: Sequence[str]) -> str:
    """The rank that torchrun names as the first to fail."""
    for index, line in enumerate(lines):
        if _ROOT.search(line):
            for below in lines[index : index + 8]:
                if rank := _RANK.search(below):
                    return f"rank {rank[1]}"
    return ""
