"""Models: what is kept or left out over steps, and what they are fitted on."""

from __future__ import annotations

import ast
import re

from coresearch.diagnosis.origins.checks import Check
from coresearch.diagnosis.rules.pitfalls import mends
from coresearch.diagnosis.rules.pitfalls.entry import SIZES, Found, pitfall
from coresearch.diagnosis.rules.pitfalls.nodes import called, method


def _gradients_kept(check: Check) -> Found:
    text = " ".join(ast.unparse(step.node) for step in check.steps)
    if ".backward()" not in text or "zero_grad" in text or ".grad = None" in text:
        return
    for step, node in check.nodes():
        if method(node) == "backward":
            yield step, node, ast.unparse(node)


def _mode_left(check: Check) -> Found:
    text = " ".join(ast.unparse(step.node) for step in check.steps)
    if not re.search(r"Dropout|BatchNorm|dropout", text) or ".eval()" in text:
        return
    for step, node in check.nodes():
        if re.search(r"Dropout|BatchNorm|dropout", called(node)):
            yield step, node, ast.unparse(node)
            return


def _softmax_twice(check: Check) -> Found:
    text = " ".join(ast.unparse(step.node) for step in check.steps)
    if not re.search(r"CrossEntropyLoss|cross_entropy", text):
        return
    for step, node in check.nodes():
        if re.search(r"(?:^|\.)(?:[sS]oftmax|[sS]igmoid)$", called(node)):
            yield step, node, ast.unparse(node)


def _fitted_apart(check: Check) -> Found:
    fits = [
        (step, node)
        for step, node in check.nodes()
        if method(node) in ("fit_transform", "fit", "factorize", "get_dummies")
    ]
    owners = [ast.unparse(n.func.value) for _, n in fits if isinstance(n, ast.Call)
              and isinstance(n.func, ast.Attribute)]  # fmt: skip
    for (step, node), owner in zip(fits, owners, strict=True):
        text = ast.unparse(node)
        on_test = re.search(
            r"\((?:\w+\[)?['\"]?\w*(?:test|val|eval|new)\w*", text, re.I
        )
        if method(node) != "fit" and (owners.count(owner) > 1 or on_test):
            yield step, node, text


def _all_fitted(check: Check) -> Found:
    """Something is fitted on all data before they are split."""
    text = [(s.node.lineno, ast.unparse(s.node)) for s in check.steps]
    splits = [line for line, one in text if "train_test_split" in one or "KFold" in one]
    for step, node in check.nodes():
        is_fit = method(node) in ("fit_transform", "fit")
        if is_fit and splits and getattr(node, "lineno", 0) < min(splits):
            yield step, node, ast.unparse(node)


RULES = (
    pitfall(
        "gradients-kept", "Gradients are added up over steps", _gradients_kept,
        "{1} at {0} adds to the gradients of the steps before: nothing sets them to "
        "zero.",
        "optimizer.zero_grad() before backward().", sure=0.76,
        example="for _ in range(2):\n    loss = f(w)\n    loss.backward()\n"
        "g = w.grad + loss\nassert g == 1",
        mend=mends.zeroed,
    ),
    pitfall(
        "mode-left", "A model with dropout is not set to evaluation", _mode_left,
        "{1} at {0} behaves otherwise in training: nothing calls model.eval().",
        "model.eval() and torch.no_grad() before it is measured.", sure=0.74,
        example="import torch\nm = torch.nn.Dropout(0.5)\na = m(x)\nb = m(x)\n"
        "assert (a == b).all()",
    ),
    pitfall(
        "softmax-twice", "Probabilities go into a loss that wants logits",
        _softmax_twice,
        "{1} at {0} makes probabilities, and cross entropy takes logits and does that "
        "itself.",
        "Leave it out before the loss.", sure=0.74,
        example="p = torch.softmax(z, -1)\nloss = torch.nn.functional.cross_entropy("
        "p, y)\nassert loss < 0.1",
    ),
    pitfall(
        "fitted-apart", "Training and test are encoded apart", _fitted_apart,
        "{1} at {0} is fitted anew on another part of the data: the same value gets "
        "another number or scale there.",
        "fit on the training part once, transform on the others.", sure=0.75,
        example="a = enc.fit_transform(train)\nb = enc.fit_transform(test)\n"
        "assert a[0] == b[0]",
        mend=mends.only_transformed,
        messages=f"{SIZES}|feature",
    ),
    pitfall(
        "fitted-on-all", "Something is fitted before the data are split", _all_fitted,
        "{1} at {0} sees all rows, those of the test part too, before they are split.",
        "Split first; a Pipeline in cross_val_score.", sure=0.72,
        example="x = scaler.fit_transform(x)\na, b = train_test_split(x, seed=1)\n"
        "assert abs(a.mean()) > 0",
    ),
)  # fmt: skip
