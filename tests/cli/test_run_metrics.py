"""Metrics that other programs keep, read where they are; and sent where they go."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from coresearch.config import RunSettings
from coresearch.core.metrics import Metrics
from coresearch.core.runs import RunKind, RunRequest
from coresearch.journal.blobs import Blobs
from coresearch.journal.metric_stores import stored_metrics
from coresearch.journal.runs import last_run, read_run, summaries
from coresearch.workbench.recorder import outputs_so_far, read_outputs
from coresearch.workbench.run import Execution
from tests.cli.conftest import run_in
from tests.unit.test_event_files import REAL

# As MLflow 3.17 makes it, without the reference to its table of runs.
MLFLOW = """
CREATE TABLE "metrics" ("key" VARCHAR(250) NOT NULL, value FLOAT NOT NULL,
    timestamp BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL,
    step BIGINT DEFAULT '0' NOT NULL, is_nan BOOLEAN DEFAULT '0' NOT NULL);
INSERT INTO metrics VALUES ('old', 9.0, 1000, 'a', 0, 0), ('lr', 1.0, 5000, 'b', 0, 0),
    ('lr', 0.5, 5001, 'b', 1, 0), ('bad', 0.0, 5002, 'b', 3, 1);
"""
# As trackio 0.43 makes it.
TRACKIO = """
CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL,
    timestamp TEXT NOT NULL, run_name TEXT NOT NULL, step INTEGER NOT NULL,
    metrics TEXT NOT NULL, log_id TEXT, space_id TEXT);
INSERT INTO metrics(run_id, timestamp, run_name, step, metrics) VALUES
    ('r', '1970-01-01T00:00:01.5+00:00', 'n', 0, '{"f1": 9}'),
    ('r', '1970-01-01T00:00:05.5+00:00', 'n', 0, '{"f1": 0.5, "by": {"en": 1}}'),
    ('r', '1970-01-01T00:00:06+00:00', 'n', 1, 'torn {');
