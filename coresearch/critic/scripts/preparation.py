"""X4: what learns from all rows before they are split."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.rule import Hit
from coresearch.critic.scripts import known
from coresearch.critic.scripts.names import (
    called,
    last,
)
from coresearch.critic.scripts.rule import Code, ScriptRule
from coresearch.critic.scripts.values import WHOLE, Fit, Value


def _find_early_fit(code: Code) -> Iterator[Hit]:
    flow = code.flow
    told: set[int] = set()
    for number in sorted(_reaching(code)):
        fit = flow.fits[number]
        if not fit.data.parts - {WHOLE} and id(fit.node) not in told:
            told.add(id(fit.node))
            yield Hit(
                code.script.passage(fit.node),
                f"{_what(fit)} learns from all rows, and the data are split after "
                "that: the test rows are in it.",
                0.85 if fit.kind != "statistic" else 0.75,
            )
    for fit in flow.fits:
        on_test = "test" in fit.data.parts and not fit.model
        if on_test and fit.kind != "statistic" and id(fit.node) not in told:
            told.add(id(fit.node))
            yield Hit(
                code.script.passage(fit.node),
                f"{_what(fit)} is fitted on test data.",
                0.8,
            )


def _reaching(code: Code) -> set[int]:
    """Fits whose statistics reach a split, a model or the test data."""
    flow = code.flow
    reached: set[int] = set()
    for _, divided in flow.splits:
        reached |= divided.fits
    for fit in flow.fits:
        if fit.model and (_is_part(fit.data) or _is_cross_validated(fit)):
            reached |= fit.data.fits
    return reached


def _is_part(value: Value) -> bool:
    return bool(value.parts - {WHOLE})


def _is_cross_validated(fit: Fit) -> bool:
    made = last(fit.kind)
    return called(fit.node) in known.CROSS_VALIDATED or made in known.SEARCHES


def _what(fit: Fit) -> str:
    if fit.kind == "statistic":
        return f"`{' '.join(ast.unparse(fit.node).split())[:50]}`"
    return last(fit.kind)


def _prepares(code: Code) -> bool:
    return any(not fit.model for fit in code.flow.fits)


X4 = ScriptRule(
    id="X4",
    name="prepared before the split",
    severity=Severity.HIGH,
    source="leakage L1.2 (Kapoor and Narayanan, arXiv 2207.07048)",
    question="Can it be fitted on the training rows alone, as in a Pipeline?",
    needs=_prepares,
    find=_find_early_fit,
    example_bad="""\
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("visits.csv")
X = StandardScaler().fit_transform(df.drop(columns="y"))
X_train, X_test, y_train, y_test = train_test_split(X, df["y"], random_state=0)
""",
    example_good="""\
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("visits.csv")
X_train, X_test, y_train, y_test = train_test_split(
    df.drop(columns="y"), df["y"], random_state=0
)
scaler = StandardScaler().fit(X_train)
X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)
""",
)

RULES = (X4,)
