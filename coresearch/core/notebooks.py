"""A run as a Jupyter notebook, format 4.5."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coresearch.core.cells import script_cells
from coresearch.core.outputs import Output, OutputKind
from coresearch.core.runs import RunKind, RunRequest


def as_notebook(
    request: RunRequest, kernelspec: Mapping[str, Any], outputs: Iterable[Output]
) -> dict[str, Any]:
    """The run's code with what each of its cells gave back.

    A notebook keeps its prose, its tags and its cells that were not run.
    """
    by_cell: dict[int, list[Output]] = {}
    for output in outputs:
        by_cell.setdefault(output.cell, []).append(output)
    cells = _cells(request)
    number = 0
    shown: Shown = {}
    for index, cell in enumerate(cells):
        cell.setdefault("id", f"cell-{index + 1}")
        if cell["cell_type"] == "code":
            number += 1
            cell["outputs"] = cell_outputs(by_cell.get(number, ()), shown)
            counts = [
                output["execution_count"]
                for output in cell["outputs"]
                if output.get("execution_count") is not None
            ]
            cell["execution_count"] = counts[-1] if counts else None
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {
                "name": kernelspec["name"],
                "display_name": kernelspec["display_name"],
                "language": kernelspec["language"],
            }
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cells(request: RunRequest) -> list[dict[str, Any]]:
    if request.kind is not RunKind.NOTEBOOK:
        sources = [cell.source for cell in script_cells(request.code)]
        if request.kind is RunKind.CODE:
            sources = [request.code]
        return [
            {"cell_type": "code", "metadata": {}, "source": source.rstrip("\n")}
            for source in sources
        ]
    kept = ("cell_type", "metadata", "source", "id", "attachments")
    return [
        {"metadata": {}, **{key: cell[key] for key in kept if key in cell}}
        for cell in json.loads(request.code)["cells"]
    ]


Shown = dict[str, list[dict[str, Any]]]
"""What has been shown under each display id, in whichever cell."""


def cell_outputs(outputs: Sequence[Output], shown: Shown) -> list[dict[str, Any]]:
    """One cell's outputs as a notebook keeps them: cleared, updated and joined.

    `shown` is what the cells before it have shown, and is kept up to date.
    """
    found: list[dict[str, Any]] = []
    clears = False
    for output in outputs:
        content = output.content
        if output.kind is OutputKind.CLEAR:
            clears = bool(content.get("wait"))
            if not clears:
                found.clear()
            continue
        if output.kind is OutputKind.UPDATE:
            for item in shown.get(_display_id(content), ()):
                item.update(_shown(content))
            continue
        if clears:
            found.clear()
            clears = False
        item = _as_item(output)
        if _joins(found, item):
            found[-1]["text"] += item["text"]
            continue
        found.append(item)
        if identity := _display_id(content):
            shown.setdefault(identity, []).append(item)
    return found


def _display_id(content: Mapping[str, Any]) -> str:
    return str((content.get("transient") or {}).get("display_id") or "")


def _shown(content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "data": dict(content.get("data", {})),
        "metadata": dict(content.get("metadata", {})),
    }


def _as_item(output: Output) -> dict[str, Any]:
    content = output.content
    item: dict[str, Any] = {"output_type": str(output.kind)}
    match output.kind:
        case OutputKind.STREAM:
            item |= {"name": content["name"], "text": content["text"]}
        case OutputKind.ERROR:
            item |= {name: content[name] for name in ("ename", "evalue", "traceback")}
        case _:
            item |= _shown(content)
            if output.kind is OutputKind.RESULT:
                item["execution_count"] = content.get("execution_count")
    return item


def _joins(found: Sequence[Mapping[str, Any]], item: Mapping[str, Any]) -> bool:
    return bool(
        found
        and item["output_type"] == found[-1]["output_type"] == "stream"
        and item["name"] == found[-1]["name"]
    )