"""


def store(file: Path, schema: str) -> Path:
    with closing(sqlite3.connect(file)) as made:
        made.executescript(schema)
    return file


def test_what_a_store_holds_since_the_run_began_is_read(tmp_path):
    found = list(stored_metrics(store(tmp_path / "m.db", MLFLOW), 5.0))
    assert found[:2] == [("lr", 0, 1.0), ("lr", 1, 0.5)]
    assert found[2][0] == "bad"
    assert found[2][2] != found[2][2]
    found = list(stored_metrics(store(tmp_path / "t.db", TRACKIO), 5.0))
    assert found == [("f1", 0, 0.5), ("by.en", 0, 1)]


def test_what_a_run_reported_before_it_was_cut_off_is_on_record(tmp_path):
    def line(**content: object) -> str:
        told = {"kind": "stream", "cell": 1, "seconds": 0.1, "content": content}
        return json.dumps(told) + "\n"

    file = tmp_path / "run.outputs"
    picture = {"image/png": {"blob": "ab", "size": 3, "encoding": "base64"}}
    shown = line(data=picture).replace("stream", "display_data")
    said = line(name="stdout", text='{"loss": 0.5}\n{"loss"')
    rest = line(name="stdout", text=": 0.25}\n")
    file.write_text(said + shown + rest + rest[:20])
    metrics = Metrics()
    blobs = Blobs(tmp_path / "blobs")
    kept = outputs_so_far(file, blobs, metrics)
    assert metrics.summary()["loss"]["last"] == 0.25
    assert kept["count"] == 3
    assert kept["attachments"] == [{"blob": "ab", "size": 3, "type": "image/png"}]
    assert len(list(read_outputs(blobs, kept))) == 3
    assert outputs_so_far(file, blobs, metrics)["outputs"] is None


def test_what_is_no_store_says_nothing(tmp_path):
    other = store(tmp_path / "o.db", "CREATE TABLE metrics (a)")
    torn = tmp_path / "torn.db"
    torn.write_bytes(other.read_bytes()[:700])
    (tmp_path / "text.db").write_text("text")
    for file in (other, torn, tmp_path / "text.db", tmp_path / "none.db"):
        assert list(stored_metrics(file, 0)) == []


@pytest.fixture
def logged(project) -> str:
    """A run whose code left an event file and a store, and reported `acc` itself."""
    code = (
        "import os, shutil, sqlite3\n"
        f"os.mkdir('tb'); shutil.copyfile({str(REAL)!r}, 'tb/events.out.tfevents.1')\n"
        "made = sqlite3.connect(os.environ['CORESEARCH_RUN_DIR'] + '/mlflow.db')\n"
        f"made.executescript({MLFLOW.replace('5000', '9' * 13)!r})\n"
        "print('{\"acc\": 0.9}')"
    )
    request = RunRequest(RunKind.CODE, code, seed=3, name="logged")
    execution = Execution(project, request, RunSettings(), lambda output: None)
    ended = asyncio.run(execution.carry_out())
    assert ended.state == "succeeded", ended
    return execution.id


class Scripted(BaseHTTPRequestHandler):
    """An MLflow server that keeps what it is asked."""

    asked: list[tuple[str, Any, str | None]]
    status = 200

    def do_GET(self) -> None:
        self._answer(404, {})

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        what = self.path.rpartition("mlflow/")[2]
        body = json.loads(self.rfile.read(length))
        self.asked.append((what, body, self.headers.get("Authorization")))
        answers = {
            "experiments/create": {"experiment_id": "7"},
            "runs/create": {"run": {"info": {"run_id": "there"}}},
        }
        self._answer(self.status, answers.get(what, {}))

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, type[Scripted]]]:
    handler = type("Fresh", (Scripted,), {"asked": []})
    with HTTPServer(("127.0.0.1", 0), handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"mlflow:http://127.0.0.1:{listening.server_port}", handler
        listening.shutdown()
        thread.join()


def test_metrics_are_read_kept_shown_and_sent(project, logged, server):
    found = {
        name: (last, count)
        for name, last, *_, count in summaries(
            project.journal, last_run(project.journal)
        )
    }
    assert found["loss/train"] == (pytest.approx(1 / 3), 3)
    assert found["lr"] == (1.0, 1)
    assert found["acc"] == (0.9, 1)  # what the run says itself holds
    assert "old" not in found
    to, handler = server
    ended = run_in(
        project.root, "runs", "export", "--to", to,
        environment={"MLFLOW_TRACKING_TOKEN": "a token"},
    )  # fmt: skip
    assert ended.code == 0, ended.err
    assert f"{logged[:7]} is there as there." in ended.out
    sent = {}
    for what, body, who in handler.asked:
        assert who == "Bearer a token"
        sent.setdefault(what, []).append(body)
    run = read_run(project.journal, logged)
    assert sent["experiments/create"] == [{"name": "coresearch"}]
    [made] = sent["runs/create"]
    assert (made["experiment_id"], made["run_name"]) == ("7", "logged")
    tags = {tag["key"]: tag["value"] for tag in made["tags"]}
    assert tags["mlflow.source.git.commit"] == run.started["head"]
    params, metrics = sent["runs/log-batch"]
    assert {"key": "seed", "value": "3"} in params["params"]
    points = [(m["key"], m["step"], m["value"]) for m in metrics["metrics"]]
    assert ("loss/train", 1, 0.5) in points
    assert not any(name == "bad" for name, *_ in points)
    assert sent["runs/update"][0]["status"] == "FINISHED"
    assert "shutil" not in json.dumps(sent)  # the code stays here


@pytest.mark.slow
def test_what_the_server_says_is_told_and_it_is_not_followed(project, logged, server):
    to, handler = server
    for count, status in enumerate((302, 403, 500), start=1):
        handler.status = status
        ended = run_in(project.root, "runs", "export", "--to", to)
        assert ended.code == 7
        assert f"says {status}" in ended.err
        assert len(handler.asked) == count


@pytest.mark.parametrize("to", ["wandb:x", "mlflow:", "mlflow:ftp://x", "x"])
def test_where_it_cannot_go_is_said_before_anything(project, to):
    assert run_in(project.root, "runs", "export", "--to", to).code == 4
