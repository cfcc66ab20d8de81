"""Batches that the data are too few for."""

from __future__ import annotations

import ast
import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.origins import files
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.origins.values import Literal, Made, Value
from coresearch.diagnosis.rule import Cause, rule


def _no_batch(case: Case, match: re.Match[str]) -> Cause | None:
    scope, statement = case.scope, case.statement()
    if scope is None or statement is None:
        return None
    for node in ast.walk(statement):
        if not (isinstance(node, ast.Call) and dotted(node.func) == "len"):
            continue
        made = case.trail.value(node.args[0], scope) if node.args else None
        if not isinstance(made, Made) or not made.by.endswith("DataLoader"):
            continue
        drop, size = made.keywords.get("drop_last"), made.keywords.get("batch_size")
        if not isinstance(drop, Literal) or drop.value is not True:
            continue
        count = _length(case, made.arguments[0] if made.arguments else None)
        number = size.value if isinstance(size, Literal) else "batch_size"
        place = f" ({size.place})" if isinstance(size, Literal) else ""
        if isinstance(count, int) and isinstance(number, int) and count >= number:
            continue
        have = f"the data have {count} rows" if count else "the data have fewer items"
        return Cause(
            f"There is no batch: batch_size is {number}{place} and {have}, and "
            "drop_last=True drops the last batch, which is the only one.",
            0.92 if count else 0.82,
            edit=case.only_edit("drop_last=True", "drop_last=False"),
            path=case.path,
            test="A smaller batch, or drop_last=False.",
        )
    return None


def _length(case: Case, dataset: Value | None) -> int | None:
    """The rows of the table that a data set is made of, if it names one."""
    for one in dataset.arguments if isinstance(dataset, Made) else ():
        if isinstance(one, Literal) and isinstance(one.value, str):
            path = case.trail.named(one.value)
            text = case.around.text(path) if path.endswith(files.TABLES) else None
            if text is not None:
                return sum(1 for _ in files.rows(text))
    return None


RULES = (
    rule(
        "no-whole-batch", "There is no whole batch", "ZeroDivisionError StopIteration",
        r"division by zero|^$", _no_batch,
        question="How many items are there?",
        example="--- a.py\nfrom torch.utils.data import DataLoader\n"
        "loader = DataLoader(data, batch_size=8, drop_last=True)\n"
        "print(total / len(loader))\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n    print(total / len(loader))\n'
        "ZeroDivisionError: division by zero",
    ),
)  # fmt: skip
