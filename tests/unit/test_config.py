"""Settings from real files and variables, and what is said when they cannot be used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import pytest

from coresearch.config import Settings, read_settings, reading
from coresearch.core.errors import BadInput
from coresearch.core.findings import Severity

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture
def own(tmp_path) -> Path:
    """The folder in which the person's own file lies."""
    folder = tmp_path / "config"
    (folder / "coresearch").mkdir(parents=True)
    return folder


def read(root: Path, own: Path, **environ: str) -> Settings:
    return read_settings(root, {"XDG_CONFIG_HOME": str(own), **environ})


def test_without_files_all_is_as_it_comes(tmp_path, own):
    assert read(tmp_path, own) == Settings()
    assert read_settings(None, {}) == Settings()


def test_the_repository_goes_before_the_person_and_the_environment_before_both(
    tmp_path, own
):
    (own / "coresearch/config.toml").write_text(
        '[critic]\noff = ["S1"]\nseverity = {S2 = "low", S3 = "low"}\n'
    )
    (tmp_path / ".coresearch.toml").write_text('[critic]\nseverity = {S3 = "high"}\n')
    found = read(tmp_path, own)
    assert found.critic.off == ("S1",)
    assert found.critic.severity == {"S2": Severity.LOW, "S3": Severity.HIGH}
    found = read(
        tmp_path,
        own,
        CORESEARCH_CRITIC_OFF="E7, E8",
        CORESEARCH_CRITIC_SEVERITY="S2=high",
    )
    assert found.critic.off == ("E7", "E8")
    assert found.critic.severity == {"S2": Severity.HIGH, "S3": Severity.HIGH}
    assert found.place("critic", "off") == "CORESEARCH_CRITIC_OFF"


@pytest.mark.parametrize(("theirs", "holds"), [(0.5, 0.5), (100.0, 2.0)])
def test_a_repository_may_lower_my_budget_and_not_raise_it(
    tmp_path, own, theirs, holds
):
    (own / "coresearch/config.toml").write_text("[models]\nbudget = 2.0\n")
    (tmp_path / ".coresearch.toml").write_text(f"[models]\nbudget = {theirs}\n")
    assert read(tmp_path, own).models.budget == holds


def test_a_file_of_its_own_goes_before_pyproject(tmp_path, own):
    (tmp_path / "pyproject.toml").write_text(
        '[tool.coresearch.critic]\noff = ["S1"]\nseverity = {S2 = "low"}\n'
    )
    assert read(tmp_path, own).critic.off == ("S1",)
    (tmp_path / ".coresearch.toml").write_text('[critic]\noff = ["E7"]\n')
    found = read(tmp_path, own)
    assert found.critic.off == ("E7",)
    assert found.critic.severity == {}


def test_a_pyproject_of_others_is_not_our_business(tmp_path, own):
    (tmp_path / "pyproject.toml").write_text("[project\nname = ")
    assert read(tmp_path, own) == Settings()


