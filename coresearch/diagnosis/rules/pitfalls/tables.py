"""Tables: rows that are paired otherwise than meant, columns of another type."""

from __future__ import annotations

import ast
import re

from coresearch.diagnosis.origins.checks import Check
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.rules.pitfalls.entry import NAN, SIZES, Found, pitfall
from coresearch.diagnosis.rules.pitfalls.nodes import (
    ARITHMETIC,
    called,
    method,
    named,
    returned,
)


def _merge(check: Check) -> Found:
    for step, node in check.nodes():
        is_merge = method(node) in ("merge", "join") and (
            isinstance(node, ast.Call)
            and (bool(node.keywords) or called(node) in ("pd.merge", "pandas.merge"))
        )
        if is_merge and named(node, "validate") is None:
            yield step, node, ast.unparse(node)


_CUTS = frozenset({
    "sort_values", "sample", "dropna", "query", "head", "tail", "drop_duplicates",
    "nlargest", "iloc", "loc", "groupby", "set_index", "read_csv",
})  # fmt: skip


def _alignment(check: Check) -> Found:
    text = " ".join(ast.unparse(step.node) for step in check.steps)
    if not re.search(r"\bpd\.|pandas", text):
        return
    has_cut = any(f".{one}" in text for one in _CUTS) or "index=" in text or (
        re.search(r"\w\[\w+\[.+?\] *[<>=!]", text) is not None
    )  # fmt: skip
    is_dated = re.search(r"index_col|set_index|DatetimeIndex|date_range", text)
    for step, node in check.nodes():
        if is_dated and any(method(one) == "reset_index" and "drop=True" in
                            ast.unparse(one) for one in returned(node)):  # fmt: skip
            yield step, node, f"what is computed with {ast.unparse(node)[7:]}"
        if not has_cut:
            continue
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            owner = dotted(node.targets[0].value)
            value = node.value
            source = dotted(value.value) if isinstance(value, ast.Subscript) else ""
            is_series = isinstance(value, ast.Call) and called(value) in (
                "pd.Series",
                "pandas.Series",
            )
            if (source and owner and source != owner) or is_series:
                yield step, node, ast.unparse(node)
        elif called(node) in ("pd.concat", "pandas.concat"):
            axis = named(node, "axis")
            if isinstance(axis, ast.Constant) and axis.value in (1, "columns"):
                yield step, node, ast.unparse(node)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ARITHMETIC):
            sides = [node.left, node.right]
            owners = [
                dotted(one.value) if isinstance(one, ast.Subscript) else ""
                for one in sides
            ]
            if all(owners) and owners[0] != owners[1]:
                yield step, node, ast.unparse(node)


def _read_as_number(check: Check) -> Found:
    has_text = any(
        isinstance(one, ast.Constant)
        and isinstance(one.value, str)
        and one.value[:1] in ("0", "+", "")
        for one in ast.walk(check.test)
    )
    if not has_text and not re.search(r"zfill|startswith|\bid\b|code|zip",
                                      ast.unparse(check.test)):  # fmt: skip
        return
    for step, node in check.nodes():
        if method(node) in ("read_csv", "read_table", "read_excel") and (
            named(node, "dtype") is None and named(node, "converters") is None
        ):
            yield step, node, ast.unparse(node)


RULES = (
    pitfall(
        "merge-grew", "A merge makes or loses rows", _merge,
        "{1} at {0} is told nothing of how rows belong together: a key that stands "
        "twice on one side gives a row for each pair, one without a partner is lost "
        "(inner) or gets nan (left).",
        "validate='one_to_one' or 'many_to_one' there; print len() of both sides and "
        "of the result, and df.duplicated(key).sum().", sure=0.74,
        example="import pandas as pd\na = b = pd.DataFrame({'k': [1, 1]})\n"
        "m = a.merge(b, on='k')\nassert len(m) == 2",
        messages=f"{NAN}|{SIZES}",
    ),
    pitfall(
        "index-aligned", "Rows are matched by their index and not by their order",
        _alignment,
        "{1} at {0} matches rows by their index: where one side was filtered, sorted "
        "or read apart, what has no partner is nan, and the rest may stand in other "
        "rows.",
        ".reset_index(drop=True) on both, or .to_numpy() where the order is the same.",
        sure=0.7,
        example="import pandas as pd\na = pd.DataFrame({'x': [1, 2]})\n"
        "b = a[a['x'] > 1]\na['y'] = b['x']\nassert a['y'].notna().all()",
        messages=NAN,
    ),
    pitfall(
        "read-as-number", "A column is read as another type than it is meant",
        _read_as_number,
        "{1} at {0} lets pandas guess types: '007' becomes 7, a column with a gap "
        "becomes a float, 'NA' becomes missing, and one odd cell makes all text.",
        "dtype={{'id': str}}, keep_default_na=False; print(df.dtypes).", sure=0.62,
        example="import pandas as pd\ndf = pd.read_csv('a.csv')\n"
        "assert df['id'][0] == '007'",
    ),
)  # fmt: skip
