"""The bodies of the two events of a run."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from coresearch import __version__
from coresearch.core.metrics import Metrics
from coresearch.core.runs import Ended, RunRequest, WrittenFile, request_to_json
from coresearch.kernel.specs import KernelSpec
from coresearch.repo.snapshots import Snapshot

_MOST = 1000
"""Files that are listed one by one."""


def started_body(
    request: RunRequest,
    spec: KernelSpec,
    snapshot: Snapshot,
    environment: Mapping[str, Any],
    worktree: str,
    decision: str = "",
) -> dict[str, Any]:
    """What is needed to run it again, and by which decision it runs."""
    return {
        **request_to_json(request),
        "kernelspec": {
            "name": spec.name,
            "display_name": spec.display_name,
            "language": spec.language,
            "argv": list(spec.argv),
        },
        "head": snapshot.head,
        "snapshot": snapshot.commit,
        "branch": snapshot.branch,
        "left_out": [asdict(item) for item in snapshot.left_out[:_MOST]],
        "worktree": worktree,
        "decision": decision,
        "environment": {
            **environment,
            "coresearch": f"{__version__} on Python {platform.python_version()}",
        },
    }


def ended_body(
    ended: Ended,
    metrics: Metrics,
    kept: Mapping[str, Any],
    files: Sequence[WrittenFile],
) -> dict[str, Any]:
    """How it ended, and what came of it; `kept` says where its outputs are."""
    return {
        **asdict(ended),
        **kept,
        "metrics": metrics.summary(),
        "series": metrics.points(),
        "files": [asdict(file) for file in files[:_MOST]],
        "more_files": max(0, len(files) - _MOST),
    }
