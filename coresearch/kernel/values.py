"""The names in the frame that failed, asked of a Python kernel that is still alive.

Types, shapes, kinds of numbers and lengths, and no more: nothing of the code is run
again, and no method or property of an object of the person's own is ever called. What
is looked at belongs to Python or to a library of arrays and tables; of all else only
the type is told. IPython keeps the last exception, and with it the frames.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from coresearch.core.text import shorten

MOST = 12
"""Names that are told of."""
_LONGEST = 120


def question(kind: str, function: str, line: int, names: Sequence[str]) -> str:
    """Code that prints, as a line of JSON, what `names` were in the frame that failed.

    `kind` is the exception's class, without a module; `function` is empty at the top of
    a file or cell, and in a comprehension. It prints nothing where the kernel has
    another exception by now, and leaves no name behind.
    """
    asked = {"kind": kind, "function": function, "line": line}
    values = json.dumps({**asked, "names": list(names), "most": MOST})
    return f"exec({_LOOK!r}, {{'asked': {values!r}}})"


def read_answer(printed: str) -> tuple[tuple[str, str], ...]:
    """Names and what they were, as `question` has them printed."""
    for line in printed.splitlines():
        if line.startswith('{"coresearch_values"'):
            try:
                found = json.loads(line)["coresearch_values"]
                return tuple(
                    (str(name), shorten(str(text), _LONGEST)) for name, text in found
                )
            except (ValueError, TypeError):
                return ()
    return ()


_LOOK = r"""
import json, sys
asked = json.loads(asked)
name_of = type.__dict__["__name__"].__get__
module_of = type.__dict__["__module__"].__get__
cause_of = BaseException.__dict__["__cause__"].__get__
context_of = BaseException.__dict__["__context__"].__get__
trace_of = BaseException.__dict__["__traceback__"].__get__
LIBRARIES = {
    "numpy", "torch", "pandas", "jax", "jaxlib", "tensorflow", "scipy", "polars",
    "cupy", "xarray", "pyarrow",
}
SIZED = (str, bytes, bytearray, list, tuple, dict, set, frozenset, range)
DULL = {"module", "function", "builtin_function_or_method", "type", "method"}

def library(kind):
    module = module_of(kind)
    return type(module) is str and module.split(".")[0] in LIBRARIES

def told(value):
    kind = type(value)
    name = name_of(kind)
    if value is None or kind is bool or kind is float or kind is complex:
        return name if value is None else f"{name} {value!r}"
    if kind is int:
        return f"int {value}" if value.bit_length() <= 64 else "int"
    if kind in SIZED:
        return f"{name} of {len(value)}"
    parts = [name]
    if library(kind):
        for attribute in ("shape", "dtype", "device", "requires_grad"):
            try:
                found = getattr(value, attribute)
            except Exception:
                continue
            its = name_of(type(found))
            if attribute == "requires_grad" and found is True:
                parts.append("requires grad")
            elif type(found) is tuple and all(type(n) is int for n in found):
                parts.append(str(found))
            elif library(type(found)) and its.lower().endswith(
                ("dtype", "size", "device")
            ):
                parts.append(str(tuple(found) if its == "Size" else found)[:60])
    return " ".join(parts)

def frame_of(error):
    step, best = trace_of(error), None
    while step is not None:
        code = step.tb_frame.f_code
        name = "" if code.co_name.startswith("<") else code.co_name
        if name == asked["function"] and step.tb_lineno == asked["line"]:
            best = step.tb_frame
        step = step.tb_next
    return best

error, seen = getattr(sys, "last_value", None), 0
frame = None
while isinstance(error, BaseException) and seen < 20:
    if name_of(type(error)) == asked["kind"]:
        frame = frame_of(error) or frame
    error, seen = cause_of(error) or context_of(error), seen + 1
if frame is not None:
    here = frame.f_locals
    everywhere = {
        n: v for n, v in frame.f_globals.items() if n in frame.f_code.co_names
    }
    is_top = here is frame.f_globals
    inside = [] if is_top else [n for n in here if n.isidentifier()]
    found = []
    for name in dict.fromkeys([*asked["names"], *inside]):
        if name in here or name in everywhere:
            value = here[name] if name in here else everywhere[name]
            if name_of(type(value)) not in DULL and not name.startswith("__"):
                found.append((name, told(value)))
        if len(found) >= asked["most"]:
            break
    print(json.dumps({"coresearch_values": found}))
"""
