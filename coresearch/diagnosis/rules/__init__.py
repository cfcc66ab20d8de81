"""The table of error rules, by family."""

from __future__ import annotations

from coresearch.diagnosis.rule import ErrorRule
from coresearch.diagnosis.rules import (
    arrays,
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
)

ALL_RULES: tuple[ErrorRule, ...] = (
    *imports.RULES,
    *names.RULES,
    *lookups.RULES,
    *calls.RULES,
    *values.RULES,
    *arrays.RULES,
    *models.RULES,
    *tables.RULES,
    *training.RULES,
    *devices.RULES,
    *files.RULES,
    *formats.RULES,
    *processes.RULES,
    *services.RULES,
    *options.RULES,
    *syntax.RULES,
)
"""In the order of the documents; which is asked first makes no difference."""
