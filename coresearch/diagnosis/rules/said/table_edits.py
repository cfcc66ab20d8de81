"""Changes of a line that mend what pandas refuses, where only one reading is left."""

from __future__ import annotations

import re

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case

Edit = tuple[Replacement, ...]
_FREQUENCIES = {"H": "h", "T": "min", "S": "s", "L": "ms", "M": "ME", "Q": "QE",
                "Y": "YE", "A": "YE", "BM": "BME"}  # fmt: skip


def one_row(case: Case) -> Edit:
    """`DataFrame([row])` for `DataFrame(row)`."""
    call = re.search(r"\bDataFrame\((\w+)\)", case.code)
    if call is None or "all scalar values" not in case.raised.text:
        return ()
    return case.line_edit(call[0], f"DataFrame([{call[1]}])")


def iloc(case: Case) -> Edit:
    """`df.iloc[:, 0]` for `df[:, 0]`."""
    part = re.search(r"\b(\w+)(\[\s*[\w:]*:[\w:]*\s*,\s*-?[\d:]+\s*\])", case.code)
    if part is None or ".iloc" in case.code:
        return ()
    return case.line_edit(part[0], f"{part[1]}.iloc{part[2]}")


def in_brackets(case: Case) -> Edit:
    """`concat([a, b])` for `concat(a, b)`, where no other argument is given."""
    call = re.search(r"\bconcat\((\w+(?:\s*,\s*\w+)+)\)", case.code)
    return case.line_edit(call[0], f"concat([{call[1]}])") if call else ()


def with_numpy(case: Case) -> Edit:
    """`np.log` for `math.log`, where NumPy is imported as np."""
    call = re.search(r"\bmath\.(log|exp|sqrt|sin|cos|tan|log2|log10|floor|ceil)\(",
                     case.code)  # fmt: skip
    if call is None or not re.search(r"^import numpy as np\b", case.source, re.M):
        return ()
    return case.line_edit(f"math.{call[1]}", f"np.{call[1]}")


def frequency(case: Case, old: str) -> Edit:
    """The letter that pandas knows now, for one that it no longer does."""
    letters = old.strip("'\" .").lstrip("0123456789")
    new = _FREQUENCIES.get(letters)
    if new is None:
        return ()
    count = old.strip("'\" .")[: -len(letters)]
    return case.string_edit(f"{count}{letters}", f"{count}{new}")


def json_lines(case: Case) -> Edit:
    """`lines=True` in read_json."""
    call = re.search(r"\bread_json\(([^()]+)\)", case.code)
    if call is None or "lines" in call[1] or "Trailing data" not in case.raised.text:
        return ()
    return case.line_edit(call[0], f"read_json({call[1]}, lines=True)")
