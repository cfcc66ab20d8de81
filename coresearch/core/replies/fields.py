"""The fields of one suggestion: `Label: text`, in any dress that models give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coresearch.core.findings import Severity
from coresearch.core.suggestions import Evidence

_LABELS = {
    "title": "title",
    "suggestion": "title",
    "summary": "title",
    "severity": "severity",
    "priority": "severity",
    "confidence": "confidence",
    "reason": "reason",
    "why": "reason",
    "rationale": "reason",
    "why it matters": "reason",
    "evidence": "evidence",
    "quote": "evidence",
    "quotes": "evidence",
    "question": "question",
    "would change my mind": "would_change_mind",
    "what would change my mind": "would_change_mind",
    "what would change its mind": "would_change_mind",
    "changes my mind": "would_change_mind",
    "change my mind": "would_change_mind",
    "cheapest test": "cheapest_test",
    "test": "cheapest_test",
    "hypothesis": "details",
    "prediction": "details",
    "risk": "details",
    "fallback": "details",
    "counter": "details",
    "ratings": "details",
    "arithmetic": "details",
    "calculation": "details",
    "details": "details",
    "cost": "cost",
    "expected": "expected",
    "expected result": "expected",
    "source": "source",
    "effect": "effect",
    "change": "effect",
    "changes": "effect",
    "edit": "edit",
    "file": "file",
    "new file": "file",
    "whole file": "file",
    "delete": "delete",
    "delete file": "delete",
    "rename": "rename",
    "run": "run",
}
"""What models write, and the field that is meant by it."""

_NAMES = "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True))
_LABEL = re.compile(
    rf"^\s{{0,3}}(?:[-*+] )?(?P<heading>\#{{1,6}} +)?(?P<strong>\*\*|__|\*)?"
    rf"(?P<label>{_NAMES})(?P<colon> ?:)?(?:\*\*|__|\*)?(?(colon)|(?P<late> ?:)?)"
    r"(?P<text>.*)$",
    re.IGNORECASE,
)
_ELEMENTS = _NAMES.replace("\\ ", "[ _-]")
_ELEMENT = re.compile(
    rf"^\s*<(?P<label>{_ELEMENTS})>(?P<text>.*?)(?:</[\w -]+>)?\s*$",
    re.IGNORECASE,
)
_ELEMENT_END = re.compile(rf"^\s*</(?:{_ELEMENTS})>\s*$", re.IGNORECASE)
_NOTHING = re.compile(r"(?:none|nothing|n/?a|no change|-|–|—)?\.?", re.IGNORECASE)


@dataclass(slots=True)
class Fields:
    """What has been read of one suggestion so far."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    label: str = ""
    """The field that the next line of text belongs to."""

    def add(self, line: str) -> None:
        """Take one line of text in."""
        if _ELEMENT_END.match(line):
            return
        label = label_of(line)
        if label is None:
            name = self.label or "reason"
            if name == "title" and self.text("title"):
                name = "reason"
            self.texts.setdefault(name, []).append(line)
            return
        self.label, text = label.field, label.text
        if label.field == "details" and label.name != "details":
            text = f"{label.name.capitalize()}: {label.text}"
        self.texts.setdefault(self.label, []).append(text)

    def add_block(self, lines: Sequence[str]) -> None:
        """Take in lines of which none is a label, such as a fence of code."""
        self.texts.setdefault(self.label or "reason", []).extend(lines)

    def leave(self) -> None:
        """What follows an effect without a label is about the whole suggestion."""
        self.label = "details"

    def text(self, name: str) -> str:
        """One field, without the blank lines around it."""
        return "\n".join(self.texts.get(name, ())).strip()


@dataclass(frozen=True, slots=True)
class Label:
    """The beginning of a field."""

    field: str
    name: str
    """As it was written, in small letters."""
    text: str
    """What stands on the same line."""


def label_of(line: str) -> Label | None:
    """The field that `line` begins, if it does."""
    if found := _ELEMENT.match(line):
        name = re.sub(r"[_-]", " ", found["label"]).lower()
        return Label(_LABELS[name], name, found["text"].strip())
    found = _LABEL.match(line)
    if found is None:
        return None
    text = found["text"].strip()
    has_colon = found["colon"] or found["late"]
    if not has_colon and (text or not (found["heading"] or found["strong"])):
        return None
    name = found["label"].lower()
    return Label(_LABELS[name], name, text)


def is_nothing(text: str) -> bool:
    """Whether a field says that there is none."""
    return _NOTHING.fullmatch(text.strip()) is not None


