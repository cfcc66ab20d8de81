"""What is known of models without asking anybody: LiteLLM's table of sizes and prices.

It is read from the file that comes with LiteLLM, which need not be imported for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from coresearch.core.calls import Price

_FILE = "model_prices_and_context_window_backup.json"


@dataclass(frozen=True, slots=True)
class Known:
    """What the table says of one model; None where it says nothing."""

    model: str
    context: int | None = None
    """Tokens that a question may have."""
    price: Price | None = None


def known(model: str) -> Known:
    """What is known of `model`, by its name with or without its provider."""
    for name in (model, model.partition("/")[2]):
        if name and (row := _row(name)) is not None:
            return _known(model, row)
    return Known(model)


def models_of(provider: str) -> list[Known]:
    """Every chat model that the table has of one provider, by name."""
    found: dict[str, Known] = {}
    for name, row in _rows():
        if row.get("litellm_provider") == provider and row.get("mode") == "chat":
            full = name if name.startswith(f"{provider}/") else f"{provider}/{name}"
            found.setdefault(full, _known(full, row))
    return [found[name] for name in sorted(found)]


def _known(model: str, row: Mapping[str, Any]) -> Known:
    sent, received = row.get("input_cost_per_token"), row.get("output_cost_per_token")
    price = None
    if isinstance(sent, int | float) and isinstance(received, int | float):
        price = Price(sent * 1e6, received * 1e6)
    context = row.get("max_input_tokens")
    return Known(model, context if isinstance(context, int) else None, price)


def _row(name: str) -> dict[str, Any] | None:
    """One row, of a file of which all else is left unread: it has three megabytes."""
    text = _text()
    mark = f"\n    {json.dumps(name)}: "
    start = text.find(mark)
    if start < 0:
        return None
    row = json.JSONDecoder().raw_decode(text, start + len(mark))[0]
    return row if isinstance(row, dict) else None


def _rows() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from json.loads(_text() or "{}").items()


@cache
def _text() -> str:
    found = find_spec("litellm")
    if found is None or found.origin is None:
        return ""
    file = Path(found.origin).with_name(_FILE)
    return file.read_text(encoding="utf-8") if file.is_file() else ""
