"""What a call gives: of a known value's method, or of a function of a library."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from coresearch.diagnosis.origins import reading, tables
from coresearch.diagnosis.origins.arguments import Called
from coresearch.diagnosis.origins.modules import Modules
from coresearch.diagnosis.origins.values import (
    Items,
    Keyed,
    Literal,
    Made,
    Row,
    Stream,
    Table,
    Value,
)


def method(modules: Modules, base: Value, name: str, call: Called) -> Value | None:
    """What a method of a known value gives."""
    arguments, named, first = call.arguments, call.named, call.first
    match base:
        case Table() if name == "groupby":
            return Made("groupby", (base, *arguments), named, call.place, call.node)
        case Made(by="groupby", arguments=(Table() as table, keys, *_)):
            says_no = base.keywords.get("as_index")
            if isinstance(says_no, Literal) and says_no.value is False:
                return None
            made = tables.grouped(table, tables.texts(keys), named, call.place)
            return replace(made, last=base.node, last_path=call.scope.path)
        case Table():
            return tables.after(base, name, arguments, named, call.place)
        case Keyed() if name == "get" and isinstance(first, Literal):
            found = base.entries.get(str(first.value))
            return found or (arguments[1] if len(arguments) > 1 else None)
        case Stream() if name in ("read", "read_text", "decode", "strip"):
            return base
        case Stream() if name in ("split", "readlines", "splitlines"):
            return reading.split(modules, base, name, call)
        case Literal(value=str()) if name in ("open", "read_text"):
            return reading.opened(base, call)
        case Literal(value=str()) if name in ("expanduser", "resolve"):
            return base
        case Made() if name == "parse_args":
            return Made("parse_args", (), {}, call.place, call.node)
    return None


def library(modules: Modules, name: str, call: Called) -> Value | None:
    """What a function of a library gives, by its whole name."""
    arguments, named, first = call.arguments, call.named, call.first
    match name:
        case "open" | "gzip.open" | "codecs.open" | "io.open":
            if isinstance(first, Literal):
                return reading.opened(first, call)
            return None
        case "pathlib.Path" | "str" | "os.fspath":
            return first
        case "os.path.join":
            parts = [tables.texts(one) for one in arguments]
            if all(parts):
                joined = posixpath.join(*(part[0] for part in parts))
                return Literal(joined, call.place)
            return None
        case "vars" | "dict" | "list" | "tuple" | "sorted" if not named:
            return first
        case "dict":
            return Keyed(named, call.place)
        case "yaml.safe_load" | "yaml.load" | "json.load" | "json.loads":
            return reading.config(modules, first)
        case "pandas.read_csv" | "pandas.read_table":
            return reading.table(modules, name, call)
        case "csv.DictReader":
            made = reading.table(modules, name, call)
            return Items((Row(made),)) if made else None
    return Made(name, arguments, named, call.place, call.node)
