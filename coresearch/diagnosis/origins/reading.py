"""What a call reads from a file of the repository."""

from __future__ import annotations

import ast

from coresearch.diagnosis.origins import files, tables
from coresearch.diagnosis.origins.arguments import Called
from coresearch.diagnosis.origins.modules import Modules
from coresearch.diagnosis.origins.values import Items, Literal, Stream, Table, Value

_MOST_TEXT = 100_000


def opened(path: Literal, call: Called) -> Stream:
    """A file of this path, with the encoding that the call names."""
    encoding = next(
        (
            one.value.value
            for one in call.node.keywords
            if one.arg == "encoding" and isinstance(one.value, ast.Constant)
        ),
        "",
    )
    return Stream(str(path.value), str(encoding), call.place)


def split(modules: Modules, stream: Stream, method: str, call: Called) -> Items | None:
    """The parts of a file's text; only of a short one."""
    name = modules.named(stream.path)
    text = modules.read(name) if name else None
    if text is None or len(text) > _MOST_TEXT:
        return None
    sign = call.first.value if isinstance(call.first, Literal) else None
    parts = text.splitlines() if method != "split" else (
        text.split(sign if isinstance(sign, str) and sign else None)
    )  # fmt: skip
    return Items(tuple(Literal(one, name or call.place) for one in parts))


def config(modules: Modules, first: Value | None) -> Value | None:
    """What a file of YAML or JSON holds."""
    path = _path(first)
    found = modules.named(path) if path else ""
    text = modules.read(found) if found else None
    return files.config(found, text) if text is not None else None


def table(modules: Modules, name: str, call: Called) -> Table | None:
    """The table that a reader of this name makes of a file."""
    first, named = call.first, call.named
    path = _path(first)
    found = modules.named(path) if path else ""
    text = modules.read(found) if found else None
    if text is None or {"header", "names", "skiprows", "usecols"} & set(named):
        kept = tables.texts(named.get("usecols"))
        if text is None or not kept:
            return None
    said = tables.texts(named.get("sep", named.get("delimiter")))
    default = "\t" if name.endswith("read_table") else ","
    separator = said[0] if said and len(said[0]) == 1 else default
    encoding = (tables.texts(named.get("encoding")) or ("",))[0]
    if isinstance(first, Stream):
        encoding = first.encoding
    columns = files.header(text, separator)
    if encoding == "utf-8-sig" or "pandas" in name:  # pandas takes the mark off
        columns = tuple(one.removeprefix("\ufeff") for one in columns)
    columns = tables.texts(named.get("usecols")) or columns
    return Table(
        found, columns, call.place, {}, separator, encoding,
        has_dates="parse_dates" in named, node=call.node, last=call.node,
        last_path=call.scope.path,
    )  # fmt: skip


def _path(value: Value | None) -> str:
    if isinstance(value, Stream):
        return value.path
    return value.value if isinstance(value, Literal) and isinstance(
        value.value, str
    ) else ""  # fmt: skip
