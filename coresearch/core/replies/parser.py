"""A reply as it streams in, read into notes, suggestions and problems.

What comes out depends on the text alone, never on how it was cut into pieces, because
everything is decided on whole lines. A line `<suggestion>` or `</suggestion>` counts
wherever it stands, also in a fence: so one block that is not closed can never swallow
the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from coresearch.core.edits import Create
from coresearch.core.replies.blocks import Form, Piece, Scanner
from coresearch.core.replies.effects import Effects, is_diff_fence
from coresearch.core.replies.marks import Unreadable, refuse_stray_end
from coresearch.core.replies.paths import path_in, path_in_info
from coresearch.core.replies.suggestions import (
    FENCES_WITHIN,
    read_suggestion,
    title_of,
)
from coresearch.core.replies.values import Item, Note, Problem, Proposal, Reply

_OPENING = re.compile(r"^\s*<suggestion\b(?P<attributes>[^>]*)>(?P<rest>.*)$", re.I)
_CLOSING = re.compile(r"^(?P<rest>.*?)</suggestion\s*>\s*$", re.I)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DOCUMENT = re.compile(r"\.(?:md|mdx|markdown|qmd|rmd|rst|txt)$|README$", re.I)
_MAY_BEGIN_BLOCK = re.compile(r"\s*(?:$|[<`~*#@+-]|diff)")


class ReplyParser:
    """Fed with pieces of text of any size; gives each part as soon as it is whole."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        """Of the line that has not ended yet."""
        self._suggestion: _Open | None = None
        self._prose = _Prose()

    @property
    def live(self) -> str:
        """The beginning of the line that is being written, if it can only be prose.

        For showing it while it comes; the line comes again, whole, as a note.
        """
        if self._suggestion is not None or not self._prose.is_in_text:
            return ""
        line = "".join(self._parts).removesuffix("\r")
        return "" if _MAY_BEGIN_BLOCK.match(line) else line

    def feed(self, text: str) -> list[Item]:
        """What is whole now that `text` has come."""
        first, *others = text.split("\n")
        self._parts.append(first)
        items: list[Item] = []
        for part in others:
            items += self._line("".join(self._parts))
            self._parts = [part]
        return items

    def finish(self, *, is_cut: bool = False) -> list[Item]:
        """What is left at the end of the reply.

        `is_cut` says that the end is not the model's: a limit, a fault or the person
        stopped it. Then what was being written is not used, only shown.
        """
        line = "".join(self._parts)
        self._parts = []
        items = list(self._line(line, ended=False)) if line else []
        if self._suggestion is not None:
            items.append(self._suggestion.read(is_cut=is_cut))
            self._suggestion = None
        return [*items, *self._prose.finish(is_cut=is_cut)]

    def _line(self, line: str, *, ended: bool = True) -> Iterator[Item]:
        bare = line.removesuffix("\r")
        if self._suggestion is not None:
            if closing := _CLOSING.match(bare):
                self._suggestion.take(closing["rest"])
                yield self._suggestion.read()
                self._suggestion = None
                return
            if not _OPENING.match(bare):
                self._suggestion.lines.append(bare)
                return
            yield self._suggestion.read()  # the next one begins: this one has ended
            self._suggestion = None
        if opening := _OPENING.match(bare):
            yield from self._prose.finish()
            self._prose = _Prose()
            self._suggestion = _Open(_attributes(opening["attributes"]))
            if closing := _CLOSING.match(opening["rest"]):
                self._suggestion.take(closing["rest"])
                yield self._suggestion.read()
                self._suggestion = None
            else:
                self._suggestion.take(opening["rest"])
            return
        yield from self._prose.feed(bare, "\n" if ended else "")


def parse_reply(text: str, *, is_cut: bool = False) -> Reply:
    """The whole reply; see `ReplyParser`."""
    parser = ReplyParser()
    return reply_of([*parser.feed(text), *parser.finish(is_cut=is_cut)])


def reply_of(items: Iterable[Item]) -> Reply:
    """What a parser gave, as one value: neighbouring notes as one."""
    joined: list[Item] = []
    for item in items:
        last = joined[-1] if joined else None
        if isinstance(item, Note) and isinstance(last, Note):
            joined[-1] = Note(last.text + item.text)
        else:
            joined.append(item)
    return Reply(tuple(joined))


def _attributes(text: str) -> dict[str, str]:
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(text)}


@dataclass(slots=True)
class _Open:
    """A suggestion that has begun."""

    attributes: dict[str, str]
    lines: list[str] = field(default_factory=list)

    def take(self, rest: str) -> None:
        """Text on the line of a tag."""
        if rest.strip():
            self.lines.append(rest)

    def read(self, *, is_cut: bool = False) -> Proposal | Problem:
        return read_suggestion(self.lines, self.attributes, is_cut=is_cut)


class _Prose:
    """What stands outside suggestions: notes, and the edits that stand among them.

    The edits are one proposal, because they may need one another.
    """

    def __init__(self) -> None:
        self._scanner = Scanner()
        self._effects = Effects()
        self._edits: list[str] = []
        """The pieces that are edits, as they were written."""
        self._reason: list[str] = []
        """The paragraph before the first of them."""
        self._fault = ""

    @property
    def is_in_text(self) -> bool:
        return self._scanner.is_in_text

    def feed(self, line: str, end: str) -> Iterator[Item]:
        for piece in self._scanner.feed(line):
            yield from self._take(piece, end)

    def finish(self, *, is_cut: bool = False) -> Iterator[Item]:
        """The rest, and all edits as one proposal."""
        for piece in self._scanner.finish():
            yield from self._take(piece, "")
        edit = self._effects.edit
        if edit is None:
            return
        text = "\n\n".join(self._edits)
        reason = "\n".join(self._reason).strip()
        proposal = Proposal(title_of(edit), reason, edit=edit, text=text)
        if is_cut:
            self._fault = "The reply was cut off, so more may belong to these changes."
        if self._fault:
            yield Problem(self._fault, text, rest=replace(proposal, edit=None))
        else:
            yield proposal

    def _take(self, piece: Piece, end: str) -> Iterator[Item]:
        text = "\n".join(piece.written)
        if piece.form is Form.TEXT:
            self._remember(piece.lines[0])
            yield Note(text + end)
            if self._edits:
                self._doubt(piece.lines[0])
            return
        is_nameless = piece.form is Form.FENCE and not path_in_info(piece.info)
        if is_nameless and not any(map(path_in, piece.before)) and self._has_document():
            self._fault = FENCES_WITHIN
        try:
            is_edit = not _is_illustration(piece) and self._effects.take(piece)
        except Unreadable as error:
            yield Problem(str(error), text)
            return
        if is_edit:
            self._edits.append(text)
        else:
            yield Note(text + end)

    def _doubt(self, line: str) -> None:
        try:
            refuse_stray_end(line)
        except Unreadable as error:
            self._fault = str(error)

    def _has_document(self) -> bool:
        """Whether a text with fences of its own may have been given whole."""
        return any(
            isinstance(file, Create) and _DOCUMENT.search(file.path)
            for file in self._effects.files.values()
        )

    def _remember(self, line: str) -> None:
        if self._edits or path_in(line):
            return
        if line.strip() and self._reason and not self._reason[-1].strip():
            self._reason = []
        self._reason.append(line)


def _is_illustration(piece: Piece) -> bool:
    """Whether a fence shows lines that go and come without saying where."""
    return (
        piece.form is Form.FENCE
        and is_diff_fence(piece)
        and not path_in_info(piece.info)
        and not any(map(path_in, piece.before))
        and not any(
            line.startswith(("--- ", "@@", "diff --git")) for line in piece.lines
        )
    )