# -- single fields ------------------------------------------------------------------

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
_OF_TEN = re.compile(r"(\d{1,3})\s*(?:/|out of)\s*(10|100)\b")
_FRACTION = re.compile(r"(?<![\d.,])([01](?:[.,]\d+)?|\.\d+)(?![\d.,%]*\d)")


def confidence_in(text: str) -> float | None:
    """The number from 0 to 1 that `text` states; None if it states none."""
    if found := _PERCENT.search(text):
        value = float(found[1].replace(",", ".")) / 100
    elif found := _OF_TEN.search(text):
        value = int(found[1]) / int(found[2])
    elif found := _FRACTION.search(text):
        value = float(found[1].replace(",", "."))
    else:
        return None
    return round(value, 4) if 0 <= value <= 1 else None


def severity_in(text: str) -> Severity | None:
    """The severity that `text` names; None if it names none, or several."""
    words = re.findall(r"[a-z]+", text.lower())
    known = {"critical": "high", "major": "high", "moderate": "medium", "minor": "low"}
    found = {known.get(word, word) for word in words} & set(Severity)
    return Severity(found.pop()) if len(found) == 1 else None


_PLACE = re.compile(
    r"(?P<path>[^\s`\"'“”()\[\]:,]{1,200}\.[A-Za-z][\w-]{0,20})`?"
    r"(?:(?::|#L|,? lines? |,? ll?\. ?)(?P<line>\d+)"
    r"(?:\s*(?:-|–|to)\s*L?(?P<end>\d+))?)?"
)
_RECORD = re.compile(r"[`*]*(run|panel) [`*]*([0-9a-f]{6,16})[`*:.]*", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„«](?P<quote>.+?)[\"”“»](?P<rest>.*)$", re.DOTALL)


def evidence_in(lines: Sequence[str]) -> tuple[Evidence, ...]:
    """The quoted passages in the field `Evidence`, each with its file where named.

    The name stands before a quote, behind it, or on a line of its own after it. What is
    quoted of a run or a panel begins with `run 1a2b3c4: `; it is in no file.
    """
    found: list[Evidence] = []
    place: re.Match[str] | None = None
    record = ""
    for is_quote, text in _passages(lines):
        if is_quote and record:
            found.append(Evidence(f"{record}: {text}"))
            continue
        if is_quote:
            found.append(_evidence(*_split_place(text, place)))
            continue
        was_record, record = bool(record), ""
        if named_record := _RECORD.fullmatch(text):
            record = f"{named_record[1]} {named_record[2]}".lower()
            continue
        named, quoted = _PLACE.search(text), _QUOTED.search(text)
        if quoted and len(quoted["quote"].split()) > 1:
            found.append(_evidence(quoted["quote"], named or place))
        elif (
            named
            and _is_place_only(text)
            and found
            and not (found[-1].path or was_record)
        ):
            found[-1] = _evidence(found[-1].quote, named)
        elif named and _is_place_only(text):
            place = named
        else:
            found.append(Evidence(text))
    return tuple(found)


def _passages(lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """Block quotes whole, other lines one by one."""
    quote: list[str] = []
    for line in [*lines, ""]:
        bare = re.sub(r"^\s*(?:[-*+] |\d+[.)] )?", "", line, count=1).strip()
        if bare.startswith(">"):
            quote.append(bare.removeprefix(">").removeprefix(" "))
            continue
        if quote:
            yield True, "\n".join(quote).strip()
            quote = []
        if bare and not is_nothing(bare):
            yield False, bare


def _split_place(
    text: str, before: re.Match[str] | None
) -> tuple[str, re.Match[str] | None]:
    """A block quote without the place that stands at its end."""
    last = text.rsplit("\n", 1)[-1]
    if re.match(r"^\s*[—–-]+ ", last) and (named := _PLACE.search(last)):
        return text[: -len(last)].strip(), named
    end = re.search(r"\s*[(\[](?P<place>[^()\[\]]*)[)\]]\s*$", last)
    if end and _is_place_only(end["place"]) and (named := _PLACE.search(end["place"])):
        return text[: len(text) - len(last) + end.start()], named
    return text, before


def _is_place_only(text: str) -> bool:
    left = _PLACE.sub("", text, count=1)
    return not re.sub(r"[\W_]|\b(?:in|from|see|file|line)\b", "", left)


def _evidence(quote: str, place: re.Match[str] | None) -> Evidence:
    text = quote.strip()
    if len(text) > 1 and text[0] in '"“' and text[-1] in '"”':
        text = text[1:-1]
    if place is None:
        return Evidence(text)
    line = int(place["line"] or 0)
    return Evidence(text, place["path"], line, int(place["end"] or line))
