"""A diagnosis as text for a person, and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from coresearch.cli.output import Ink, paint, wrapped
from coresearch.core.intervals import wilson
from coresearch.core.outcomes import Outcome
from coresearch.core.text import counted, one_line, printable, shorten
from coresearch.diagnosis.failures import Failure
from coresearch.diagnosis.signature import signature, signature_id
from coresearch.journal.failures import Score
from coresearch.workbench.diagnose import Report, Told, quote_of, values_said
from coresearch.workbench.past_failures import Past

_MOST_FRAMES = 6


def as_text(report: Report) -> Iterator[str]:
    """What failed, what came before, and the causes, the likeliest first."""
    failure = report.failure
    if report.standing:
        for line in report.standing:
            yield wrapped(line.strip(), " " * (len(line) - len(line.lstrip())))
        return
    if failure is None:
        lines = counted(report.reading.lines, "line")
        if not report.last_words:
            yield f"{printable(report.name)}: no failure found in {lines}."
            return
        yield f"{printable(report.name)} ended by itself. What it said last:"
        for line in report.last_words:
            yield f"      {one_line(line)}"
        return
    yield from _head(report, failure)
    if report.values:
        yield paint("  In the kernel, when it failed:", Ink.QUIET)
        for line in values_said(report.values):
            yield f"      {one_line(line)}"
    if report.changed:
        what = ", ".join(map(one_line, report.changed))
        yield wrapped(f"Changed since this run: {what}.", "  ")
    if report.past is not None:
        yield from _past(report.past)
    if not report.told:
        yield ""
        yield wrapped(
            "No rule knows this one. The first own line above is where to look; "
            "coresearch ask can put the question to a model.",
            "  ",
        )
    for number, one in enumerate(report.told, 1):
        yield ""
        yield from _cause(number, one)


def _head(report: Report, failure: Failure) -> Iterator[str]:
    raised = failure.root
    where = f" ({one_line(failure.where)})" if failure.where else ""
    yield paint(shorten(quote_of(raised), 200), Ink.HIGH) + where
    place = f"{printable(report.name)}, line {raised.said_at}"
    others = len(report.reading.failures) - 1
    more = f"; {counted(others, 'other failure')} in it" if others > 0 else ""
    yield paint(f"  {place} of {report.reading.lines}{more}", Ink.QUIET)
    own = [frame for frame in raised.frames if not frame.is_library]
    for frame in own[-_MOST_FRAMES:]:
        function = f", in {one_line(frame.function)}" if frame.function else ""
        line = f":{frame.line}" if frame.line else ""
        yield paint(f"  {printable(frame.path)}{line}{function}", Ink.PLACE)
        if frame.code:
            yield f"      {shorten(frame.code, 160)}"
    for outer in failure.chain[1:]:
        yield paint(f"  then {shorten(quote_of(outer), 160)}", Ink.QUIET)


def _past(past: Past) -> Iterator[str]:
    if past.seen:
        fixed = f"; what helped then: {past.fixed_by}" if past.fixed_by else ""
        runs = ", ".join(run[:7] for run in past.seen[:3])
        yield wrapped(
            f"Seen {counted(past.times, 'time')} before ({runs}){one_line(fixed)}.",
            "  ",
        )
    if past.good:
        what = ", ".join(dict.fromkeys(one_line(d.what) for d in past.changed))
        yield wrapped(
            f"Since the last run that worked ({past.good[:7]}) changed: "
            f"{what or 'nothing that is on record'}.",
            "  ",
        )
    if past.worked_since:
        yield wrapped(f"Its file has run well since ({past.worked_since[:7]}).", "  ")
    if past.step_back:
        yield paint(wrapped(past.step_back, "  "), Ink.MEDIUM)


def _cause(number: int, one: Told) -> Iterator[str]:
    diagnosis, suggestion = one.diagnosis, one.suggestion
    sure = f"{diagnosis.cause.confidence:.0%}"
    identity = f"{one.placed.id[:7]}  " if one.placed is not None else ""
    yield (
        f"{number}. {paint(one_line(suggestion.title), Ink.STRONG)}  "
        + paint(f"{identity}{diagnosis.rule.id}, {sure} sure", Ink.QUIET)
    )
    yield wrapped(one_line(suggestion.reason), "   ")
    for line in diagnosis.cause.details.splitlines():
        yield f"     {printable(line)}"
    if one.patch:
        for line in one.patch.splitlines():
            if not line.startswith(("diff ", "index ", "--- ", "+++ ")):
                ink = {"+": Ink.ADDED, "-": Ink.REMOVED}.get(line[:1], Ink.QUIET)
                yield f"   {paint(printable(line), ink)}"
    elif suggestion.run is not None:
        for line in suggestion.run.code.splitlines():
            yield f"   ▸ {printable(line)}"
    elif suggestion.cheapest_test:
        yield wrapped(f"Next: {one_line(suggestion.cheapest_test)}", "   ")
    if suggestion.question and not one.patch:
        yield wrapped(f"Look up: {one_line(suggestion.question)}", "   ")
    if one.tried:
        yield wrapped(_tried(one.tried), "   ")
    if one.placed is not None and one.placed.earlier:
        yield paint(f"   {one_line(one.placed.earlier)}", Ink.QUIET)


def _tried(tried: Counter[Outcome]) -> str:
    ends = [f"{outcome} {tried[outcome]}" for outcome in Outcome if tried[outcome]]
    return f"Tried for this failure before: {', '.join(ends)} of {tried.total()}."


def as_json(report: Report) -> str:
    """The same for programs."""
    failure = report.failure
    found = None
    if failure is not None:
        raised = failure.root
        found = {
            "sort": failure.sort,
            "type": raised.type,
            "message": raised.text.strip(),
            "where": failure.where,
            "line": raised.said_at,
            "signature": signature(failure),
            "signature_id": signature_id(failure),
            "frames": [
                {"path": f.path, "line": f.line, "function": f.function, "code": f.code}
                for f in raised.frames
            ],
            "then": [quote_of(outer) for outer in failure.chain[1:]],
        }
    past = report.past
    return json.dumps(
        {
            "name": report.name,
            "run": report.run.id if report.run else None,
            "lines": report.reading.lines,
            "failures": len(report.reading.failures),
            "failure": found,
            "standing": list(report.standing),
            "changed": list(report.changed),
            "values": dict(report.values),
            "causes": [_cause_json(one) for one in report.told],
            "past": past
            and {
                "good": past.good or None,
                "changed": [one.what for one in past.changed],
                "seen": list(past.seen),
                "times": past.times,
                "fixed_by": past.fixed_by,
                "in_a_row": past.in_a_row,
                "step_back": past.step_back,
                "worked_since": past.worked_since or None,
            },
        },
        ensure_ascii=False,
    )


def _cause_json(one: Told) -> dict[str, object]:
    suggestion = one.suggestion
    return {
        "id": one.placed.id if one.placed else None,
        "state": one.placed.entry.state if one.placed else "unkept",
        "rule": one.diagnosis.rule.id,
        "name": suggestion.title,
        "message": suggestion.reason,
        "confidence": one.diagnosis.cause.confidence,
        "kind": suggestion.kind,
        "details": suggestion.details,
        "next": suggestion.cheapest_test,
        "run": suggestion.run.code if suggestion.run else "",
        "patch": one.patch,
        "tried": {outcome: one.tried[outcome] for outcome in Outcome},
        "question": suggestion.question,
        "evidence": [
            {"quote": e.quote, "path": e.path, "line": e.line}
            for e in suggestion.evidence
        ],
    }


def scores_as_text(scores: Sequence[Score]) -> Iterator[str]:
    """A line for each rule or model of which a mend was accepted and tried."""
    if not scores:
        yield "No accepted cause has been tried by a run yet."
        return
    names = max(len(one_line(one.origin)) for one in scores)
    for one in scores:
        tried = one.clean + one.new + one.same
        low, high = wilson(one.clean, tried)
        stated = "–" if one.stated is None else f"{one.stated:.0%}"
        yield (
            f"{one_line(one.origin):<{names}}  {stated} sure  clean {one.clean} of "
            f"{tried} ({low:.0%} to {high:.0%})  new {one.new}  same {one.same}"
        )
    yield paint("Clean: the next run succeeded. Intervals: Wilson, 95 %.", Ink.QUIET)


def scores_as_json(scores: Sequence[Score]) -> str:
    """The same for programs, without the intervals."""
    return json.dumps([asdict(one) for one in scores])
