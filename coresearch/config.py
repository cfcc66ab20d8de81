"""Settings, read and validated once.

They come from four places, each stronger than the one before it, key by key: the
defaults below; the person's own file; the repository's; and the environment. To add a
section, write a dataclass with a default for every field, and give `Settings` a field
of it: files, environment, checks and messages follow from the types of the fields. A
field may be a `bool`, `int`, `float`, `str`, an enumeration, a tuple or a mapping of
such, or such `| None`; `metadata={"least": 1, "most": 9}` bounds a number.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from enum import Enum
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Any, TypeAlias, get_args, get_type_hints

from coresearch.core.errors import BadInput
from coresearch.core.findings import Severity
from coresearch.core.text import one_line, shorten

OWN_FILE = ".coresearch.toml"
"""In the top folder of the repository. Where it is present, `pyproject.toml` is not
read: there is one place to look, and the file that is for nothing else is meant."""

_PREFIX = "CORESEARCH_"

_Type: TypeAlias = Any  # what a field's annotation may be: classes, list-likes, unions
_Value: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class CriticSettings:
    """Which rules the critic asks, how much they matter, and what is enough."""

    off: tuple[str, ...] = ()
    """Rules that are not asked, by id."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """For a rule's id, how much its findings matter here."""
    seeds: int = field(default=3, metadata={"least": 1, "most": 1000})
    """Fewer repeats of a run than this are too few (S1)."""
    reinforcement_seeds: int = field(default=5, metadata={"least": 1, "most": 1000})
    """The same for reinforcement learning."""
    power: float = field(default=0.8, metadata={"least": 0.1, "most": 0.99})
    """Less power than this is too little (S5)."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which models are asked, how, and for how much."""

    default: str = ""
    """The model, as LiteLLM writes it: `provider/name`. Empty: one on this machine."""
    activity: Mapping[str, str] = field(default_factory=dict)
    """For an activity, the model that is asked instead."""
    server: str = ""
    """The address of its API; empty: the provider's own."""
    temperature: float | None = field(default=None, metadata={"least": 0, "most": 2})
    max_tokens: int | None = field(default=None, metadata={"least": 1})
    """Of a reply."""
    context: int | None = field(default=None, metadata={"least": 1000})
    """Tokens of a question, where the model's own limit is not known, or too dear."""
    first: float = field(default=120.0, metadata={"least": 0.1})
    """Seconds until the first piece of a reply."""
    silence: float = field(default=60.0, metadata={"least": 0.1})
    """Seconds between two pieces."""
    size: int = field(default=1_000_000, metadata={"least": 1})
    """Characters of a whole reply."""
    retries: int = field(default=2, metadata={"least": 0, "most": 10})
    """How often to ask again where that may help."""
    budget: float | None = field(default=None, metadata={"least": 0})
    """Dollars a day, in this repository; a call that may pass it is not made."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How scripts and notebooks are run."""

    kernel: str = ""
    """The kernel where neither the command nor the notebook names one."""
    timeout: float | None = field(default=None, metadata={"least": 0.1})
    """Seconds after which a run is stopped."""
    snapshot_file_mb: int = field(default=10, metadata={"least": 0})
    """Files that git does not know and that are larger are left out of snapshots."""
    keep_output_mb: int = field(default=1000, metadata={"least": 1})
    """Of a run's output; what goes beyond is shown, but not kept."""


@dataclass(frozen=True, slots=True)
class InterfaceSettings:
    """How the terminal interface looks, and which keys it takes."""

    theme: str = ""
    """Of `coresearch-dark`, `-light`, `-contrast`, or one of Textual's."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """For an action's name, the keys that it takes instead, with commas between."""


@dataclass(frozen=True, slots=True)
class MirrorSettings:
    """What a person lets the program ask of them. No repository may say."""

    probes: bool = False
    """Remind of the unaided items once a week."""
    plants: bool = False
    """Show planted flaws among suggestions, at most one in ten."""
    own_first: bool | None = None
    """Ask for one's own finding before some suggestions; None: as was answered."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, by section."""

    critic: CriticSettings = field(default_factory=CriticSettings)
    models: ModelSettings = field(default_factory=ModelSettings)
    runs: RunSettings = field(default_factory=RunSettings)
    interface: InterfaceSettings = field(default_factory=InterfaceSettings)
    mirror: MirrorSettings = field(default_factory=MirrorSettings)
    places: Mapping[str, str] = field(
        default_factory=dict, metadata={"is_section": False}
    )
    """For `section.key`, and `section.key.item` of a table, where its value was set;
    nothing for a default."""
    by_repository: frozenset[str] = field(
        default=frozenset(), metadata={"is_section": False}
    )
    """Which of them stand in a file of the repository, that others may have written."""

    def place(self, section: str, key: str) -> str:
        """Where a value was set, as messages begin: `pyproject.toml: [tool…] off`."""
        return self.places[f"{section}.{key}"]

    def is_from_repository(self, section: str, key: str) -> bool:
        """Whether the repository set it, and not the person."""
        return f"{section}.{key}" in self.by_repository


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
    yield from _in_table(_toml(own, str(own)), str(own), "")
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
    content = _bytes(root / OWN_FILE, OWN_FILE)
    if content is None:
        yield from _in_pyproject(root)
    else:
        yield from _in_table(_parsed(content, OWN_FILE), OWN_FILE, "")


