"""The settings: what holds, where it was set, and how to set it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, partial
from pathlib import Path

from coresearch.config import (
    OWN_FILE,
    Settings,
    personal_file,
    read_settings,
    sections,
)
from coresearch.core.errors import CoresearchError
from coresearch.tui.desk import told
from coresearch.tui.editor import outside
from coresearch.tui.ink import Ink, Line, fit, line, wrap
from coresearch.tui.keys import Place, bindings, hints
from coresearch.tui.screens.listing import ListScreen, Wanted
from coresearch.tui.widgets.page import Block
from coresearch.tui.widgets.rows import Row


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of a section, and what holds."""

    section: str
    key: str
    value: object
    default: object
    place: str
    """Where it was set, as messages begin; empty for a default."""
    help: str

    @property
    def name(self) -> str:
        """As `section.key`."""
        return f"{self.section}.{self.key}"


class SettingsList:
    """All settings, as a list."""

    title = "Settings"
    help = "words, of names and of what they are for"
    terms: Sequence[str] = ()
    beside_words: Sequence[str] = ()
    nothing = "No setting fits."

    def __init__(self, settings: Settings) -> None:
        self._all = {one.name: one for one in _all(settings)}

    async def find(self, wanted: Wanted, offset: int) -> list[Row]:
        """All that fit: there are no more pages."""
        words = wanted.words.casefold().split()
        return [
            Row(name, partial(_row, one))
            for name, one in self._all.items()
            if not offset
            and all(word in f"{name} {one.help}".casefold() for word in words)
        ]

    async def whole(self, id: str) -> Sequence[Block]:
        """What a setting is for, and how to set it."""
        return [lambda width: list(_lines(self._all[id], width))]


class SettingsScreen(ListScreen):
    """All settings, and the files that they are in."""

    BINDINGS = bindings(Place.SETTINGS)

    def __init__(
        self, settings: Settings, root: Path | None, changed_keys: Mapping[str, str]
    ) -> None:
        """The settings that hold in the repository `root`, or outside of any."""
        super().__init__(SettingsList(settings), changed_keys)
        self._root = root

    def own_hints(self) -> list[tuple[str, str]]:
        return hints(Place.SETTINGS, self._changed_keys)

    def action_edit(self, whose: str) -> None:
        """Open the repository's file, or the person's own."""
        from coresearch.workbench import editing

        file = personal_file()
        if whose == "repository" and self._root is not None:
            file = self._root / OWN_FILE
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            outside(self.app, lambda: editing.edit(file))
            read_settings(self._root)
        except OSError as error:
            self._tell(f"{file} cannot be written: {error.strerror}.")
        except CoresearchError as fault:
            self._tell(told(fault))
        else:
            self.notify("What you changed counts from the next start.", markup=False)

    def _tell(self, text: str) -> None:
        self.notify(text, severity="warning", markup=False, timeout=8)


def _all(settings: Settings) -> Iterator[Setting]:
    defaults = Settings()
    for section in fields(Settings):
        if not section.metadata.get("is_section", True):
            continue
        held, usual = (getattr(one, section.name) for one in (settings, defaults))
        said = _described(type(held).__name__)
        for item in fields(held):
            yield Setting(
                section.name,
                item.name,
                getattr(held, item.name),
                getattr(usual, item.name),
                settings.places.get(f"{section.name}.{item.name}", ""),
                said.get(item.name, ""),
            )


@cache
def _described(kind: str) -> Mapping[str, str]:
    """What stands below each field of a class of settings."""
    [found] = [
        node
        for node in ast.parse(inspect.getsource(sections)).body
        if isinstance(node, ast.ClassDef) and node.name == kind
    ]
    said = {}
    for field, below in zip(found.body, found.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr):
            target, text = field.target, below.value
            if isinstance(target, ast.Name) and isinstance(text, ast.Constant):
                said[target.id] = " ".join(str(text.value).split())
    return said


def _row(one: Setting, width: int) -> Line:
    column = min(28, max(width // 2, 12))
    mark = ("● ", Ink.ACCENT) if one.place else ("  ", Ink.TEXT)
    return line(
        mark, fit(one.name, column), ("  ", Ink.TEXT),
        (fit(_as_toml(one.value) or "not set", max(width - column - 4, 4)), Ink.QUIET),
    )  # fmt: skip


def _lines(one: Setting, width: int) -> Iterator[Line]:
    value, default = _as_toml(one.value), _as_toml(one.default)
    yield from wrap(line((one.name, Ink.STRONG)), width)
    yield from wrap(line((one.place or "the default", Ink.QUIET)), width)
    yield ()
    yield from wrap(line(one.help), width)
    yield ()
    for name, said in (("now", value), ("default", default)):
        head = line((f"{name:<9}", Ink.QUIET))
        yield from wrap(line(said or "not set"), width, head, line(" " * 9))
    yield ()
    yield line((f"To set it, in {OWN_FILE} or in a file of your own:", Ink.QUIET))
    yield line((f"[{one.section}]", Ink.CODE))
    yield from wrap(line((f"{one.key} = {value or '…'}", Ink.CODE)), width)
    yield ()
    variable = f"CORESEARCH_{one.section}_{one.key}".upper()
    yield from wrap(line((f"or as {variable} in the environment.", Ink.QUIET)), width)


def _as_toml(value: object) -> str:
    """A value as a file has it; empty for none."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Mapping():
            pairs = ", ".join(f"{key} = {_as_toml(v)}" for key, v in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case tuple():
            return f"[{', '.join(map(_as_toml, value))}]"
        case str():
            return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
