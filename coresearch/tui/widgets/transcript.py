"""The transcript: what was asked, said, run and decided, and what is being said now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from coresearch.core.escapes import as_left_on_screen
from coresearch.tui.ink import Ink, Line
from coresearch.tui.markdown import Splitter
from coresearch.tui.story import block_of, blocks_of, tail_of
from coresearch.tui.widgets.page import Page

_MOST_OUTPUT = 60_000
"""Characters of one run's output that are kept for the next time."""

Keep = Callable[[str, str], None]


class Transcript(Page):
    """Follows its end as long as the person does not scroll up."""

    def __init__(self, keep: Keep = lambda kind, text: None) -> None:
        """`keep` puts what was said where the next start finds it."""
        super().__init__(follow=True, id="transcript")
        self._keep = keep
        self._kind = ""
        self._said: list[str] = []
        """All pieces of what is being said now; of output, only the end of it."""
        self._length = 0
        """Their characters."""
        self._splitter = Splitter()
        self._line = ""
        """The last line of output, which a progress bar may still change."""
        self._stands_alone = True
        """Whether what was printed last is apart from what comes behind it."""
        self.said_by: object = None
        """Whose text is fed at present."""

    def say(self, kind: str, text: str, *, keep: bool = True) -> None:
        """Put something whole at the end, behind what is being said."""
        self.pause()
        self._set_apart()
        self.write(*blocks_of(kind, text))
        if keep:
            self._keep(kind, text)

    def show_again(self, said: Sequence[tuple[str, str]]) -> None:
        """Show what was said the last time."""
        for kind, text in said:
            self.write(*blocks_of(kind, text), *([_gap] if kind == "output" else []))

    # -- what is being said -----------------------------------------------------------

    def begin(self, kind: str) -> None:
        """From now on `feed` gets a reply, or the output of a run."""
        self._kind, self._said, self._length = kind, [], 0
        self._splitter, self._line = Splitter(), ""

    def feed(self, text: str) -> None:
        """Some more of it."""
        self._said.append(text)
        self._length += len(text)
        if self._kind == "output":
            if self._length > 4 * _MOST_OUTPUT:
                self._said = [_end("".join(self._said))]
                self._length = len(self._said[0])
            self._feed_output(text)
            return
        parts = self._splitter.feed(text)
        self.write_all([block_of(part) for part in parts], tail_of(self._splitter.tail))

    def _feed_output(self, text: str) -> None:
        self._stands_alone = self._stands_alone and not text
        whole, newline, self._line = (self._line + text).rpartition("\n")
        whole = as_left_on_screen(whole)
        blocks = blocks_of("output", whole) if newline else []
        last = as_left_on_screen(self._line)
        tail = partial(_all, blocks_of("output", last)) if last else None
        self.write_all(blocks, tail)

    def pause(self) -> None:
        """What is being said comes to a stop: something else is said, or it is over."""
        if self._kind == "output":
            if self._line:
                self.write(*blocks_of("output", as_left_on_screen(self._line)))
        else:
            self.write(*(block_of(part) for part in self._splitter.finish()))
        self._splitter, self._line = Splitter(), ""
        self.set_tail(None)
        said = "".join(self._said)
        self._said, self._length = [], 0
        if said.strip():
            self._keep(self._kind, said if self._kind == "reply" else _end(said))

    def end(self) -> None:
        """It is over."""
        self.pause()
        self._set_apart()

    def _set_apart(self) -> None:
        """Leave a line free below what was printed."""
        if not self._stands_alone:
            self.write(_gap)
        self._stands_alone = True


def _all(blocks: Sequence[Callable[[int], Sequence[Line]]], width: int) -> list[Line]:
    return [line for block in blocks for line in block(width)]


def _gap(width: int) -> list[tuple[tuple[str, Ink], ...]]:
    return [()]


def _end(text: str) -> str:
    if len(text) <= _MOST_OUTPUT:
        return text
    return f"… the rest is on record …\n{text[-_MOST_OUTPUT:]}"
