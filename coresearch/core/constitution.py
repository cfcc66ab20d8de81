"""What a project has agreed that it will and will not do, and what touches it.

`CONSTITUTION.md` at the repository's top: each heading of the second level begins an
article. Lines in it that begin with `Check:` say, for this program, when it is touched.
An article warns; it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coresearch.core.edits import Create, Edit, FileEdit, Modify, Rewrite
from coresearch.core.runs import ProposedRun
from coresearch.core.suggestions import OriginKind, Suggestion

CONSTITUTION = "CONSTITUTION.md"
"""Its file, at the repository's top."""


class Kind(StrEnum):
    """What a check looks at."""

    PATH = "path"
    """Files that would be changed, named by code that would run, or spoken of."""
    RULE = "rule"
    """The rule that the suggestion comes from."""
    WORDS = "words"
    """What it says, and what it would add to files or run; `*` ends a beginning."""
    QUESTION = "question"
    """Asked of the person wherever its article is touched; where the article has no
    other check, of everything that would change a file or run code."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line by which an article is held against suggestions."""

    kind: Kind
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """One thing that was agreed."""

    title: str
    text: str
    """Without its checks."""
    line: int
    checks: tuple[Check, ...] = ()

    def of(self, kind: Kind) -> Iterator[Check]:
        """Its checks of one kind."""
        return (check for check in self.checks if check.kind is kind)


@dataclass(frozen=True, slots=True)
class Constitution:
    """All articles, and what is wrong with their checks."""

    articles: tuple[Article, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """An article that a suggestion touches, and by what."""

    article: Article
    by: tuple[str, ...]
    """Such as `path data/people.csv`; empty where it asks of everything."""

    @property
    def questions(self) -> tuple[str, ...]:
        """What it asks of the person."""
        return tuple(check.text for check in self.article.of(Kind.QUESTION))


_CHECK = re.compile(
    r"^\s*(?:[-*]\s+)?[`*_]*check:[`*_]*\s*(?P<rest>.*)$", re.IGNORECASE
)
_HEADING = re.compile(r"^##\s+(?P<title>.*?)\s*#*\s*$")


def constitution_of(text: str) -> Constitution:
    """The articles of a text; a check that is none is told as a fault, not guessed."""
    articles: list[Article] = []
    faults: list[str] = []
    title, began, kept, checks = "", 0, list[str](), list[Check]()

    def close() -> None:
        if title:
            said = "\n".join(kept).strip()
            articles.append(Article(title, said, began, tuple(checks)))

    in_fence = False
    for number, line in enumerate(text.splitlines(), start=1):
        in_fence ^= line.lstrip().startswith(("```", "~~~"))
        heading = None if in_fence else _HEADING.match(line)
        if heading:
            close()
            title, began, kept, checks = heading["title"], number, [], []
            continue
        found = None if in_fence else _CHECK.match(line)
        if found is None:
            kept.append(line)
            continue
        check = _check(found["rest"].strip().strip("`"), number)
        if isinstance(check, str):
            faults.append(check)
        elif title:
            checks.append(check)
        else:
            faults.append(f"{CONSTITUTION}:{number}: a check before the first article.")
    close()
    return Constitution(tuple(articles), tuple(faults))


def _check(rest: str, line: int) -> Check | str:
    word, _, said = rest.partition(" ")
    name = word.rstrip(":").lower()
    kind = {"word": "words", "rules": "rule", "paths": "path"}.get(name, name)
    if kind not in set(Kind) or not said.strip():
        return (
            f"{CONSTITUTION}:{line}: “Check: {rest}” is none of path, rule, words or "
            "question with something behind it."
        )
    return Check(Kind(kind), said.strip().strip("`"), line)


def touched(constitution: Constitution, suggestion: Suggestion) -> tuple[Touched, ...]:
    """The articles that a suggestion touches, in their order."""
    if not constitution.articles:
        return ()
    paths = list(_paths(suggestion))
    said = "" if paths == [CONSTITUTION] else "\n".join(_said(suggestion)).casefold()
    found = []
    for article in constitution.articles:
        by = tuple(_touches(article, suggestion, paths, said))
        only_asks = all(check.kind is Kind.QUESTION for check in article.checks)
        asks = bool(article.checks) and only_asks and suggestion.effect is not None
        if by or asks:
            found.append(Touched(article, by))
    return tuple(found)


def _touches(
    article: Article, suggestion: Suggestion, paths: Sequence[str], said: str
) -> Iterator[str]:
    for check in article.checks:
        match check.kind:
            case Kind.PATH:
                for pattern in listed(check.text):
                    yield from (f"path {p}" for p in paths if matches(pattern, p))
            case Kind.RULE:
                origin = suggestion.origin
                ids = {one.upper() for one in listed(check.text)}
                if origin.kind is OriginKind.RULE and origin.name.upper() in ids:
                    yield f"rule {origin.name}"
            case Kind.WORDS:
                words = listed(check.text)
                yield from (f"“{word}”" for word in words if says(word, said))


def listed(text: str) -> list[str]:
    """`a, b c, "d"` as its items."""
    items = (one.strip().strip("`\"'") for one in text.split(","))
    return [item for item in items if item]


def matches(pattern: str, path: str) -> bool:
    """Whether a path fits: `*` within a folder, `**` across, a folder for all in it."""
    whole = pattern.strip("/")
    parts = re.split(r"(\*\*/?|\*|\?)", whole)
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    expression = "".join(meaning.get(part, re.escape(part)) for part in parts)
    return re.fullmatch(f"{expression}(?:/.*)?", path) is not None


def says(word: str, text: str) -> bool:
    """Whether `text` (casefolded) has a word or words; `upload*` for a beginning."""
    bare = re.escape(word.casefold().rstrip("*"))
    end = "" if word.endswith("*") else r"(?!\w)"
    return re.search(rf"(?<!\w){bare}{end}", text) is not None


def _paths(suggestion: Suggestion) -> Iterator[str]:
    if suggestion.edit is not None:
        yield from suggestion.edit.paths
    elif suggestion.run is not None:
        yield from dict.fromkeys(re.findall(r"[\w.][\w./-]*", suggestion.run.code))
    elif suggestion.path:
        yield suggestion.path


def _said(suggestion: Suggestion) -> Iterator[str]:
    yield from (suggestion.title, suggestion.reason, suggestion.question)
    match suggestion.effect:
        case ProposedRun(code=code):
            yield code
        case Edit(files=files):
            for file in files:
                yield from _added(file)


def _added(file: FileEdit) -> Iterator[str]:
    match file:
        case Modify(replacements=replacements):
            for one in replacements:
                there = set(one.search.splitlines())
                yield from (x for x in one.replace.splitlines() if x not in there)
        case Create(content=content) | Rewrite(content=content):
            yield content
