"""One suggestion block, read: its fields and what it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from coresearch.core.edits import Delete, Edit, Modify
from coresearch.core.findings import Severity
from coresearch.core.replies.blocks import Form, Piece, Scanner
from coresearch.core.replies.effects import Effects
from coresearch.core.replies.fields import (
    Fields,
    confidence_in,
    evidence_in,
    is_nothing,
    label_of,
    severity_in,
)
from coresearch.core.replies.marks import Unreadable, opening_mark, refuse_stray_end
from coresearch.core.replies.paths import path_after_label
from coresearch.core.replies.values import Problem, Proposal
from coresearch.core.runs import ProposedRun, proposed_run
from coresearch.core.text import counted, one_line, shorten

_LONGEST_TITLE = 120
FENCES_WITHIN = (
    "The text of a whole file has fences of its own, so where it ends is not clear. "
    "The fence around it must be longer than any in it."
)
_EFFECTS = ("edit", "file", "delete", "rename", "run")


@dataclass(slots=True)
class _Reading:
    """What has been read of one block so far."""

    fields: Fields = field(default_factory=Fields)
    effects: Effects = field(default_factory=Effects)
    label: str = ""
    """The effect that was announced, and of which nothing has come yet."""
    had_whole_file: bool = False
    """Whether a whole file was given: another fence after it may be a part of it."""


def read_suggestion(
    lines: Sequence[str], attributes: Mapping[str, str], *, is_cut: bool = False
) -> Proposal | Problem:
    """What stands between `<suggestion>` and `</suggestion>`.

    `attributes` are those of the tag; `is_cut` says that the reply ended in it.
    """
    reading = _Reading()
    for name, value in attributes.items():
        reading.fields.add(f"{name}: {value}")
    reading.fields.label = ""
    text = "\n".join(lines).strip("\n")
    fault = "The reply was cut off in it." if is_cut else ""
    for piece in _pieces(lines):
        try:
            _take(reading, piece)
        except Unreadable as error:
            fault = fault or str(error)
    if reading.label and not fault:
        fault = f"{reading.label.capitalize()} is announced, but nothing follows."
    return _result(reading, text, fault)


def _pieces(lines: Sequence[str]) -> list[Piece]:
    scanner = Scanner()
    pieces = [piece for line in lines for piece in scanner.feed(line)]
    return [*pieces, *scanner.finish()]


def _take(reading: _Reading, piece: Piece) -> None:
    if piece.form is Form.TEXT:
        _take_text(reading, piece.lines[0])
        refuse_stray_end(piece.lines[0])
        return
    label, reading.label = reading.label, ""
    if piece.form is Form.FENCE and label == "run":
        if not piece.closed:
            raise Unreadable("The code to run is in a fence that is never closed.")
        _set_run(reading, proposed_run(_code(piece), piece.info.split(" ")[0]))
        reading.fields.leave()
        return
    if reading.had_whole_file and piece.form is Form.FENCE and not label:
        raise Unreadable(FENCES_WITHIN)
    if not reading.effects.path:
        quoted = evidence_in(reading.fields.texts.get("evidence", ()))
        if len(paths := {evidence.path for evidence in quoted}) == 1:
            [reading.effects.path] = paths
    if reading.effects.take(piece, label):
        is_whole = piece.form is Form.FENCE and not any(map(opening_mark, piece.lines))
        reading.had_whole_file = reading.had_whole_file or is_whole
        reading.fields.leave()
    elif not piece.closed:
        raise Unreadable(f"A {piece.form} is never closed, so its end may be missing.")
    else:
        reading.fields.add_block(piece.written)


def _code(piece: Piece) -> str:
    return "".join(f"{line}\n" for line in piece.lines)


def _set_run(reading: _Reading, run: ProposedRun) -> None:
    if reading.effects.run is not None:
        raise Unreadable("It proposes two runs; a suggestion has one effect.")
    reading.effects.run = run


def _take_text(reading: _Reading, line: str) -> None:
    label = label_of(line)
    if label is None or label.field not in _EFFECTS:
        if label is not None:
            _expect_nothing(reading)
        elif _is_title(reading, line):
            reading.fields.texts["title"] = [line.strip().strip("#*_ ")]
            return
        reading.fields.add(line)
        return
    _expect_nothing(reading)
    if not (label.text and is_nothing(label.text)):
        _announce(reading, label.field, label.text)


def _expect_nothing(reading: _Reading) -> None:
    """A label that comes before what the last one announced.

    Raises:
        Unreadable: nothing came of that one.
    """
    label, reading.label = reading.label, ""
    if label:
        raise Unreadable(f"{label.capitalize()} is announced, but nothing follows.")


def _announce(reading: _Reading, label: str, text: str) -> None:
    path = path_after_label(text)
    match label:
        case "delete":
            reading.effects.add([Delete(path)])
        case "rename":
            old, _, new = text.replace("→", "->").partition("->")
            if not (old.strip() and new.strip()):
                raise Unreadable("A rename is written Rename: old.md -> new.md.")
            old, new = path_after_label(old), path_after_label(new)
            reading.effects.add([Modify(old, rename_to=new)])
        case "run":
            reading.label = "run"
            if text:
                reading.label = ""
                _set_run(reading, proposed_run(f"{text.strip('`')}\n"))
        case _:
            reading.label = label
            reading.effects.path = path


def _is_title(reading: _Reading, line: str) -> bool:
    """A heading, or a line in bold, before anything else."""
    bare = line.strip()
    return not reading.fields.texts and (
        bare.startswith("#") or (bare.startswith("**") and bare.endswith("**"))
    )


# -- the result ---------------------------------------------------------------------


def _result(reading: _Reading, text: str, fault: str) -> Proposal | Problem:
    fields, effects = reading.fields, reading.effects
    if effects.edit is not None and effects.run is not None:
        fault = fault or "It has an edit and a run; a suggestion has one effect."
    title = _title(fields) or (title_of(effects.edit) if effects.edit else "")
    if not title:
        return Problem(fault or "It has neither a title nor a reason.", text)
    confidence = confidence_in(fields.text("confidence"))
    severity = severity_in(fields.text("severity"))
    run = effects.run
    if run is not None:
        said = {name: one_line(fields.text(name)) for name in ("expected", "cost")}
        run = replace(run, **said)
    lost = [
        name
        for name, is_kept in (
            ("confidence", confidence is not None),
            ("severity", severity is not None),
            ("expected", run is not None),
            ("cost", run is not None),
        )
        if not is_kept
    ]
    proposal = Proposal(
        title=title,
        reason=fields.text("reason"),
        question=fields.text("question"),
        evidence=evidence_in(fields.texts.get("evidence", ())),
        confidence=confidence,
        severity=severity or Severity.MEDIUM,
        would_change_mind=fields.text("would_change_mind"),
        cheapest_test=fields.text("cheapest_test"),
        details=_details(fields, lost),
        source=fields.text("source"),
        text=text,
    )
    if fault:
        return Problem(fault, text, rest=proposal)
    return replace(
        proposal,
        edit=effects.edit,
        run=run,
        rewrites=tuple(effects.rewrites),
    )


def _title(fields: Fields) -> str:
    """The title, or else the first sentence of the reason."""
    given = fields.text("title").strip("#*_` ")
    return one_line(given) or shorten(
        fields.text("reason").split(". ")[0].strip("#*_ "), _LONGEST_TITLE
    )


def title_of(edit: Edit) -> str:
    """A title for an edit that has none."""
    first, *others = edit.paths
    more = f" and {counted(len(others), 'other file')}" if others else ""
    return f"Change {first}{more}"


def _details(fields: Fields, lost: Sequence[str]) -> str:
    """What has no field of its own, so that nothing that was written is lost."""
    parts = [fields.text("details"), fields.text("effect")]
    for name in lost:
        if written := fields.text(name):
            parts.append(f"{name.capitalize()}: {one_line(written)}")
    return "\n\n".join(part for part in parts if part and not is_nothing(part))
