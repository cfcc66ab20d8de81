"""A run's figures to an MLflow server, over its REST API and with no package for it.

What is sent: name, file, arguments, seed, variables whose value is kept, commit, times,
how it ended, and every metric's points. Not the code, not the outputs.
https://mlflow.org/docs/latest/rest-api.html
"""

from __future__ import annotations

import base64
import os
import urllib.parse
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from coresearch.core.errors import BadInput, Refused
from coresearch.core.runs import Run, RunState
from coresearch.core.text import one_line
from coresearch.rest import Answered, Rest, why

_MOST = 900
"""Metrics in one request; MLflow takes 1,000 things of all kinds together."""
_API = "/api/2.0/mlflow/"
_LONGEST = 500
"""Characters of a parameter's value."""


class MLflow:
    """One server."""

    def __init__(self, url: str, environ: Mapping[str, str] = os.environ) -> None:
        """Speak to `url`; who asks is said by MLflow's own variables.

        Raises:
            BadInput: it is no address.
        """
        if not url.startswith(("http://", "https://")):
            raise BadInput(
                f"{one_line(url)} is no address of an MLflow server.",
                hint="Such as: --to mlflow:http://127.0.0.1:5000",
            )
        self._server = Rest(url, _authorization(environ))

    def export(self, run: Run, experiment: str) -> str:
        """Send `run` into the experiment of this name; the id that it has there.

        Raises:
            Refused: the server does not answer, or says no.
        """
        assert run.ended is not None
        began = _milliseconds(run.at)
        made = self._ask(
            "runs/create",
            {
                "experiment_id": self._experiment(experiment),
                "start_time": began,
                "run_name": run.request.name or run.id[:7],
                "tags": _tags(run),
            },
        )
        there = str(made["run"]["info"]["run_id"])
        self._ask("runs/log-batch", {"run_id": there, "params": _parameters(run)})
        for batch in _batches(run, began):
            self._ask("runs/log-batch", {"run_id": there, "metrics": batch})
        good = run.state is RunState.SUCCEEDED
        seconds = run.ended["seconds"] or 0
        self._ask(
            "runs/update",
            {
                "run_id": there,
                "status": "FINISHED" if good else "FAILED",
                "end_time": began + int(seconds * 1000),
            },
        )
        return there

    def _experiment(self, name: str) -> str:
        found = self._ask(
            f"experiments/get-by-name?experiment_name={urllib.parse.quote(name)}"
        )
        if found:
            return str(found["experiment"]["experiment_id"])
        return str(self._ask("experiments/create", {"name": name})["experiment_id"])

    def _ask(self, what: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The answer; nothing where a GET finds nothing."""
        method = "GET" if body is None else "POST"
        try:
            found: dict[str, Any] = self._server.ask(method, f"{_API}{what}", body)
        except Answered as error:
            if body is None and error.code == 404:
                return {}
            raise self._fault(f"says {error.code}: {error.words}") from None
        except OSError as error:
            raise self._fault(f"does not answer: {why(error)}") from None
        return found

    def _fault(self, what: str) -> Refused:
        return Refused(
            f"The MLflow server at {one_line(self._server.url)} {what}.",
            hint="What was sent before stays there; nothing changed here.",
        )


def _authorization(environ: Mapping[str, str]) -> str:
    if token := environ.get("MLFLOW_TRACKING_TOKEN"):
        return f"Bearer {token}"
    if user := environ.get("MLFLOW_TRACKING_USERNAME"):
        both = f"{user}:{environ.get('MLFLOW_TRACKING_PASSWORD', '')}".encode()
        return f"Basic {base64.b64encode(both).decode()}"
    return ""


def _milliseconds(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp() * 1000)


def _tags(run: Run) -> list[dict[str, str]]:
    tags = {
        "mlflow.source.name": run.request.path or run.request.kind,
        "mlflow.source.git.commit": str(run.started["head"]),
        "mlflow.user": run.author,
        "coresearch.run": run.id,
        "coresearch.snapshot": str(run.started["snapshot"]),
        "coresearch.state": run.state,
    }
    return [{"key": key, "value": value} for key, value in tags.items() if value]


def _parameters(run: Run) -> list[dict[str, str]]:
    request = run.request
    task = run.started.get("sweep") or {}
    settings = task.get("parameters") or {}
    found = {**request.variables, **{name: str(v) for name, v in settings.items()}}
    if request.arguments:
        found["arguments"] = " ".join(request.arguments)
    if request.seed is not None:
        found["seed"] = str(request.seed)
    return [{"key": key, "value": value[:_LONGEST]} for key, value in found.items()]


def _batches(run: Run, at: int) -> Iterator[list[dict[str, Any]]]:
    """Every point that is a number, so many at a time; without a step by its place."""
    assert run.ended is not None
    batch: list[dict[str, Any]] = []
    for name, points in run.ended["series"].items():
        for place, (step, value) in enumerate(points):
            if value is None:
                continue
            count = place if step is None else int(step)
            batch.append({"key": name, "value": value, "step": count, "timestamp": at})
            if len(batch) == _MOST:
                yield batch
                batch = []
    if batch:
        yield batch
