"""scikit-learn and what is like it: data that a model does not take."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.rule import Cause, rule, says


def _parameter(case: Case, match: re.Match[str]) -> Cause:
    name, owner = match[1], match[2]
    steps = re.findall(r"\('(\w+)',", case.raised.text)
    if owner == "Pipeline" and steps and "__" not in name:
        named = ", ".join(f"{step}__{name}" for step in steps[-3:])
        return Cause(
            f"A pipeline has no parameter {name}: it belongs to one of its steps, and "
            f"is called {named} there.",
            0.96,
            test=f"Write STEP__{name}; pipe.get_params() lists every name.",
        )
    return Cause(
        f"{owner} has no parameter {name}.",
        0.9,
        test=f"{owner}().get_params() lists those that it has.",
    )


RULES = (
    rule(
        "nan-input", "Values are missing or not finite", "ValueError",
        r"[Ii]nput (?:\w+ )?contains (NaN|infinity)|contains NaN, infinity"
        r"|must not contain (?:infs or NaNs|NaN)|SVD did not converge in Linear",
        says(
            "The data given at {place} hold values that are missing or not finite.",
            0.95,
            test="np.isnan(x).sum(axis=0) says in which columns and how many. Impute "
            "inside the pipeline, fitted on the training part alone, or say why rows "
            "are dropped.",
        ),
        question="Since which step are they there?",
        example="ValueError: Input X contains NaN.",
    ),
    rule(
        "sample-counts", "Inputs and labels differ in number", "ValueError",
        r"inconsistent numbers of samples: \[(\d+), (\d+)\]",
        says(
            "There are {1} rows of the one and {2} of the other at {place}.",
            0.96,
            test="Print both lengths after each step: one was filtered, split or "
            "sampled and the other was not.",
        ),
        question="Which of the two numbers is the right one?",
        example="ValueError: Found input variables with inconsistent numbers of "
        "samples: [800, 1000]",
    ),
    rule(
        "estimator-parameter", "A model has no parameter of that name", "ValueError",
        r"Invalid parameter '?(\w+)'? for estimator (\w+)", _parameter,
        question="To which step of the pipeline does it belong?",
        example="ValueError: Invalid parameter 'C' for estimator "
        "Pipeline(steps=[('svc', SVC())]). Valid parameters are: ['memory', "
        "'steps', 'verbose'].",
    ),
    rule(
        "not-fitted", "A model or transformer was not fitted", "NotFittedError",
        r"This (\w+) instance is not fitted yet",
        says(
            "The {1} at {place} was never fitted, or another object of the class was.",
            0.95,
            test="Fit it on the training part before; never fit_transform the test "
            "part.",
        ),
        question="Where is it fitted, and is it the same object?",
        example="sklearn.exceptions.NotFittedError: This StandardScaler instance is "
        "not "
        "fitted yet. Call 'fit' first.",
    ),
    rule(
        "feature-count", "The data have another number of columns than in training",
        "ValueError",
        r"X has (\d+) features, but (\w+) is expecting (\d+) features"
        r"|Feature shape mismatch, expected: (\d+), got (\d+)"
        r"|feature names (?:should match|must be in the same order|mismatch)",
        says(
            "The columns at {place} are not those of the training: {0}.",
            0.95,
            test="Compare list(X_train.columns) with list(X_new.columns); keep "
            "encoding and selection of columns in one pipeline with the model.",
        ),
        question="Was the encoding fitted again on the new data?",
        example="ValueError: X has 12 features, but SVC is expecting 13 features as "
        "input.",
    ),
    rule(
        "one-class", "A part of the data has one class only", "ValueError",
        r"needs samples of at least 2 classes|Only one class (?:is )?present"
        r"|least populated class(?:es)? in y (?:has|have) only (\d+) member"
        r"|number of classes has to be greater than one",
        says(
            "A class has too few items in a part of the data: {0}.",
            0.93,
            test="Count the labels of each part; split with stratify=y, or join rare "
            "classes.",
        ),
        question="How many items has the rarest class?",
        example="ValueError: This solver needs samples of at least 2 classes in the "
        "data, but the data contains only one class: 0",
    ),
    rule(
        "two-dimensions", "A model wants rows and columns", "ValueError",
        r"Expected 2D array, got (1D|scalar) array instead",
        says(
            "The model at {place} wants rows and columns and got a {1} array.",
            0.96,
            test="x.reshape(-1, 1) for one feature, x.reshape(1, -1) for one item.",
        ),
        question="Is it one feature of many items, or one item?",
        example="ValueError: Expected 2D array, got 1D array instead: array=[1 2]",
    ),
    rule(
        "label-shape", "Labels have two axes", "ValueError",
        r"y should be a 1d array, got an array of shape \((\d+), (\d+)\)"
        r"|bad input shape \((\d+), (\d+)\)",
        says(
            "The labels at {place} have {2}{4} columns where one is wanted: they are "
            "one-hot, or a table of one column.",
            0.95,
            test="y.argmax(axis=1) for one-hot labels, y.ravel() for one column; a "
            "model of several labels is another (MultiOutputClassifier).",
        ),
        question="Can an item have several labels?",
        example="ValueError: y should be a 1d array, got an array of shape (30, 5) "
        "instead.",
    ),
    rule(
        "string-features", "Text is given where numbers are wanted",
        "ValueError TypeError",
        r"could not convert string to float: '?([A-Za-z][^'\n]*)'?"
        r"|(dtype '\w+' does not support operation '\w+')"
        r"|(agg function failed \[how->\w+, ?dtype->\w+\])"
        r"|Could not convert (?:string )?'?(.{1,60}?)'? to numeric",
        says(
            "A column with text ({1}{2}{3}{4}) reaches {place}, which wants numbers.",
            0.91,
            test="df.dtypes shows which; encode it inside the pipeline, or drop it.",
        ),
        question="Is the column a feature, or an id or the label?",
        example="ValueError: could not convert string to float: 'male'",
    ),
    rule(
        "continuous-labels", "Labels are of another kind than the metric takes",
        "ValueError",
        r"Unknown label type|Classification metrics can't handle a mix of (.*) targets"
        r"|Target is multiclass but average='binary'",
        says(
            "Labels and metric or model do not go together: {0}.",
            0.94,
            test="Print the first true and predicted labels: probabilities or floats "
            "where classes are meant; for several classes say average='macro'.",
        ),
        question="Is it classification or regression?",
        example="ValueError: Classification metrics can't handle a mix of binary and "
        "continuous targets",
    ),
)  # fmt: skip
