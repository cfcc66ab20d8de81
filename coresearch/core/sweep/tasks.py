"""The task list of a sweep: seeds and settings, each with the words that it runs.

Pure: the same words of a person give the same tasks, and the same hashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

from coresearch.core.canonical import canonical_json, sha256
from coresearch.core.errors import BadInput
from coresearch.core.sweep.condition import condition
from coresearch.core.text import one_line

Value = bool | int | float | str

MOST_TASKS = 100_000
"""Of one sweep; `docs/scale.md` says what such numbers cost."""
SEED_ARGUMENT = "--seed {seed}"
_NAME = re.compile(r"[A-Za-z_][\w.+/-]*")
_RANGE = re.compile(r"(\d+)\.\.(\d+)")
_PLACE = re.compile(r"\{([A-Za-z_][\w.+/-]*)\}")


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of one parameter."""

    name: str
    text: str
    """As the person wrote it, which is how the script is given it."""

    @property
    def value(self) -> Value:
        """The number, truth value or text that it stands for."""
        return value_of(self.text)


@dataclass(frozen=True, slots=True)
class Task:
    """One execution of the script."""

    number: int
    """From 1, in the order of the list."""
    seed: int | None
    settings: tuple[Setting, ...]
    arguments: tuple[str, ...]

    @property
    def arm(self) -> str:
        """What it is called among the others, its seed aside."""
        return " ".join(f"{one.name}={one.text}" for one in self.settings)

    @property
    def parameters(self) -> dict[str, Value]:
        """Each parameter with its value."""
        return {one.name: one.value for one in self.settings}


@dataclass(frozen=True, slots=True)
class Axes:
    """Over what a sweep goes."""

    seeds: tuple[int, ...] = ()
    grid: tuple[tuple[Setting, ...], ...] = ()
    """For each parameter its values."""
    zipped: bool = False
    """First with first, second with second; else each with each."""
    where: str = ""
    """Only where this holds, such as `lr<1e-3 or wd>0`."""
    arguments: tuple[str, ...] = ()
    """What each task is given besides; `{lr}` and `{seed}` stand for values."""
    seed_argument: str = SEED_ARGUMENT