def _in_pyproject(root: Path) -> Iterator[_Given]:
    name = "pyproject.toml"
    content = _bytes(root / name, name)
    if content is None or b"coresearch" not in content:  # not our business to judge
        return
    tool = _parsed(content, name).get("tool", {})
    table = tool.get("coresearch", {}) if isinstance(tool, dict) else {}
    yield from _in_table(table, name, "tool.coresearch.")


def _in_table(table: object, place: str, above: str) -> Iterator[_Given]:
    """What the table of one file sets, checked; `above` is what its sections are in."""
    if not isinstance(table, dict):
        raise BadInput(f"{place}: {above.rstrip('.')} must be a table.")
    for section, keys in table.items():
        known = _sections()
        if section not in known:
            raise _unknown(f"{place}: there is no section", section, known)
        if not isinstance(keys, dict):
            raise BadInput(f"{place}: {above}{section} must be a table.")
        for key, raw in keys.items():
            where = f"{place}: [{above}{section}]"
            kinds = _keys(known[section])
            if key not in kinds:
                raise _unknown(f"{where} has no key", key, kinds)
            name = f"{where} {key}"
            yield _Given(name, section, key, _checked(kinds[key], raw, name))


def _in_environment(environ: Mapping[str, str]) -> Iterator[_Given]:
    if not any(name.startswith(_PREFIX) for name in environ):
        return
    for section, kind in _sections().items():
        prefix = f"{_PREFIX}{section.upper()}_"
        kinds = {prefix + key.upper(): (key, k) for key, k in _keys(kind).items()}
        for name, text in environ.items():
            if name in kinds:
                key, wanted = kinds[name]
                raw = _from_text(wanted.type, text)
                yield _Given(name, section, key, _checked(wanted, raw, name))
            elif name.startswith(prefix):
                raise _unknown("There is no setting", name, kinds)


def _sections() -> dict[str, type]:
    hints = get_type_hints(Settings)
    return {
        item.name: hints[item.name]
        for item in fields(Settings)
        if item.metadata.get("is_section", True)
    }


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a key may hold."""

    type: Any
    least: float
    most: float


def _keys(section: type) -> dict[str, _Wanted]:
    hints = get_type_hints(section)
    return {item.name: _wanted(hints[item.name], item) for item in fields(section)}


def _wanted(kind: object, item: Field[Any]) -> _Wanted:
    alternatives = [part for part in get_args(kind) if part is not NoneType]
    optional = NoneType in get_args(kind)
    return _Wanted(
        alternatives[0] if optional else kind,
        item.metadata.get("least", -math.inf),
        item.metadata.get("most", math.inf),
    )


def _checked(wanted: _Wanted, raw: object, name: str) -> object:
    try:
        value = _converted(wanted.type, raw)
    except (TypeError, ValueError):
        said = f"{name} is {shorten(repr(raw), 60)}"
        raise BadInput(f"{said}; it must be {_named(wanted.type)}.") from None
    if isinstance(value, int | float) and not wanted.least <= value <= wanted.most:
        bounds = [f"at least {wanted.least}"] if wanted.least > -math.inf else []
        bounds += [f"at most {wanted.most}"] if wanted.most < math.inf else []
        raise BadInput(f"{name} is {raw}; it must be {' and '.join(bounds)}.")
    return value


def _converted(kind: _Type, raw: _Value) -> _Value:
    """`raw` as a value of `kind`.

    Raises:
        TypeError, ValueError: it is none.
    """
    parts = get_args(kind)
    if parts and isinstance(raw, list) and _is_list(kind):
        return tuple(_converted(parts[0], item) for item in raw)
    if parts and isinstance(raw, dict) and not _is_list(kind):
        return {key: _converted(parts[1], item) for key, item in raw.items()}
    if parts:
        raise TypeError
    if issubclass(kind, Enum):
        return kind(raw)
    if kind is float and type(raw) is int:
        return float(raw)
    if type(raw) is not kind or raw != raw:
        raise TypeError
    return raw


def _is_list(kind: _Type) -> bool:
    return getattr(kind, "__origin__", None) is tuple


def _named(kind: _Type) -> str:
    parts = get_args(kind)
    if _is_list(kind):
        return f"a list, each item {_named(parts[0])}"
    if parts:
        return f"a table, each value {_named(parts[1])}"
    if issubclass(kind, Enum):
        return f"one of {', '.join(str(member.value) for member in kind)}"
    names = {bool: "true or false", int: "a whole number", float: "a number"}
    return names.get(kind, "text")


_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def _from_text(kind: _Type, text: str) -> object:
    """An environment variable as TOML would hold it; as it is if that is not clear.

    A list has commas between its items, a table is `key=value` with commas between.
    """
    parts = get_args(kind)
    if parts:
        items = [item.strip() for item in text.split(",") if item.strip()]
        if _is_list(kind):
            return [_from_text(parts[0], item) for item in items]
        pairs = [item.partition("=") for item in items]
        return {key.strip(): _from_text(parts[1], v.strip()) for key, _, v in pairs}
    if kind is bool and text.lower() in _YES + _NO:
        return text.lower() in _YES
    if kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            return text
    return text


def _unknown(said: str, name: str, known: Mapping[str, object]) -> BadInput:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}"
    return BadInput(f"{said} {one_line(name)}.", hint=hint)


def _toml(file: Path, name: str) -> dict[str, Any]:
    content = _bytes(file, name)
    return {} if content is None else _parsed(content, name)


def _bytes(file: Path, name: str) -> bytes | None:
    """What stands in the file; None if there is none."""
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.") from None


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadInput(f"{name} is not UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is not TOML: {one_line(str(error))}.") from None
    except RecursionError:
        raise BadInput(f"{name} is nested too deeply to be read.") from None
