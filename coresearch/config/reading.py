"""Where settings stand, and which of them hold.

They come from four places, each stronger than the one before it, key by key: the
defaults; the person's own file; the repository's; and the environment.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from coresearch.config.sections import Settings
from coresearch.config.toml import parsed, read_bytes, read_toml
from coresearch.config.values import checked, from_text, keys_of, unknown
from coresearch.core.errors import BadInput

OWN_FILE = ".coresearch.toml"
"""In the top folder of the repository. Where it is present, `pyproject.toml` is not
read: there is one place to look, and the file that is for nothing else is meant."""

_PREFIX = "CORESEARCH_"
_CAPS = frozenset({"models.budget"})
"""A repository may lower these, but not raise what the person set."""


_OWN = frozenset({"mirror"})
"""A repository has no say in these sections."""


def read_settings(
    root: Path | None, environ: Mapping[str, str] = os.environ
) -> Settings:
    """The settings that hold in the repository `root`, or outside of any.

    Raises:
        BadInput: a file cannot be read, or a section, key or value is not known.
    """
    values: dict[str, dict[str, Any]] = {}
    places: dict[str, str] = {}
    theirs: dict[str, bool] = {}
    for given in _given(root, environ):
        known = values.setdefault(given.section, {})
        name = f"{given.section}.{given.key}"
        named, value = [name], given.value
        if (
            given.by_repository
            and name in _CAPS
            and value > known.get(given.key, value)
        ):
            continue
        if isinstance(value, Mapping):
            named += [f"{name}.{item}" for item in value]
            value = MappingProxyType({**known.get(given.key, {}), **value})
        known[given.key] = value
        places |= dict.fromkeys(named, given.place)
        theirs |= dict.fromkeys(named, given.by_repository)
    changed = {
        section: replace(getattr(Settings(), section), **known)
        for section, known in values.items()
    }
    by_repository = frozenset(name for name, is_theirs in theirs.items() if is_theirs)
    return Settings(
        **changed, places=MappingProxyType(places), by_repository=by_repository
    )


def personal_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The person's own file, by the XDG Base Directory Specification."""
    folder = environ.get("XDG_CONFIG_HOME", "")
    base = Path(folder) if folder.startswith("/") else Path("~/.config").expanduser()
    return base / "coresearch" / "config.toml"


@dataclass(frozen=True, slots=True)
class _Given:
    """One value that is set, and where."""

    place: str
    section: str
    key: str
    value: Any
    by_repository: bool = False


def _given(root: Path | None, environ: Mapping[str, str]) -> Iterator[_Given]:
    """All that is set, the weakest first."""
    own = personal_file(environ)
    yield from _in_table(read_toml(own, str(own)), str(own), "")
    if root is not None:
        for given in _in_repository(root):
            if given.section in _OWN:
                raise BadInput(
                    f"{given.place}: that is each person's own to say.",
                    hint=f"Put it into {own}",
                )
            yield replace(given, by_repository=True)
    yield from _in_environment(environ)


def _in_repository(root: Path) -> Iterator[_Given]:
    content = read_bytes(root / OWN_FILE, OWN_FILE)
    if content is None:
        yield from _in_pyproject(root)
    else:
        yield from _in_table(parsed(content, OWN_FILE), OWN_FILE, "")


def _in_pyproject(root: Path) -> Iterator[_Given]:
    name = "pyproject.toml"
    content = read_bytes(root / name, name)
    if content is None or b"coresearch" not in content:  # not our business to judge
        return
    tool = parsed(content, name).get("tool", {})
    table = tool.get("coresearch", {}) if isinstance(tool, dict) else {}
    yield from _in_table(table, name, "tool.coresearch.")


def _in_table(table: object, place: str, above: str) -> Iterator[_Given]:
    """What the table of one file sets, checked; `above` is what its sections are in."""
    if not isinstance(table, dict):
        raise BadInput(f"{place}: {above.rstrip('.')} must be a table.")
    for section, keys in table.items():
        known = _sections()
        if section not in known:
            raise unknown(f"{place}: there is no section", section, known)
        if not isinstance(keys, dict):
            raise BadInput(f"{place}: {above}{section} must be a table.")
        for key, raw in keys.items():
            where = f"{place}: [{above}{section}]"
            kinds = keys_of(known[section])
            if key not in kinds:
                raise unknown(f"{where} has no key", key, kinds)
            name = f"{where} {key}"
            yield _Given(name, section, key, checked(kinds[key], raw, name))


def _in_environment(environ: Mapping[str, str]) -> Iterator[_Given]:
    if not any(name.startswith(_PREFIX) for name in environ):
        return
    for section, kind in _sections().items():
        prefix = f"{_PREFIX}{section.upper()}_"
        kinds = {prefix + key.upper(): (key, k) for key, k in keys_of(kind).items()}
        for name, text in environ.items():
            if name in kinds:
                key, wanted = kinds[name]
                raw = from_text(wanted.type, text)
                yield _Given(name, section, key, checked(wanted, raw, name))
            elif name.startswith(prefix):
                raise unknown("There is no setting", name, kinds)


def _sections() -> dict[str, type]:
    hints = get_type_hints(Settings)
    return {
        item.name: hints[item.name]
        for item in fields(Settings)
        if item.metadata.get("is_section", True)
    }
