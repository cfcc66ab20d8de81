"""Plots of a review as SVG: inline, in the page's own colours, each with its words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from coresearch.measures.calibration import Bin
from coresearch.measures.figure import Figure
from coresearch.measures.survival import Curve

_WIDE, _HIGH = 320, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 12, 12, 34


def interval(figure: Figure, low: float, high: float) -> str:
    """A value with its interval as a dot on a line, on a scale from low to high."""

    def place(value: float) -> float:
        span = (high - low) or 1
        return 6 + 148 * min(1, max(0, (value - low) / span))

    ends = place(figure.low), place(figure.high)
    return (
        '<svg class="interval" viewBox="0 0 160 16" width="160" height="16" '
        'aria-hidden="true">'
        '<line class="axis" x1="6" y1="8" x2="154" y2="8"/>'
        f'<line class="bar" x1="{ends[0]:.1f}" y1="8" x2="{ends[1]:.1f}" y2="8"/>'
        f'<circle class="dot" cx="{place(figure.value):.1f}" cy="8" r="4"/></svg>'
    )


def calibration(bins: Sequence[Bin]) -> str:
    """What was stated against what happened; on the diagonal both are the same."""
    told = "; ".join(
        f"stated {one.stated:.0%}, happened {one.came_true:.0%} of {one.count}"
        for one in bins
    )
    marks = [f'<path class="guide" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>']
    for one in bins:
        x = _x(one.stated)
        marks.append(
            f'<line class="bar" x1="{x}" y1="{_y(one.low)}" x2="{x}" '
            f'y2="{_y(one.high)}"/>'
            f'<circle class="dot" cx="{x}" cy="{_y(one.came_true)}" r="4"/>'
        )
    return _plot("Calibration", told, marks, "stated", "happened", ("0", "50", "100 %"))


def lasting(curve: Curve, days: float = 30) -> str:
    """The share of accepted changes that last so long, with its band."""
    steps = [step for step in curve.steps if step.length <= days]
    end = min(days, curve.longest)
    line, band_high, band_low = [(0.0, 1.0)], [(0.0, 1.0)], [(0.0, 1.0)]
    for step in steps:
        for path, to in (
            (line, step.share), (band_high, step.high), (band_low, step.low),
        ):  # fmt: skip
            path += [(step.length, path[-1][1]), (step.length, to)]
    for path in (line, band_high, band_low):
        path.append((end, path[-1][1]))
    marks = [
        f'<path class="band" d="{_path([*band_high, *reversed(band_low)], days)}Z"/>',
        f'<path class="line" d="{_path(line, days)}"/>',
    ]
    told = f"after {end:.0f} days {line[-1][1]:.0%} last, of {curve.count}"
    labels = ("0", f"{days / 2:.0f}", f"{days:.0f} days")
    return _plot("How long accepted changes last", told, marks, "", "last", labels)


def plane(on_self: Figure, on_right: Figure) -> str:
    """Appropriate reliance as a point: up and to the right is best."""
    x, y = _x(on_self.value), _y(on_right.value)
    marks = [
        f'<line class="bar" x1="{_x(on_self.low)}" y1="{y}" x2="{_x(on_self.high)}" '
        f'y2="{y}"/>',
        f'<line class="bar" x1="{x}" y1="{_y(on_right.low)}" x2="{x}" '
        f'y2="{_y(on_right.high)}"/>',
        f'<circle class="dot" cx="{x}" cy="{y}" r="4"/>',
    ]
    told = (
        f"kept to your own right answer in {on_self.value:.0%} of {on_self.count}, "
        f"took right advice in {on_right.value:.0%} of {on_right.count}"
    )
    labels = ("0", "50", "100 %")
    return _plot(
        "Reliance", told, marks, "kept your own, right", "took advice, right", labels
    )


def _path(points: Sequence[tuple[float, float]], days: float) -> str:
    return "M" + "L".join(f"{_x(at / days)} {_y(share)}" for at, share in points)


def _x(share: float) -> float:
    return round(_LEFT + share * (_WIDE - _LEFT - _RIGHT), 1)


def _y(share: float) -> float:
    return round(_HIGH - _BOTTOM - share * (_HIGH - _TOP - _BOTTOM), 1)


def _plot(
    title: str,
    told: str,
    marks: Sequence[str],
    across: str,
    upwards: str,
    labels: tuple[str, str, str],
) -> str:
    """Axes from 0 to 1 upwards, with three labels across, and marks on them."""
    said = [
        f'<path class="axis" d="M{_x(0)} {_y(1)}L{_x(0)} {_y(0)}L{_x(1)} {_y(0)}"/>',
        *(
            f'<text x="{_LEFT - 6}" y="{_y(share) + 4}" text-anchor="end">'
            f"{share:.0%}</text>"
            for share in (0, 0.5, 1)
        ),
        *(
            f'<text x="{_x(number / 2)}" y="{_HIGH - 18}" '
            f'text-anchor="{("start", "middle", "end")[number]}">{text}</text>'
            for number, text in enumerate(labels)
        ),
        f'<text x="{_x(0.5)}" y="{_HIGH - 4}" text-anchor="middle">{across}</text>',
        f'<text x="{_LEFT + 6}" y="{_TOP + 8}">{upwards}</text>',
        *marks,
    ]
    return (
        f'<figure><svg viewBox="0 0 {_WIDE} {_HIGH}" role="img" '
        f'aria-label="{escape(title)}: {escape(told)}">{"".join(said)}</svg>'
        f"<figcaption>{escape(title)}: {escape(told)}.</figcaption></figure>"
    )
