"""What can be set, by section, with what holds where nothing is.

To add a section, write a dataclass with a default for every field, and give `Settings`
a field of it: files, environment, checks and messages follow from the types of the
fields. A field may be a `bool`, `int`, `float`, `str`, an enumeration, a tuple or a
mapping of such, or such `| None`; `metadata={"least": 1, "most": 9}` bounds a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coresearch.core.findings import Severity


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
