"""Results that are not kept: new values, and changes of a part that is a copy."""

from __future__ import annotations

import ast

from coresearch.diagnosis.origins.checks import Check
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.rules.pitfalls import mends
from coresearch.diagnosis.rules.pitfalls.entry import NAN, Found, pitfall
from coresearch.diagnosis.rules.pitfalls.nodes import called, method, named

_NEW_ONE = frozenset({
    "replace", "strip", "lower", "upper", "dropna", "fillna", "drop", "rename",
    "sort_values", "reset_index", "set_index", "drop_duplicates", "astype", "append",
    "sort_index", "assign", "reindex", "clip", "reshape", "transpose", "squeeze",
    "unsqueeze", "permute", "detach", "flatten", "map", "apply", "where", "merge",
    "join", "to_datetime", "float", "long", "cuda", "lstrip", "rstrip", "title",
    "filter", "shuffle", "select", "cast_column", "rename_column", "remove_columns",
    "union", "difference", "with_suffix", "format", "normalize", "round",
})  # fmt: skip

_NEW_FUNCTIONS = frozenset({
    "np.append", "numpy.append", "np.sort", "sorted", "np.concatenate", "pd.concat",
    "np.clip", "np.delete", "np.insert", "pd.to_datetime", "pd.to_numeric",
    "np.random.permutation", "dataclasses.replace", "torch.cat", "torch.clamp",
    "np.reshape", "reversed",
})  # fmt: skip

_IN_PLACE_OWNERS = ("list", "random", "rng", "model", "net", "optimizer")


def _not_kept(check: Check) -> Found:
    for step, node in check.nodes():
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
            continue
        call = node.value
        is_new = called(call) in _NEW_FUNCTIONS
        if is_new or (method(call) in _NEW_ONE and not _is_kept(call, check)):
            yield step, call, ast.unparse(call)


def _is_kept(call: ast.Call, check: Check) -> bool:
    """Whether the method changes its owner: a list's append, or inplace=True."""
    inplace = named(call, "inplace")
    if isinstance(inplace, ast.Constant) and inplace.value is True:
        return True
    owner = dotted(call.func.value)  # type: ignore[attr-defined]
    if any(owner.rpartition(".")[2].startswith(one) for one in _IN_PLACE_OWNERS):
        return True
    name = method(call)
    if name in ("append", "replace", "join", "map", "format", "select"):
        made = [
            one.value
            for step, one in check.nodes()
            if isinstance(one, ast.Assign) and dotted(one.targets[0]) == owner
        ]
        is_text = any(
            isinstance(one, ast.Constant) and isinstance(one.value, str) for one in made
        )
        is_table = any("pd." in ast.unparse(one) or "np." in ast.unparse(one)
                       for one in made)  # fmt: skip
        return not (is_text or is_table)
    return False


def _chained(check: Check) -> Found:
    for step, node in check.nodes():
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Subscript) and _is_part(target.value):
                    yield step, node, ast.unparse(target)
        elif (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
            and isinstance(node.value.func.value, ast.Subscript)
            and isinstance(named(node.value, "inplace"), ast.Constant)
        ):
            yield step, node, ast.unparse(node.value)


def _is_part(node: ast.expr) -> bool:
    """`df[...]` or `df.loc[...]` with a condition or a name of a column in it."""
    if isinstance(node, ast.Attribute) and node.attr in ("loc", "iloc"):
        return isinstance(node.value, ast.Subscript)
    if not isinstance(node, ast.Subscript):
        return False
    is_table = isinstance(node.value, ast.Attribute) and node.value.attr in (
        "loc",
        "iloc",
    )
    is_column = isinstance(node.slice, ast.Constant) and isinstance(
        node.slice.value, str
    )
    name = dotted(node.value).lower()
    return (
        is_table
        or isinstance(node.slice, ast.Compare | ast.BoolOp)
        or (is_column and ("df" in name or "frame" in name or "table" in name))
    )


RULES = (
    pitfall(
        "result-dropped", "The result of a call is not kept", _not_kept,
        "{1} at {0} gives a new value and changes nothing itself; its result is not "
        "kept.",
        "x = {1}.", sure=0.77,
        example="name = input()\nname.strip()\nassert name == 'a'",
        mend=mends.kept,
    ),
    pitfall(
        "part-assigned", "A copy of a part of a table is changed", _chained,
        "{1} at {0} changes a copy of a part of the table, and not the table.",
        "One step: df.loc[rows, 'column'] = …; df['c'] = df['c'].fillna(…).", sure=0.76,
        example="import pandas as pd\ndf = pd.DataFrame({{'a': [1]}})\n"
        "df['a'][0] = 5\nassert df['a'][0] == 5".replace("{{", "{").replace("}}", "}"),
        mend=mends.by_loc,
        messages=NAN,
    ),
)  # fmt: skip
