"""One exception with what is known around it: what a rule may ask."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coresearch.core.edits import Replacement
from coresearch.diagnosis.failures import Failure, Frame, Raised
from coresearch.diagnosis.origins.scopes import Scope
from coresearch.diagnosis.origins.trail import Trail


@dataclass(frozen=True, slots=True)
class Around:
    """What is known besides the log; all of it as it was when the failure came."""

    files: Mapping[str, str] = field(default_factory=dict)
    """The text of the files in the frames, by their names from the tree's top."""
    paths: tuple[str, ...] = ()
    """Every file in the tree, so named."""
    packages: frozenset[str] = frozenset()
    """Distributions that were installed, in small letters with hyphens."""
    arguments: tuple[str, ...] = ()
    read: Callable[[str], str | None] = field(default=lambda _: None)
    """The text of any other file of `paths`, or its beginning; None where it has none.
    """
    library: Callable[[str], Iterable[str]] = field(default=lambda _: ())
    """The texts of the files of an installed module, `sklearn.preprocessing`."""

    def text(self, path: str) -> str | None:
        """The text of a file of the tree."""
        found = self.files.get(path)
        if found is None and path in self.paths:
            found = self.read(path)
        return found


class Case:
    """One exception of a failure, as rules ask about it."""

    def __init__(self, failure: Failure, raised: Raised, around: Around) -> None:
        self.failure = failure
        self.raised = raised
        self.around = around
        self.frame: Frame | None = raised.own_frame
        self.path = self._tree_path(self.frame.path) if self.frame else ""
        """The frame's file in the tree; empty where it is not known."""

    def _tree_path(self, path: str) -> str:
        plain = path.replace("\\", "/")
        if plain in self.around.files:
            return plain
        fits = [name for name in self.around.files if plain.endswith(f"/{name}")]
        return max(fits, key=len, default="")

    @property
    def place(self) -> str:
        """`train.py:31`, or what is known of it."""
        if self.frame is None:
            return "the log"
        name = self.path or self.frame.path.replace("\\", "/").rpartition("/")[2]
        return f"{name}:{self.frame.line}" if self.frame.line else name

    @cached_property
    def source(self) -> str:
        """The text of the frame's file; empty if it is not at hand."""
        return self.around.files.get(self.path, "")

    @cached_property
    def lines(self) -> list[str]:
        """The lines of it, each with its end."""
        return self.source.splitlines(keepends=True)

    @cached_property
    def code(self) -> str:
        """The failing line, from the file or else from the log."""
        if self.is_at_hand and self.frame is not None:
            return self.lines[self.frame.line - 1].strip()
        return self.frame.code if self.frame else ""

    @cached_property
    def is_at_hand(self) -> bool:
        """Whether the file is at hand and its line is the one that the log shows."""
        if self.frame is None or not 0 < self.frame.line <= len(self.lines):
            return False
        shown = self.frame.code
        return not shown or self.lines[self.frame.line - 1].strip().startswith(
            shown.split("\n")[0].rstrip()
        )

    @cached_property
    def tree(self) -> ast.Module | None:
        """The file's syntax tree; None where it has none."""
        try:
            return ast.parse(self.source) if self.source else None
        except (SyntaxError, ValueError, RecursionError):
            return None

    @cached_property
    def trail(self) -> Trail:
        """What follows values back through the repository."""
        paths = tuple(dict.fromkeys([*self.around.files, *self.around.paths]))
        return Trail(paths, self.around.text)

    @cached_property
    def scope(self) -> Scope | None:
        """The call in which it failed; None where its code is not at hand."""
        if self.frame is None or not self.is_at_hand:
            return None
        return self.trail.scope_of(self.raised, self.frame)

    def nodes(self) -> Iterator[ast.AST]:
        """Every node of the file's tree."""
        return ast.walk(self.tree) if self.tree is not None else iter(())

    def statement(self) -> ast.stmt | None:
        """The smallest statement around the failing line."""
        if self.frame is None or not self.is_at_hand:
            return None
        line, best = self.frame.line, None
        for node in self.nodes():
            if isinstance(node, ast.stmt) and node.lineno <= line <= (
                node.end_lineno or node.lineno
            ):
                best = node if best is None or node.lineno >= best.lineno else best
        return best

    # -- edits ------------------------------------------------------------------------

    def line_edit(self, old: str, new: str, number: int = 0) -> tuple[Replacement, ...]:
        """The failing line, or that of this number, with `new` once for `old`.

        No edit where `old` does not stand there exactly once, as words of its own.
        """
        if not number:
            if not self.is_at_hand or self.frame is None:
                return ()
            number = self.frame.line
        if not 0 < number <= len(self.lines):
            return ()
        line = self.lines[number - 1]
        edge_before = r"(?<!\w)" if old[:1].isalnum() or old[:1] == "_" else ""
        edge_after = r"(?!\w)" if old[-1:].isalnum() or old[-1:] == "_" else ""
        pattern = edge_before + re.escape(old) + edge_after
        changed, count = re.subn(pattern, lambda _: new, line)
        if count != 1 or changed == line:
            return ()
        return (Replacement(line, changed, number),)

    def only_edit(self, old: str, new: str) -> tuple[Replacement, ...]:
        """`new` for `old` where the file has it exactly once."""
        numbers = [n for n, line in enumerate(self.lines, 1) if old in line]
        if len(numbers) == 1 and self.lines[numbers[0] - 1].count(old) == 1:
            return self.line_edit(old, new, numbers[0])
        return self.line_edit(old, new)

    def every_edit(self, old: str, new: str) -> tuple[Replacement, ...]:
        """`new` for the word `old` wherever the file has it."""
        word = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
        return tuple(
            Replacement(line, word.sub(new, line), number)
            for number, line in enumerate(self.lines, 1)
            if word.search(line)
        )

    def string_edit(self, old: str, new: str) -> tuple[Replacement, ...]:
        """The same for a string in quotes of either kind."""
        for quote in ('"', "'"):
            quoted = f"{quote}{old}{quote}"
            if edit := self.only_edit(quoted, f"{quote}{new}{quote}"):
                return edit
        return ()

    def insert_before(self, *new: str) -> tuple[Replacement, ...]:
        """Lines before the failing statement, as far indented."""
        node = self.statement()
        if node is None:
            return ()
        line = self.lines[node.lineno - 1]
        if line[: node.col_offset].strip():
            return ()
        indent = line[: node.col_offset]
        end = line[len(line.rstrip("\r\n")) :] or "\n"
        text = "".join(f"{indent}{item}{end}" for item in new)
        return (Replacement(line, text + line, node.lineno),)
