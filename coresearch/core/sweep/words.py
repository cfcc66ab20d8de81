"""A sweep in the words of its command, as a suggestion proposes it.

train.py --seeds 0..4 --grid lr=1e-3,3e-4 --metric val_loss:min -- --epochs 3
"""

from __future__ import annotations

import argparse
import re
import shlex
from dataclasses import dataclass
from typing import NoReturn

from coresearch.core.errors import BadInput
from coresearch.core.sweep.sweep import metric_of
from coresearch.core.sweep.tasks import Axes, Resources, seeds_of, settings_of
from coresearch.core.text import one_line

LANGUAGE = "sweep"
"""Of the fence in which a suggestion holds these words."""
_UNITS = {"s": 1 / 60, "m": 1, "h": 60, "d": 24 * 60}
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")


@dataclass(frozen=True, slots=True)
class Words:
    """What they ask for."""

    script: str
    axes: Axes
    resources: Resources
    engine: str = "local"
    slots: int | None = None
    metric: str = ""
    goal: str = ""
    name: str = ""


class _Parser(argparse.ArgumentParser):
    """One that raises, and neither prints nor ends the program."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"These are no words of a sweep: {one_line(message)}.")


def words_of(text: str) -> Words:
    """What the words of a sweep ask for.

    Raises:
        BadInput: they are none.
    """
    try:
        words = shlex.split(text, comments=True)
    except ValueError:
        raise BadInput("A quotation mark lacks its partner.") from None
    for prefix in (["coresearch", "sweep", "start"], ["coresearch", "sweep"]):
        if words[: len(prefix)] == prefix:
            words = words[len(prefix) :]
    end = words.index("--") if "--" in words else len(words)
    given = _parser().parse_args(words[:end])
    metric, goal = metric_of(given.metric) if given.metric else ("", "")
    return Words(
        given.script,
        Axes(
            seeds_of(given.seeds) if given.seeds else (),
            tuple(settings_of(one) for one in given.grid),
            given.zip,
            given.where,
            tuple(words[end + 1 :]),
        ),
        Resources(minutes(given.time), given.gpus, given.cpus, given.mem),
        given.on,
        given.j,
        metric,
        goal,
        given.name,
    )


def _parser() -> _Parser:
    parser = _Parser(prog="sweep", add_help=False, allow_abbrev=False)
    parser.add_argument("script")
    parser.add_argument("--grid", action="append", default=[])
    parser.add_argument("--zip", action="store_true")
    for name in ("seeds", "where", "time", "mem", "metric", "name"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--on", default="local")
    for option in ("-j", "--gpus", "--cpus"):
        parser.add_argument(option, type=int)
    return parser


def minutes(text: str) -> float | None:
    """The minutes of `90s`, `30m`, `2h`, `1d` or `1h30m`; None for nothing.

    Raises:
        BadInput: it is no length of time.
    """
    if not text:
        return None
    rest = _SPAN.sub("", text).strip()
    found = sum(float(n) * _UNITS[unit] for n, unit in _SPAN.findall(text))
    if rest or not found:
        raise BadInput(
            f"--time {one_line(text)} is no length of time.", hint="Such as: --time 2h"
        )
    return found
