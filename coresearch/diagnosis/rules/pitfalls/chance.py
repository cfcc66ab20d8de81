"""Chance and order that nothing fixes."""

from __future__ import annotations

import ast
import re

from coresearch.diagnosis.origins.checks import Check
from coresearch.diagnosis.rules.pitfalls import mends
from coresearch.diagnosis.rules.pitfalls.entry import Found, pitfall
from coresearch.diagnosis.rules.pitfalls.nodes import called, method, named

_RANDOM = (
    r"^(?:random\.\w+|np\.random\.(?!seed|default_rng)\w+|numpy\.random\.(?!seed)\w+"
    r"|torch\.(?:rand\w*|randperm|normal|multinomial|bernoulli)|.*\.shuffle|.*\.sample)$"
)

_SEEDED = (r"seed\(|manual_seed|random_state=|default_rng\(\S|Random\(\S"
                     r"|seed=|Generator\(")  # fmt: skip

_SPLITS = ("train_test_split", "KFold", "StratifiedKFold", "RandomForestClassifier",
           "KMeans", "MLPClassifier", "random_split", "ShuffleSplit")  # fmt: skip


def _unseeded(check: Check) -> Found:
    source = " ".join(ast.unparse(step.node) for step in check.steps)
    for step, node in check.nodes():
        name = called(node)
        if name in ("np.random.default_rng", "random.Random", "default_rng") and (
            isinstance(node, ast.Call) and not node.args and not node.keywords
        ):
            yield step, node, ast.unparse(node)
        if re.search(_SEEDED, source):
            continue
        if re.match(_RANDOM, name) or name.rpartition(".")[2] in _SPLITS:
            yield step, node, ast.unparse(node)[:80]


def _order(check: Check) -> Found:
    for step, node in check.nodes():
        name = called(node)
        if name in ("os.listdir", "glob.glob", "os.scandir", "hash", "id") or (
            method(node) in ("glob", "rglob", "iterdir", "as_completed",
                              "imap_unordered", "walk")
        ):  # fmt: skip
            if not _is_sorted(node, check):
                yield step, node, ast.unparse(node)
        elif name in ("list", "enumerate", "tuple", "np.array") and isinstance(
            node, ast.Call
        ):
            if node.args and (
                called(node.args[0]) == "set" or isinstance(node.args[0], ast.Set)
            ):
                yield step, node, ast.unparse(node)
        elif isinstance(node, ast.For) and (
            called(node.iter) == "set" or isinstance(node.iter, ast.Set | ast.SetComp)
        ):
            yield step, node.iter, ast.unparse(node.iter)


def _is_sorted(node: ast.AST, check: Check) -> bool:
    return any(
        called(one) == "sorted" and any(inner is node for inner in ast.walk(one))
        for _, one in check.nodes()
    )


def _text_order(check: Check) -> Found:
    for step, node in check.nodes():
        if called(node) in ("sorted", "max", "min") or method(node) == "sort":
            text = ast.unparse(node)
            if isinstance(node, ast.Call) and named(node, "key") is None and re.search(
                r"glob|listdir|iterdir|files|paths|names|versions?\b|checkpoints?|ckpts?"
                r"|steps?\b|rows?\b|ids?\b", text
            ):  # fmt: skip
                yield step, node, text


RULES = (
    pitfall(
        "chance-unseeded", "Chance is not fixed", _unseeded,
        "{1} at {0} draws by chance, and nothing fixes its seed: each run or call "
        "gives another result.",
        "A seed for each source (random, NumPy, torch, random_state=), or a check "
        "with a tolerance.", sure=0.72,
        example="import random\na = random.random()\nb = random.random()\n"
        "assert a == b",
    ),
    pitfall(
        "order-unfixed", "An order is taken for fixed that is not", _order,
        "{1} at {0} comes in no fixed order: it differs between machines, file "
        "systems or runs.",
        "sorted(…) around it.", sure=0.72,
        example="names = list(set(['b', 'a']))\nassert names == ['a', 'b']",
        mend=mends.in_order,
    ),
    pitfall(
        "text-order", "Numbers are ordered as text", _text_order,
        "{1} at {0} orders texts: '10' comes before '9'.",
        "key=int, or the number taken out of the name; zeros in front.", sure=0.68,
        example="ids = ['10', '9']\nlast = max(ids)\nassert last == '10'",
    ),
)  # fmt: skip
