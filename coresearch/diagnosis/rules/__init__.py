"""The table of error rules, by family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coresearch.diagnosis.rule import ErrorRule
from coresearch.diagnosis.rules import (
    accelerators,
    arrays,
    attributes,
    building,
    calls,
    compatibility,
    config_slips,
    contracts,
    data,
    devices,
    fallback,
    files,
    formats,
    frames,
    hub,
    imports,
    kinds,
    lookups,
    models,
    names,
    options,
    origins_told,
    pitfalls,
    processes,
    projects,
    provenance,
    r,
    said,
    services,
    setups,
    slips,
    stale,
    syntax,
    tables,
    tensors,
    tools,
    tracing,
    training,
    values,
    versions,
)


def _about_values(rules: Iterable[ErrorRule]) -> Iterator[ErrorRule]:
    return (replace(one, needs_code=True) for one in rules)


def _seen(rules: Iterable[ErrorRule]) -> Iterator[ErrorRule]:
    return (replace(one, is_seen=True) for one in rules)


ALL_RULES: tuple[ErrorRule, ...] = (
    *imports.RULES,
    *versions.RULES,
    *_about_values(names.RULES),
    *_about_values(attributes.RULES),
    *_about_values(lookups.RULES),
    *_about_values(calls.RULES),
    *_about_values(values.RULES),
    *_about_values(arrays.RULES),
    *models.RULES,
    *_about_values(tables.RULES),
    *training.RULES,
    *building.RULES,
    *devices.RULES,
    *files.RULES,
    *formats.RULES,
    *processes.RULES,
    *services.RULES,
    *options.RULES,
    *syntax.RULES,
    *projects.RULES,
    *compatibility.RULES,
    *_about_values(kinds.RULES),
    *tensors.RULES,
    *frames.RULES,
    *tracing.RULES,
    *hub.RULES,
    *accelerators.RULES,
    *tools.RULES,
    *r.RULES,
    *said.RULES,
    *pitfalls.RULES,
    *fallback.RULES,
    *contracts.RULES,
    *_seen(provenance.RULES),
    *_seen(data.RULES),
    *_seen(setups.RULES),
    *_seen(stale.RULES),
    *_seen(slips.RULES),
    *_seen(config_slips.RULES),
    *_seen(origins_told.RULES),
)
"""In the order of the documents; which is asked first makes no difference."""
