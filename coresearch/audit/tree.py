"""A repository as the checks read it: which files there are, and the text of some."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coresearch.audit.code import Script, script_of
from coresearch.core.redaction import redact
from coresearch.core.suggestions import Evidence

DATA = (
    ".arrow", ".csv", ".feather", ".h5", ".hdf5", ".jsonl", ".mat", ".npy", ".npz",
    ".parquet", ".pkl", ".pickle", ".tsv", ".wav", ".xlsx", ".zip",
)  # fmt: skip
"""How the names of files that hold data end."""
PROSE = (".md", ".rst", ".org", ".txt")
SHELL = (".sh", ".bash", ".slurm", ".sbatch", ".yml", ".yaml", ".toml", ".cfg")
_RESULTS = frozenset(
    {"results", "result", "outputs", "output", "figures", "figs", "plots", "logs",
     "tables", "metrics"}
)  # fmt: skip
_TESTS = re.compile(r"(?:^|/)(?:tests?/|test_[^/]*\.py$|[^/]*_test\.py$|conftest\.py$)")


@dataclass(frozen=True)
class Tree:
    """The files that git tracks, or would track."""

    sizes: Mapping[str, int]
    """Bytes of every file."""
    texts: Mapping[str, str]
    """What was read: text in UTF-8, and not too long."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the files with data, as far as they were read."""

    def ending(self, *ends: str) -> dict[str, str]:
        """The texts whose names end so."""
        return {p: t for p, t in self.texts.items() if p.lower().endswith(ends)}

    @cached_property
    def scripts(self) -> tuple[Script, ...]:
        """The Python scripts and modules that can be parsed, but no tests."""
        found = (
            script_of(path, text)
            for path, text in self.ending(".py").items()
            if not is_test(path)
        )
        return tuple(script for script in found if script is not None)

    @property
    def prose(self) -> dict[str, str]:
        """The documents."""
        return self.ending(*PROSE)

    @property
    def data(self) -> tuple[str, ...]:
        """Files with data that are no results."""
        return tuple(
            p for p in self.sizes if p.lower().endswith(DATA) and not is_result(p)
        )

    @property
    def results(self) -> tuple[str, ...]:
        """Files in folders that are named for what comes out."""
        return tuple(p for p in self.sizes if is_result(p))


def name_of(path: str) -> str:
    """The last part of a path."""
    return path.rpartition("/")[2]


def is_test(path: str) -> bool:
    """Whether a file is part of a test-suite by its name."""
    return _TESTS.search(path) is not None


def is_result(path: str) -> bool:
    """Whether a file lies in a folder for results, and is no document or code."""
    parts = path.split("/")[:-1]
    is_told = path.lower().endswith((*PROSE, ".py", ".ipynb", ".sh", ".gitignore"))
    return not is_told and any(part.lower() in _RESULTS for part in parts)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with their numbers, from 1."""
    return enumerate(text.splitlines(), start=1)


def at(path: str, line: int, quote: str) -> Evidence:
    """A line of a file, without the white space around it and without secrets."""
    return Evidence(redact(quote.strip())[0], path, line, line)