def value_of(text: str) -> Value:
    """The number, truth value or text that `text` stands for."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def seeds_of(text: str) -> tuple[int, ...]:
    """The seeds of `0..9`, `1,2,5` or `0..4,10`.

    Raises:
        BadInput: it is none of these, or there are too many.
    """
    found: list[int] = []
    for part in text.split(","):
        if match := _RANGE.fullmatch(part.strip()):
            low, high = int(match[1]), int(match[2])
            if high < low or high - low >= MOST_TASKS:
                raise BadInput(f"--seeds {part.strip()} is no range of seeds.")
            found += range(low, high + 1)
        elif part.strip().isdecimal():
            found.append(int(part))
        else:
            said = one_line(text)
            raise BadInput(f"--seeds {said} is no list of seeds.", hint="0..9, or 1,2")
    if len(set(found)) < len(found):
        raise BadInput(f"--seeds {one_line(text)} names a seed twice.")
    return tuple(found)


def settings_of(text: str) -> tuple[Setting, ...]:
    """The settings of `lr=1e-3,3e-4`.

    Raises:
        BadInput: it is not of that form, or a value stands twice.
    """
    name, sign, listed = text.partition("=")
    values = listed.split(",")
    if not sign or not _NAME.fullmatch(name) or not all(values):
        raise BadInput(
            f"--grid {one_line(text)} does not say which values.",
            hint="Such as: --grid lr=1e-3,3e-4",
        )
    if len(set(values)) < len(values):
        raise BadInput(f"--grid {one_line(text)} names a value twice.")
    if name == "seed":
        raise BadInput("Seeds are given by --seeds.", hint=f"--seeds {listed}")
    return tuple(Setting(name, value) for value in values)


def tasks_of(axes: Axes) -> tuple[Task, ...]:
    """Every task: all seeds of the first arm, then of the second, and so on.

    Raises:
        BadInput: parameters of other lengths are to be zipped, a name is unknown,
            nothing is left, or too much is.
    """
    names = [one[0].name for one in axes.grid]
    if len(set(names)) < len(names):
        raise BadInput("--grid names a parameter twice.")
    holds = condition(axes.where, {*names, "seed"}) if axes.where else None
    _refuse_unknown_places(axes, {*names, "seed"})
    tasks: list[Task] = []
    if not axes.where and _number(axes) > MOST_TASKS:
        raise _too_many()
    for settings in _arms(axes):
        for seed in axes.seeds or (None,):
            known: dict[str, Value | None] = {one.name: one.value for one in settings}
            if holds is not None and not holds({**known, "seed": seed}):
                continue
            if len(tasks) == MOST_TASKS:
                raise _too_many()
            words = tuple(_words(axes, settings, seed))
            tasks.append(Task(len(tasks) + 1, seed, settings, words))
    if not tasks:
        raise BadInput(f"No task is left where {one_line(axes.where)}.")
    return tuple(tasks)


def _number(axes: Axes) -> int:
    arms = prod(len(one) for one in axes.grid) if not axes.zipped else 1
    return arms * max(len(axes.seeds), 1)


def _too_many() -> BadInput:
    return BadInput(
        f"There are more than {MOST_TASKS:,} tasks.", hint="Make it several sweeps."
    )


def _arms(axes: Axes) -> Iterator[tuple[Setting, ...]]:
    if not axes.zipped:
        yield from product(*axes.grid)
        return
    lengths = {len(one) for one in axes.grid}
    if len(lengths) != 1:
        raise BadInput(
            "--zip takes parameters of the same number of values.",
            hint="Leave --zip out to have each with each.",
        )
    yield from zip(*axes.grid, strict=True)


def _refuse_unknown_places(axes: Axes, known: set[str]) -> None:
    for word in axes.arguments:
        for name in _PLACE.findall(word):
            if name not in known and name != "seed":
                raise BadInput(f"{{{name}}} stands for nothing: no --grid names it.")
            if name == "seed" and not axes.seeds:
                raise BadInput("{seed} stands for nothing without --seeds.")


def _words(axes: Axes, settings: Sequence[Setting], seed: int | None) -> Iterator[str]:
    """The arguments: those with places filled in, then what had no place."""
    texts = {one.name: one.text for one in settings}
    if seed is not None:
        texts["seed"] = str(seed)
    used: set[str] = set()

    def filled(match: re.Match[str]) -> str:
        used.add(match[1])
        return texts[match[1]]

    yield from [_PLACE.sub(filled, word) for word in axes.arguments]
    for one in settings:
        if one.name not in used:
            yield from (f"--{one.name}", one.text)
    if seed is not None and "seed" not in used:
        yield from (_PLACE.sub(filled, w) for w in axes.seed_argument.split())


# -- the journal's words -------------------------------------------------------------


def task_to_json(task: Task) -> dict[str, Any]:
    """`task` as plain values for the journal."""
    return {
        "seed": task.seed,
        "settings": {one.name: one.text for one in task.settings},
        "arguments": list(task.arguments),
    }


def task_from_json(number: int, body: Mapping[str, Any]) -> Task:
    """The task that `task_to_json` wrote."""
    settings = tuple(Setting(name, text) for name, text in body["settings"].items())
    return Task(number, body["seed"], settings, tuple(body["arguments"]))


@dataclass(frozen=True, slots=True)
class Resources:
    """What each task is given, in the words of a batch system."""

    minutes: float | None = None
    """After which it is stopped; None for no limit."""
    gpus: int | None = None
    cpus: int | None = None
    memory: str = ""
    """Such as `16G`."""
    partition: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Directives of the engine's own, such as `account`."""


def spec_hash(content: Mapping[str, Any]) -> str:
    """A hash of all that decides what a task computes."""
    return sha256(canonical_json(content))