@dataclass(frozen=True, slots=True)
class _Sample:
    number: int = field(default=3, metadata={"least": 2, "most": 9})
    share: float | None = None
    yes: bool = False
    name: str = ""
    names: tuple[str, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Settings(Settings):
    sample: _Sample = field(default_factory=_Sample)


@pytest.fixture
def sampled(monkeypatch):
    """Settings with a section in which there is a field of every kind."""
    monkeypatch.setattr(reading, "Settings", _Settings)
    monkeypatch.setattr(reading, "_Sample", _Sample, raising=False)
    monkeypatch.setitem(_Settings.__init__.__globals__, "_Sample", _Sample)


@pytest.mark.usefixtures("sampled")
def test_every_kind_of_value_is_read_from_file_and_environment(tmp_path, own):
    (tmp_path / ".coresearch.toml").write_text(
        '[sample]\nnumber = 4\nshare = 1\nyes = true\nname = "a"\n'
        'names = ["b"]\nsizes = {c = 1}\n'
    )
    wanted = _Sample(4, 1.0, True, "a", ("b",), {"c": 1})
    assert read(tmp_path, own).sample == wanted
    told = {
        "NUMBER": "4", "SHARE": "1", "YES": "on", "NAME": "a", "NAMES": "b",
        "SIZES": "c=1",
    }  # fmt: skip
    environ = {f"CORESEARCH_SAMPLE_{key}": value for key, value in told.items()}
    assert read(own, own, **environ).sample == wanted


FAULTS = [
    ('[sample]\nnumber = "four"', "number is 'four'; it must be a whole number"),
    ("[sample]\nnumber = true", "number is True; it must be a whole number"),
    ("[sample]\nnumber = 1", "number is 1; it must be at least 2 and at most 9"),
    ("[sample]\nshare = nan", "share is nan; it must be a number"),
    ("[sample]\nyes = 1", "yes is 1; it must be true or false"),
    ("[sample]\nname = []", "name is []; it must be text"),
    ('[sample]\nnames = "b"', "names is 'b'; it must be a list, each item text"),
    ("[sample]\nnames = [1]", "names is [1]; it must be a list, each item text"),
    ('[sample]\nsizes = {a = "b"}', "a table, each value a whole number"),
    ('[critic]\nseverity = {S1 = "hi"}', "each value one of low, medium, high"),
    ("sample = 1", "sample must be a table"),
    ("[sample]\nnumber = ", "is not TOML"),
    ("[[sample]]\nnumber = 4", "sample must be a table"),
    ("a = " + "[" * 9000, "is"),
]


@pytest.mark.usefixtures("sampled")
@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_a_value_that_cannot_be_used_is_told_with_file_and_key(
    tmp_path, own, text, said
):
    (tmp_path / ".coresearch.toml").write_text(text)
    with pytest.raises(BadInput, match=re.escape(said)) as fault:
        read(tmp_path, own)
    assert ".coresearch.toml" in fault.value.message


UNKNOWN = [
    ("[critik]\n", "there is no section critik", "Did you mean critic?"),
    ("[critic]\nof = []", "[critic] has no key of", "Did you mean off?"),
    ("[critic]\nzzz = []", "[critic] has no key zzz", "There are: off, severity"),
    ('[places]\n"critic.off" = "x"', "there is no section places", "There are"),
]


@pytest.mark.parametrize(("text", "said", "hint"), UNKNOWN)
def test_a_key_that_is_not_known_is_told_with_the_nearest(
    tmp_path, own, text, said, hint
):
    (tmp_path / ".coresearch.toml").write_text(text)
    with pytest.raises(BadInput, match=re.escape(said)) as fault:
        read(tmp_path, own)
    assert fault.value.hint.startswith(hint)


def test_an_unknown_variable_of_a_section_is_told_and_others_are_left_alone(
    tmp_path, own
):
    with pytest.raises(BadInput, match="CORESEARCH_CRITIC_OF") as fault:
        read(tmp_path, own, CORESEARCH_CRITIC_OF="S1")
    assert fault.value.hint == "Did you mean CORESEARCH_CRITIC_OFF?"
    assert read(tmp_path, own, CORESEARCH_RUN_DIR="/tmp") == Settings()


def test_a_file_that_cannot_be_read_is_told(tmp_path, own):
    (tmp_path / ".coresearch.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="not UTF-8"):
        read(tmp_path, own)


def test_every_key_is_in_the_document():
    text = DOCUMENT.read_text()
    sections = reading._sections()
    assert sections
    for name, section in sections.items():
        part = text.partition(f"## `[{name}]`")[2].partition("\n## ")[0]
        for key in fields(section):
            assert f"| `{key.name}` |" in part, f"{name}.{key.name}"


def test_no_repository_says_what_a_person_is_asked(tmp_path, own):
    (own / "coresearch/config.toml").write_text("[mirror]\nprobes = true\n")
    assert read(tmp_path, own).mirror.probes
    (tmp_path / ".coresearch.toml").write_text("[mirror]\nplants = true\n")
    with pytest.raises(BadInput, match="each person's own"):
        read(tmp_path, own)
