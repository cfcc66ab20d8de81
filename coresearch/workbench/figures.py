"""Pictures of an analysis in a file, drawn by matplotlib where it is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.analysis.analysis import Analysis
from coresearch.analysis.claims import chosen, oriented
from coresearch.analysis.outcomes import Comparison, pair_differences
from coresearch.core.errors import BadInput, EffectFailed, Refused
from coresearch.core.text import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as MplFigure

_ENDINGS = (".png", ".svg", ".pdf")
_MOST = 30
"""Arms, differences or curves of one picture."""


def check_figure(file: Path) -> Callable[..., MplFigure]:
    """What makes a picture, if one can be written there.

    Raises:
        BadInput: matplotlib is not installed, or does not write such a file.
        Refused: there is such a file already.
    """
    if file.suffix.lower() not in _ENDINGS:
        known = ", ".join(_ENDINGS)
        raise BadInput(f"{file} is no picture.", hint=f"Such end in {known}")
    if file.exists():
        raise Refused(f"There is a file {file} already.", hint="Name another.")
    try:
        made: Callable[..., MplFigure] = import_module("matplotlib.figure").Figure
    except ImportError:
        raise BadInput(
            "Pictures are drawn by matplotlib, which is not installed.",
            hint="pip install 'coresearch[figures]'; --plot draws in the terminal.",
        ) from None
    return made


def save_figure(found: Analysis, file: Path) -> None:
    """Arms, differences, pairs and curves of the first metric, as one picture.

    Raises:
        BadInput: matplotlib is not installed, or does not write such a file.
        Refused: there is such a file already.
        EffectFailed: it could not be written.
    """
    new = check_figure(file)
    _write(_drawn(found, new), file, file.suffix.lower()[1:])


def _drawn(found: Analysis, new: Callable[..., MplFigure]) -> MplFigure:
    outcome = found.outcomes[0]
    pairs = chosen(outcome, found.baseline)[:_MOST]
    parts: list[Callable[[Axes, Analysis, Sequence[Comparison]], None]] = [_arms]
    parts += [_differences, _pairs] if pairs else []
    parts += [_curves] if found.curves else []
    tall = 0.5 * max(len(outcome.arms[:_MOST]), len(pairs)) + 1.5
    figure = new(figsize=(5 * len(parts), max(tall, 3)), layout="constrained")
    every = figure.subplots(1, len(parts), squeeze=False)
    for axes, draw in zip(every[0], parts, strict=True):
        draw(axes, found, pairs)
    return figure


def _arms(axes: Axes, found: Analysis, pairs: Sequence[Comparison]) -> None:
    outcome = found.outcomes[0]
    rows = [arm for arm in outcome.arms[:_MOST] if arm.mean is not None]
    for place, arm in enumerate(rows):
        _span(axes, place, arm.low, arm.mean, arm.high)
    _label(axes, [f"{arm.name} (n = {arm.count})" for arm in rows], outcome.metric)
    kind = "bootstrap" if outcome.bootstrap else "t"
    axes.set_title(f"mean, 95 % {kind} interval", fontsize=10)


def _differences(axes: Axes, found: Analysis, pairs: Sequence[Comparison]) -> None:
    outcome = found.outcomes[0]
    for place, one in enumerate(pairs):
        value, low, high = oriented(one, outcome.direction)
        _span(axes, place, low, value, high)
    axes.axvline(0, color="grey", linewidth=0.8)
    _label(axes, _names(pairs), f"difference of {outcome.metric}")
    better = "above 0 the first is better" if outcome.direction else ""
    axes.set_title(better, fontsize=10)


def _pairs(axes: Axes, found: Analysis, pairs: Sequence[Comparison]) -> None:
    outcome = found.outcomes[0]
    for place, one in enumerate(pairs):
        values = pair_differences(outcome, one)
        axes.plot(values, [place] * len(values), "o", alpha=0.5, color="C0")
    axes.axvline(0, color="grey", linewidth=0.8)
    _label(axes, _names(pairs), f"difference of {outcome.metric}")
    axes.set_title("each pair of runs", fontsize=10)


def _names(pairs: Sequence[Comparison]) -> list[str]:
    return [f"{one.first} − {one.second}" for one in pairs]


def _curves(axes: Axes, found: Analysis, pairs: Sequence[Comparison]) -> None:
    for curve in found.curves[:_MOST]:
        steps = [point.step for point in curve.points]
        means = [point.mean for point in curve.points]
        [line] = axes.plot(steps, means, label=_plain(curve.arm))
        low = [p.mean if p.low is None else p.low for p in curve.points]
        high = [p.mean if p.high is None else p.high for p in curve.points]
        axes.fill_between(steps, low, high, alpha=0.2, color=line.get_color())
    axes.set_xlabel("step")
    axes.set_ylabel(_plain(found.outcomes[0].metric))
    axes.legend(fontsize=8)
    axes.set_title("mean and 95 % t interval", fontsize=10)


def _span(
    axes: Axes, place: int, low: float | None, value: float | None, high: float | None
) -> None:
    if low is not None and high is not None:
        axes.plot([low, high], [place, place], color="C0")
    if value is not None:
        axes.plot([value], [place], "o", color="C0")


def _label(axes: Axes, names: Sequence[str], below: str) -> None:
    axes.set_yticks(range(len(names)), [_plain(name) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlabel(_plain(below))
    axes.locator_params(axis="x", nbins=5)


def _plain(text: str) -> str:
    """Names as they are: a dollar begins no formula."""
    return printable(text).replace("$", r"\$")


def _write(figure: MplFigure, file: Path, kind: str) -> None:
    """Whole or not at all."""
    beside = file.with_name(f".{file.name}.part")
    try:
        with beside.open("wb") as opened:
            figure.savefig(opened, format=kind, dpi=150)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise EffectFailed(f"{file} could not be written: {error.strerror}.") from error
