"""Findings that a file asks to be left out, each with a reason.

A comment `coresearch: ignore S1, D2 because …` stands for the passage that it comes
before (alone on its line) or ends (behind other text), and at the top of the file for
all of it. Without a reason it is not followed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from coresearch.core.findings import Finding
from coresearch.critic.phrases import Pattern

_ASKED = r"coresearch:\s*ignore\b(?P<rest>[^\n]{0,500}?)"
_MARKDOWN = Pattern(rf"<!--\s*{_ASKED}\s*-->", any_case=True)
_HASH = Pattern(rf"#\s*{_ASKED}\s*$", any_case=True)
_DOTS = Pattern(rf"^\s*\.\.\s+{_ASKED}\s*$", any_case=True)
_IN_JSON = Pattern(rf"(?:#|<!--)\s*{_ASKED}\s*(?:-->)?(?:\\n)?\",?\s*$", any_case=True)
_BECAUSE = Pattern(
    r"\s*(?P<ids>[\w,\s]*?)\s*\bbecause\b\s*(?P<reason>.*)", any_case=True
)
_ID = Pattern(r"[A-Za-z]\d{1,2}\b")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One such comment. Lines count from 1."""

    at: int
    """The line of the comment."""
    rules: tuple[str, ...]
    reason: str
    line: int
    """The first line that it is about."""
    end_line: int

    def covers(self, finding: Finding) -> bool:
        """Whether it asks for this finding to be left out."""
        touches = finding.line <= self.end_line and self.line <= finding.end_line
        return touches and finding.rule in self.rules


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that was left out, and the comment that asked for it."""

    finding: Finding
    by: Ignore


@dataclass(frozen=True, slots=True)
class Sifted:
    """Findings, without those that the file asks to be left out."""

    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...]
    faults: tuple[str, ...]
    """What is wrong with the comments, a sentence each."""


def sift(
    name: str, text: str, findings: Sequence[Finding], asked: Collection[str]
) -> Sifted:
    """Leave out what the comments of `text` ask to be left out.

    Args:
        asked: ids of the rules whose silence about a comment's passage means something.
    """
    if "coresearch:" not in text:
        return Sifted(tuple(findings), (), ())
    ignores = list(_ignores(name, text))
    kept: list[Finding] = []
    ignored: list[Ignored] = []
    for finding in findings:
        by = next((i for i in ignores if i.reason and i.covers(finding)), None)
        if by is None:
            kept.append(finding)
        else:
            ignored.append(Ignored(finding, by))
    faults = tuple(_faults(ignores, ignored, asked))
    return Sifted(tuple(kept), tuple(ignored), faults)


def _faults(
    ignores: Sequence[Ignore], ignored: Sequence[Ignored], asked: Collection[str]
) -> Iterator[str]:
    used = {(item.by.at, item.finding.rule) for item in ignored}
    for ignore in ignores:
        names = ", ".join(ignore.rules) or "no rule"
        if not ignore.reason or not ignore.rules:
            yield (
                f"Line {ignore.at}: an ignore ({names}) needs a rule and a reason: "
                "coresearch: ignore S1 because …"
            )
            continue
        idle = [rule for rule in ignore.rules if (ignore.at, rule) not in used]
        idle = [rule for rule in idle if rule in asked]
        if idle:
            yield f"Line {ignore.at}: nothing to ignore of {', '.join(idle)}."


def _ignores(name: str, text: str) -> Iterator[Ignore]:
    pattern = _pattern(name)
    lines = text.split("\n")
    first = _first_line(lines)
    for number, line in enumerate(lines):
        found = pattern.search(line) if "coresearch:" in line.lower() else None
        if found is None:
            continue
        said = _BECAUSE.match(found["rest"])
        ids = _ID.findall(said["ids"] if said else found["rest"])
        alone = not _around(line, found.start(), found.end(), name)
        begin, end = _passage(lines, number, alone=alone, whole=number <= first)
        yield Ignore(
            at=number + 1,
            rules=tuple(dict.fromkeys(rule.upper() for rule in ids)),
            reason=" ".join(said["reason"].split()) if said else "",
            line=begin + 1,
            end_line=end,
        )


def _pattern(name: str) -> Pattern:
    if name.endswith(".ipynb"):
        return _IN_JSON
    if name.endswith((".py", ".pyw", ".org")):
        return _HASH
    return _DOTS if name.endswith((".rst", ".rest")) else _MARKDOWN


def _around(line: str, start: int, end: int, name: str) -> str:
    """What else stands on the line of a comment."""
    rest = line[:start] + line[end:]
    return rest.strip().strip('"') if name.endswith(".ipynb") else rest.strip()


def _first_line(lines: Sequence[str]) -> int:
    """The first line (from 0) that holds something, after front matter and the like."""
    number = 0
    if lines[0].rstrip() == "---":
        ends = (n for n, line in enumerate(lines[1:200], 1) if line.rstrip() == "---")
        number = next(ends, -1) + 1
    while number < len(lines) - 1 and (
        not lines[number].strip() or lines[number].startswith(("#!", "# -*-"))
    ):
        number += 1
    return number


def _passage(
    lines: Sequence[str], number: int, *, alone: bool, whole: bool
) -> tuple[int, int]:
    """First line (from 0) and the line after the last of what a comment is about."""
    if alone and whole:
        return 0, len(lines)
    if not alone:
        begin = number
        while begin > 0 and _is_text(lines[begin - 1]):
            begin -= 1
        return begin, number + 1
    begin = number + 1
    while begin < len(lines) - 1 and not _is_text(lines[begin]):
        begin += 1
    end = begin
    while end < len(lines) and _is_text(lines[end]):
        end += 1
    return number, max(end, number + 1)


def _is_text(line: str) -> bool:
    return bool(line.strip()) and "coresearch:" not in line.lower()
