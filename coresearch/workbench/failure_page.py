"""A diagnosis as Markdown, for the interface."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.text import counted, fenced, one_line, printable, shorten
from coresearch.workbench.diagnose import Report, Told, quote_of, values_said

_MOST_FRAMES = 4


def as_markdown(report: Report) -> Iterator[str]:
    """What failed, what is known of its past, and the causes, the likeliest first."""
    failure = report.failure
    if report.standing:
        yield f"**{printable(report.name)}**"
        yield fenced(printable("\n".join(report.standing)))
        return
    if failure is None:
        count = counted(report.reading.lines, "line")
        if not report.last_words:
            yield f"{printable(report.name)}: no failure found in {count}."
            return
        yield f"**{printable(report.name)}** ended by itself. What it said last:"
        yield fenced(printable("\n".join(report.last_words)))
        return
    raised = failure.root
    yield f"**{printable(report.name)}**, line {raised.said_at} of its log:"
    own = [frame for frame in raised.frames if not frame.is_library][-_MOST_FRAMES:]
    lines = [f"{f.path}:{f.line}  {shorten(f.code, 100)}".rstrip() for f in own]
    yield fenced(printable("\n".join([*lines, shorten(quote_of(raised), 300)])))
    if report.values:
        yield "In the kernel, when it failed:"
        yield fenced(printable("\n".join(values_said(report.values))))
    if report.changed:
        yield printable(f"Changed since this run: {', '.join(report.changed)}.")
    past = report.past
    if past is not None and past.seen:
        fixed = f"; what helped then: {past.fixed_by}" if past.fixed_by else ""
        yield printable(f"Seen {counted(past.times, 'time')} before{one_line(fixed)}.")
    if past is not None and past.good:
        what = ", ".join(dict.fromkeys(one_line(each.what) for each in past.changed))
        yield f"Since the last run that worked changed: {what or 'nothing on record'}."
    if past is not None and past.worked_since:
        yield f"Its file has run well since ({past.worked_since[:7]})."
    if past is not None and past.step_back:
        yield printable(past.step_back)
    for number, one in enumerate(report.told, 1):
        yield _cause(number, one)
    if not report.told:
        yield "No rule knows this one: the first own line is where to look."


def _cause(number: int, one: Told) -> str:
    cause, suggestion = one.diagnosis.cause, one.suggestion
    sure = f"{one.diagnosis.rule.id}, {cause.confidence:.0%} sure"
    said = f"{number}. **{one_line(suggestion.title)}** ({sure}). "
    if one.patch:
        following = " An edit of it waits in the inbox."
    elif suggestion.run is not None:
        following = " A run waits in the inbox."
    elif suggestion.cheapest_test:
        following = f" Next: {one_line(suggestion.cheapest_test)}"
    else:
        following = ""
    return f"{said}{one_line(suggestion.reason)}{following}"
