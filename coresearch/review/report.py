"""What the journal teaches: a few sentences, the measures, and three surprises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coresearch.core.text import counted, one_line
from coresearch.measures import calibration, dead_ends, oversight
from coresearch.measures.assistant import Precision, precision
from coresearch.measures.calibration import Forecast, InTheLarge, Murphy
from coresearch.measures.dead_ends import Course, DeadEnds
from coresearch.measures.figure import (
    CannotTell,
    Figure,
    Measured,
    difference,
    smallest_change,
)
from coresearch.measures.oversight import Look
from coresearch.measures.survival import Curve
from coresearch.review.assistant_report import assistant_section
from coresearch.review.evidence import Evidence
from coresearch.review.rows import Report, Row, Section, Sentence, Worry, spread
from coresearch.review.self_report import (
    about_self,
    self_sections,
    unknown_of_self,
)

_SENTENCES = 5


def report_of(found: Evidence) -> Report:
    """The measures, and what of them matters."""
    quick, coupled = oversight.under_floor(found.looks), oversight.coupling(found.looks)
    large = calibration.in_the_large(found.forecasts)
    sections = [
        _oversight(found, quick, coupled),
        _rightness(found.forecasts, large),
        _dead_ends(found.courses),
        *self_sections(found.own),
        assistant_section(found),
    ]
    if found.weeks:
        sections.append(_weeks(found.weeks))
    told = [
        *about_self(found.own),
        *_about_confidence(large),
        *_about_stopping(found.courses),
        *_about_looking(quick, coupled),
        *_about_rules(precision(found.decided)),
    ]
    told.sort(key=lambda one: one.worry)
    sentences = [one.text for one in told][:_SENTENCES]
    sentences += [*unknown_of_self(found.own), *_nearest(sections[:3])]
    said = sentences or ["Nothing stands out."]
    return Report(said, sections, found.surprises, found.own.goal)


# -- the measures -------------------------------------------------------------------


def _oversight(found: Evidence, quick: Measured, coupled: Measured) -> Section:
    lasting, looks = oversight.persistence(found.lifetimes), found.looks
    rows = [
        Row(
            "decided faster than reading takes",
            quick,
            "%",
            "no proof of not reading: you may have known it already",
        ),
        Row(
            "faster than a fast review",
            oversight.under_floor(found.looks, oversight.FAST),
            "%",
            "7.2 s a changed line",
        ),
        *(
            [Row("decided before its end was in view", oversight.unseen(looks), "%")]
            if any(look.whole is not None for look in looks)
            else []
        ),
        Row(
            "length and time go together",
            coupled,
            "",
            "-1 to 1; about 0: how much there was did not matter",
        ),
        *_lasting(lasting),
        Row(
            "initiative, you and the assistant",
            oversight.initiative(found.own_runs, found.suggested_runs),
            "",
            "0: one of you begins every run; 1: half and half",
        ),
    ]
    curve = lasting if isinstance(lasting, Curve) else None
    return Section("Is the oversight real?", rows, curve=curve)


def _lasting(lasting: Curve | CannotTell) -> list[Row]:
    if isinstance(lasting, CannotTell):
        return [Row("accepted changes that last", lasting)]
    at = ((days, lasting.at(days)) for days in (1, 7, 30))
    return [
        Row(f"accepted changes that last {counted(days, 'day')}", figure, "%")
        for days, figure in at
        if figure is not None
    ]


def _rightness(told: Sequence[Forecast], large: InTheLarge | CannotTell) -> Section:
    gap = large.gap if isinstance(large, InTheLarge) else large
    smallest = (
        f"a gap of {large.smallest:.2f} would have shown"
        if isinstance(large, InTheLarge)
        else ""
    )
    rows = [
        Row("over-confidence", gap, "", f"above 0: too sure; {smallest}".rstrip("; ")),
        Row("Brier score", calibration.brier(told), "", _parts(told)),
        Row(
            "skill",
            calibration.skill(told),
            "",
            "above 0: better than knowing only how often you are right",
        ),
        Row("log score", calibration.log_score(told), "", "0.69 is a coin"),
    ]
    bins = calibration.curve(told)
    curve = () if isinstance(bins, CannotTell) else bins
    return Section("How right were you?", rows, bins=curve)


def _parts(told: Sequence[Forecast]) -> str:
    """How to read a Brier score, and what it is made of where that can be told."""
    parts = calibration.murphy(told)
    said = "0 is perfect, 0.25 is a coin"
    if isinstance(parts, Murphy):
        said += (
            f"; it is reliability {parts.reliability:.2f} (0 is best) - resolution "
            f"{parts.resolution:.2f} (more is better) + uncertainty "
            f"{parts.uncertainty:.2f} {round(parts.within, 2) + 0.0:+.2f} within bins"
        )
    return said


def _dead_ends(courses: Sequence[Course]) -> Section:
    told = dead_ends.dead_ends(courses)
    title = "Dead ends"
    if isinstance(told, CannotTell):
        return Section(title, [Row("lines of inquiry", told)])
    against = told.against
    rows = [
        Row("hours spent, of those budgeted", told.overrun, "×", "above 1: over"),
        Row("spent after the reason to stop was met", told.spent_after, "h"),
        Row("reasons to stop that were followed", told.honoured, "%"),
        *(
            [Row("runs begun that by your numbers were not worth it", against, "%")]
            if any(course.weighed for course in courses)
            else []
        ),
        Row(
            "hours on what was abandoned",
            told.wasted,
            "%",
            "what exploring costs; a negative result is one too",
        ),
        _abandoning(told),
    ]
    return Section(title, rows)


def _abandoning(told: DeadEnds) -> Row:
    curve = told.time_to_abandon
    name = "median time to abandon"
    if curve.median is None:
        least, why = curve.count, "more than half are not abandoned"
        return Row(name, CannotTell(curve.count, least, "directions", why))
    low, high = curve.median_interval
    end = curve.longest if high is None else high
    return Row(name, Figure(curve.median, low, end, curve.count), "days")


def _weeks(weeks: Mapping[str, Sequence[Look]]) -> Section:
    rows = [
        Row(f"{week}: faster than reading takes", oversight.under_floor(looks), "%")
        for week, looks in weeks.items()
    ]
    return Section("Week by week", [*rows, *_trend(list(weeks.values()))])


def _trend(weeks: Sequence[Sequence[Look]]) -> list[Row]:
    """The later half of the weeks against the earlier."""
    middle = len(weeks) // 2
    halves = [[look for week in half for look in week]
              for half in (weeks[:middle], weeks[middle:])]  # fmt: skip
    before, now = (oversight.under_floor(half) for half in halves)
    name = "the later half less the earlier"
    if isinstance(before, CannotTell) or isinstance(now, CannotTell):
        few = before if isinstance(before, CannotTell) else now
        return [Row(name, few)]
    counts = [(round(one.value * one.count), one.count) for one in (now, before)]
    told = difference(counts[0], counts[1])
    smallest = smallest_change(before.value, before.count, now.count)
    return [Row(name, told, "points", f"a change of {smallest:.0%} would have shown")]


# -- what matters -------------------------------------------------------------------


def _nearest(sections: Sequence[Section]) -> list[str]:
    """What lacks the fewest cases of all that cannot be told yet."""
    unknown = [
        (row.measured.more, row.name, row.measured)
        for section in sections
        for row in section.rows
        if isinstance(row.measured, CannotTell) and row.measured.more
    ]
    if not unknown:
        return []
    _, name, why = min(unknown, key=lambda one: one[:2])
    return [f"Nearest to being known: {name} ({why})."]


def _about_confidence(large: InTheLarge | CannotTell) -> list[Sentence]:
    if isinstance(large, CannotTell):
        return []
    gap = large.gap
    of = f"over {counted(gap.count, 'prediction')}"
    if gap.low > 0:
        sure = f"You were too sure, by {spread(gap)}, {of}."
        return [Sentence(Worry.OVERSIGHT, sure)]
    if gap.high < 0:
        shy = f"You were right more often than you thought, by {spread(gap)}, {of}."
        return [Sentence(Worry.GAIN, shy)]
    fits = (
        f"Your probabilities fit what happened, as far as {gap.count} predictions can "
        f"tell: a gap of {large.smallest:.2f} would have shown."
    )
    return [Sentence(Worry.FITS, fits)]


def _about_stopping(courses: Sequence[Course]) -> list[Sentence]:
    after = [c for c in courses if c.met and c.hours_after > 0]
    if not after:
        return []
    hours = sum(course.hours_after for course in after)
    directions = counted(len(after), "direction")
    text = f"After the reason to stop was met, {hours:.1f} h went into {directions}."
    return [Sentence(Worry.COST, text)]


def _about_looking(quick: Measured, coupled: Measured) -> list[Sentence]:
    said = []
    if isinstance(quick, Figure) and quick.low > 0.2:
        said.append(
            f"{spread(quick, '%')} of {quick.count} decisions took less time than "
            "reading takes."
        )
    if isinstance(coupled, Figure) and coupled.high < 0.3:
        said.append(
            "How long you looked did not go with how much there was: "
            f"ρ = {spread(coupled)} over {coupled.count} accepts."
        )
    return [Sentence(Worry.OVERSIGHT, text) for text in said]


def _about_rules(told: Sequence[Precision]) -> list[Sentence]:
    low = [
        (one.origin, one.kept)
        for one in told
        if isinstance(one.kept, Figure) and one.kept.high < 0.5
    ]
    texts = [
        f"Of {one_line(origin)} you kept {spread(kept, '%')} of {kept.count}: say why "
        "when you reject, or do without it."
        for origin, kept in low[:2]
    ]
    return [Sentence(Worry.COST, text) for text in texts]
