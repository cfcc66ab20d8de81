"""Arrays: shapes that are spread against each other, types of numbers too small."""

from __future__ import annotations

import ast
import re

from coresearch.diagnosis.origins.checks import Check
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.rules.pitfalls.entry import SIZES, Found, pitfall
from coresearch.diagnosis.rules.pitfalls.nodes import (
    ARITHMETIC,
    called,
    changes,
    returned,
)


def _is_column(node: ast.AST) -> bool:
    """Whether an expression makes an axis of one place."""
    text = ast.unparse(node)
    return bool(
        re.search(
            r"reshape\(\(?-1, 1|\[:, None\]|\[:, np\.newaxis\]|unsqueeze\("
            r"|keepdims?=True|\[None, :\]|expand_dims|, 1\)\)?$"
            r"|\[\[['\"]\w+['\"]\]\]",
            text,
        )
    )


def _broadcast(check: Check) -> Found:
    columns = {
        dotted(step.node.targets[0])
        for step in check.steps
        if isinstance(step.node, ast.Assign) and _is_column(step.node.value)
    }
    outputs = {
        dotted(step.node.targets[0])
        for step in check.steps
        if isinstance(step.node, ast.Assign)
        and re.match(r"(?:self\.)?(?:\w*model|net|layer|head|lin\w*|fc\d*)\(",
                     ast.unparse(step.node.value))
    }  # fmt: skip
    for step, node in check.nodes():
        sides: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ARITHMETIC):
            sides = [node.left, node.right]
        elif isinstance(node, ast.Compare) and len(node.comparators) == 1:
            sides = [node.left, node.comparators[0]]
        elif re.search(r"mse_loss|MSELoss|l1_loss|mean_squared|criterion|loss_fn",
                       called(node)) and isinstance(node, ast.Call):  # fmt: skip
            sides = list(node.args[:2])
        if len(sides) != 2:
            continue
        odd = [
            bool({n.id for n in ast.walk(one) if isinstance(n, ast.Name)} & columns)
            or _is_column(one)
            or dotted(one) in outputs
            for one in sides
        ]
        if odd[0] != odd[1] and not any(isinstance(o, ast.Constant) for o in sides):
            yield step, node, ast.unparse(node)
    for step, node in check.nodes():
        for one in returned(node):
            if re.search(r"\[\['\w+'\]\]\.(?:to_numpy\(\)|values)$|reshape\(\(?-1, 1",
                         ast.unparse(one)):  # fmt: skip
                yield step, one, f"what is computed with {ast.unparse(one)}"


_SMALL = r"u?int8|u?int16|int32|float16|\bhalf\b"


def _small_type(check: Check) -> Found:
    for step, node in check.nodes():
        if isinstance(node, ast.Call):
            text = ast.unparse(node)
            is_typed = re.search(r"dtype|astype|\.to\(|half\(", text)
            if is_typed and re.search(_SMALL, text):
                yield step, node, text[:80]


def _whole_numbers(check: Check) -> Found:
    """An array of whole numbers that gets fractions."""
    for step, node in check.nodes():
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
            continue
        text, name = ast.unparse(node.value), dotted(node.targets[0])
        is_whole = re.match(
            r"(?:np|numpy)\.(?:zeros|ones|empty|full)\(.*dtype=(?:'int|int|np\.int)"
            r"|(?:np|numpy)\.(?:arange\([\w, ]+\)|array\(\[(?:-?\d+(?:, )?)+\]\))"
            r"|(?:np|numpy)\.(?:zeros|ones|full)_like\("
            r"|(?:np|numpy)\.full\(.*, -?\d+\)",
            text,
        )
        if is_whole and name and any(changes(one.node, name) for one in check.steps):
            yield step, node, text


RULES = (
    pitfall(
        "shapes-spread", "Two shapes are spread against each other", _broadcast,
        "In {1} at {0} one side has an axis of one place and the other has not: (n, 1) "
        "with (n,) gives (n, n) without a word.",
        "print both shapes; squeeze(-1) or ravel() of the one, assert a.shape == "
        "b.shape.", sure=0.74,
        example="import numpy as np\nx = np.ones(3)\ny = x.reshape(-1, 1)\n"
        "d = x - y\nassert d.shape == (3,)",
        messages=SIZES,
    ),
    pitfall(
        "small-type", "A small type of numbers overflows or rounds", _small_type,
        "{1} at {0} keeps numbers in a small type: whole numbers wrap round past its "
        "end (255 + 1 is 0 as uint8, and 0 - 1 is 255), half precision rounds.",
        ".astype(np.int64) or float before the arithmetic.", sure=0.72,
        example="import numpy as np\nx = np.array([200], dtype=np.uint8)\n"
        "s = x + x\nassert s[0] == 400",
    ),
    pitfall(
        "whole-array", "An array of whole numbers cuts off fractions", _whole_numbers,
        "{1} at {0} is an array of whole numbers: what is put into it loses its "
        "fraction.",
        "dtype=float, or 1.0 instead of 1.", sure=0.74,
        example="import numpy as np\nx = np.array([1, 2])\nx[0] = 0.5\n"
        "assert x[0] == 0.5",
    ),
)  # fmt: skip
