"""Names that are not there."""

from __future__ import annotations

import ast
import builtins
import re

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.rule import Cause, rule

_ALIASES = {
    "np": "import numpy as np", "pd": "import pandas as pd", "plt":
    "import matplotlib.pyplot as plt", "nn": "from torch import nn", "F":
    "import torch.nn.functional as F", "torch": "import torch", "os": "import os",
    "sys": "import sys", "json": "import json", "re": "import re", "math":
    "import math", "time": "import time", "random": "import random", "Path":
    "from pathlib import Path", "defaultdict": "from collections import defaultdict",
    "Counter": "from collections import Counter", "tqdm": "from tqdm import tqdm",
    "logging": "import logging", "pickle": "import pickle", "copy": "import copy",
    "sns": "import seaborn as sns", "tf": "import tensorflow as tf", "jnp":
    "import jax.numpy as jnp", "partial": "from functools import partial",
    "Optional": "from typing import Optional", "List": "from typing import List",
    "Dict": "from typing import Dict", "Any": "from typing import Any", "argparse":
    "import argparse", "itertools": "import itertools", "glob": "import glob",
}  # fmt: skip
HINT = r"Did you mean: '(\w+)'"


def _defined(case: Case) -> set[str]:
    names: set[str] = set()
    for node in case.nodes():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
    return names


def meant(case: Case, wanted: str, names: set[str]) -> tuple[str, float]:
    """The name that was meant, by Python's own hint or by likeness, and how surely."""
    if hint := re.search(HINT, case.raised.text):
        return hint[1], 0.92
    return nearest(wanted, names)


def _name(case: Case, match: re.Match[str]) -> Cause | None:
    name = match[1]
    defined = _defined(case)
    if name in defined or name in _ALIASES:
        return None
    found, sure = meant(case, name, defined or set(dir(builtins)))
    if not found:
        return Cause(
            f"{name} is used at {case.place}, and nothing has that name there.",
            0.6,
            test=f"Search for where {name} should come from: an import, an argument, "
            "a cell that was not run.",
        )
    edit = case.line_edit(name, found)
    return Cause(
        f"{name} is not defined; {found} is, and is spelt nearly so.",
        sure,
        edit=edit,
        path=case.path,
    )


def _alias(case: Case, match: re.Match[str]) -> Cause | None:
    name = match[1]
    line = _ALIASES.get(name)
    if line is None or name in _defined(case):
        return None
    return Cause(
        f"{name} was never imported: “{line}” is missing.",
        0.93,
        edit=_import_added(case, line),
        path=case.path,
    )


def _import_added(case: Case, line: str) -> tuple[Replacement, ...]:
    """Before the first statement that is no docstring and no import of the future."""
    body = case.tree.body if case.tree is not None else []
    for node in body:
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if not is_text and not is_future:
            first = min([node.lineno, *(
                one.lineno for one in getattr(node, "decorator_list", ())
            )])  # fmt: skip
            old = case.lines[first - 1]
            return (Replacement(old, f"{line}\n{old}", first),)
    return ()


def _cell_order(case: Case, match: re.Match[str]) -> Cause | None:
    if case.frame is None or not case.frame.path.startswith("cell "):
        return None
    return Cause(
        f"{match[1]} is not known in this kernel: its cell was not run since the "
        f"kernel "
        "started, or comes later in the notebook.",
        0.72,
        test="Restart the kernel and run all cells from the top; what fails then, "
        "fails "
        "for whoever has only the notebook.",
    )


def _unbound(case: Case, match: re.Match[str]) -> Cause:
    name = match[1]
    edit: tuple[Replacement, ...] = ()
    body = case.tree.body if case.tree is not None else []
    is_global = any(
        isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
        for node in body
    )
    owner = _function_around(case)
    if is_global and owner is not None:
        first = owner.body[0]
        line = case.lines[first.lineno - 1]
        indent = line[: first.col_offset]
        edit = (Replacement(line, f"{indent}global {name}\n{line}", first.lineno),)
        return Cause(
            f"{name} is assigned in {owner.name}, so that it is a local name there, "
            f"and "
            "is read before that. The module has one of that name.",
            0.85,
            edit=edit,
            path=case.path,
            test=f"Or hand {name} to the function and return the new one.",
        )
    return Cause(
        f"{name} is read before it has a value: it is assigned only in a branch, a "
        f"loop "
        "or a try that was not gone through.",
        0.8,
        test=f"Give {name} a value before the branch, and see which branch was taken.",
    )


def _function_around(case: Case) -> ast.FunctionDef | None:
    line = case.frame.line if case.frame else 0
    fits = [
        node
        for node in case.nodes()
        if isinstance(node, ast.FunctionDef)
        and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(fits, key=lambda node: node.lineno, default=None)


RULES = (
    rule(
        "name-typo", "A name is misspelt or not defined", "NameError",
        r"name '(\w+)' is not defined", _name,
        question="Where should the name come from?",
        example="NameError: name 'learnign_rate' is not defined",
    ),
    rule(
        "import-forgotten", "An import is missing", "NameError",
        r"name '(\w+)' is not defined", _alias,
        question="Was the import deleted, or is it in another cell?",
        example="NameError: name 'np' is not defined",
    ),
    rule(
        "cell-order", "A notebook's cells were not run in order", "NameError",
        r"name '(\w+)' is not defined", _cell_order,
        question="Does it fail too after Restart and Run All?",
        example="NameError                    Traceback (most recent call last)\n"
        "Cell In[3], line 1\n----> 1 fitted.score(xy)\n\n"
        "NameError: name 'fitted' is not defined",
    ),
    rule(
        "unbound-local", "A local name is read before it has a value",
        "UnboundLocalError",
        r"local variable '(\w+)'", _unbound,
        question="Is the module's variable meant, or a new one?",
        example="UnboundLocalError: cannot access local variable 'best' where it is "
        "not "
        "associated with a value",
    ),
)  # fmt: skip
