"""Let a language model write small programs, run them, and count what passes."""
from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import click
import numpy as np
from openai import OpenAI

log = logging.getLogger(__name__)


@dataclass
class Task:
    id: str
    prompt: str
    tests: str


@dataclass
class Outcome:
    task: str
    passed: bool
    why: str = ""


@dataclass
class Tally:
    outcomes: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)

    @property
    def pass_rate(self) -> float:
        return sum(o.passed for o in self.outcomes) / len(self.outcomes)


def load_tasks(path: Path) -> list[Task]:
    with path.open() as lines:
        return [Task(**json.loads(line)) for line in lines]


def ask(client: OpenAI, model: str, task: Task) -> str:
    reply = client.chat.completions.create(
        model=model,
        messages=[{"role": "user", "content": task.prompt}],
        temperature=0.0,
        seed=0,
    )
    return reply.choices[0].message.content


def execute(code: str, tests: str, limit: float) -> tuple[bool, str]:
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "candidate.py"
        program.write_text(code + "\n\n" + tests)
        try:
            done = subprocess.run(
                [sys.executable, str(program)], capture_output=True, timeout=limit
            )
        except subprocess.TimeoutExpired:
            return False, "timeout"
        return done.returncode == 0, done.stderr.decode()[-500:]


def judge(client: OpenAI, model: str, task: Task, limit: float) -> Outcome:
    try:
        code = ask(client, model, task)
    except Exception as error:
        log.warning("no answer for %s: %s", task.id, error)
        return Outcome(task.id, False, f"no answer: {error}")
    passed, why = execute(code, task.tests, limit)
    return Outcome(task.id, passed, why)


def evaluate(client: OpenAI, model: str, tasks: list[Task], limit: float) -> Tally:
    tally = Tally()
    with ThreadPoolExecutor(8) as pool:
        for outcome in pool.map(lambda t: judge(client, model, t, limit), tasks):
            tally.add(outcome)
    return tally


def bootstrap(flags: np.ndarray, rounds: int, rng: np.random.Generator) -> tuple[float, float]:
    means = [rng.choice(flags, len(flags)).mean() for _ in range(rounds)]
    return tuple(np.percentile(means, [2.5, 97.5]))


@click.command()
@click.argument("tasks_file", type=click.Path(path_type=Path, exists=True))
@click.option("--model", multiple=True, required=True)
@click.option("--limit", default=10.0, help="seconds a program may take")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--seed", default=0)
def main(tasks_file: Path, model: tuple[str, ...], limit: float, out: Path, seed: int) -> None:
    client = OpenAI()
    tasks = load_tasks(tasks_file)
    rng = np.random.default_rng(seed)
    summary = {}
    for name in model:
        tally = evaluate(client, name, tasks, limit)
        flags = np.array([o.passed for o in tally.outcomes], dtype=float)
        low, high = bootstrap(flags, 2000, rng)
        summary[name] = {"pass_rate": tally.pass_rate, "low": low, "high": high, "n": len(tasks)}
        click.echo(f"{name}: {tally.pass_rate:.3f} ({low:.3f} to {high:.3f})")
    best = max(summary, key=lambda name: summary[name]["pass_rate"])
    click.echo(f"best: {best}")
    with out.open("x") as handle:
        json.dump(summary, handle, indent=1)


if __name__ == "__main__":
    main()
