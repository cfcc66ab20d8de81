"""The table of error rules, by family."""

from __future__ import annotations

from coresearch.diagnosis.rule import ErrorRule
from coresearch.diagnosis.rules import (
    arrays,
    attributes,
    building,
    calls,
    devices,
    files,
    formats,
    imports,
    lookups,
    models,
    names,
    options,
    processes,
    services,
    syntax,
    tables,
    training,
    values,
    versions,
)

ALL_RULES: tuple[ErrorRule, ...] = (
    *imports.RULES,
    *versions.RULES,
    *names.RULES,
    *attributes.RULES,
    *lookups.RULES,
    *calls.RULES,
    *values.RULES,
    *arrays.RULES,
    *models.RULES,
    *tables.RULES,
    *training.RULES,
    *building.RULES,
    *devices.RULES,
    *files.RULES,
    *formats.RULES,
    *processes.RULES,
    *services.RULES,
    *options.RULES,
    *syntax.RULES,
)
"""In the order of the documents; which is asked first makes no difference."""
