"""pandas: columns, rows, times and missing values that do not go together."""

from __future__ import annotations

from coresearch.diagnosis.rule import rule, says

RULES = (
    rule(
        "missing-to-integer", "A missing value cannot be a whole number", "",
        r"cannot convert (?:float )?(?:NaN|NA|infinity|inf) to integer|Cannot convert "
        r"non-finite values|cannot convert NA to integer|cannot convert NaT",
        says(
            "A value at {place} is missing (or infinite) and is to become a whole "
            "number.",
            0.94, test="df[c].isna().sum(); astype('Int64') keeps what is missing; "
            "count "
            "how many before you fill or drop them.",
        ),
        question="Which rows, and since which step?",
        example="ValueError: cannot convert float NaN to integer",
    ),
    rule(
        "column-counts", "Columns do not go together", "ValueError",
        r"Columns must be same length as key|Length mismatch: Expected axis|cannot "
        r"set a "
        r"row with mismatched columns|(\d+) columns passed, passed data had (\d+)"
        r"|Shape of passed values is|Must have equal len keys|Wrong number of items "
        r"passed"
        r"|Usecols do not match columns",
        says(
            "The number or the names of columns at {place} do not fit: {line}",
            0.93, test="print(df.columns, df.shape): a separator, a header line, a "
            "split "
            "that gives more or fewer parts, or a frame with several columns of a "
            "name.",
        ),
        question="Which columns should there be?",
        example="ValueError: Columns must be same length as key",
    ),
    rule(
        "column-twice", "A column is there already", "ValueError",
        r"cannot insert (\S+), already exists|columns overlap but no suffix specified"
        r"|[Dd]uplicate (?:names|column)|Passing .* duplicate|Index has duplicate",
        says(
            "A column or label would be there twice at {place}: {line}",
            0.93, test="Rename or drop one of them before, or suffixes=(…, …) in the "
            "join.",
        ),
        question="Are the two the same thing?",
        example="ValueError: cannot insert id, already exists",
    ),
    rule(
        "nothing-to-join", "Nothing is there to be joined", "ValueError",
        r"No objects to concatenate|need at least one array to (?:concatenate|stack)"
        r"|No columns to parse",
        says(
            "The list that is joined at {place} is empty: no file fitted, or every "
            "item "
            "was left out.",
            0.95, test="Print the pattern and its matches, from the folder that it "
            "ran in.",
        ),
        question="How many should there be?",
        example="ValueError: No objects to concatenate",
    ),
    rule(
        "time-zones", "Times with and without a zone meet", "TypeError ValueError",
        r"tz-naive|tz-aware|offset-naive|offset-aware|Already tz-aware|Mixed timezones",
        says(
            "Times with and without a time zone meet at {place}.",
            0.95, test="pd.to_datetime(x, utc=True) for all, or .dt.tz_localize where "
            "the "
            "zone is known.",
        ),
        question="In which zone were they written?",
        example="TypeError: Cannot compare tz-naive and tz-aware datetime-like objects",
    ),
    rule(
        "mask-missing", "A condition has missing values", "ValueError",
        r"Cannot mask with non-boolean array|unalignable boolean Series",
        says(
            "The condition at {place} is missing for some rows, or is of other rows.",
            0.94, test=".str.contains(…, na=False), or .fillna(False); make it from "
            "the same "
            "frame.",
        ),
        question="What should a row without a value be?",
        example="ValueError: Cannot mask with non-boolean array containing NA / NaN "
        "values",
    ),
    rule(
        "new-category", "A value is not among the categories", "TypeError ValueError",
        r"Cannot setitem on a Categorical|new categories|fill value must be in "
        r"categories"
        r"|previously unseen labels|[Uu]nknown categor(?:y|ies)|unseen labels"
        r"|are not in class_weight",
        says(
            "A value at {place} is none of those that were known before: {line}",
            0.93, test="Compare the values of both parts: set(new) - set(old). Fit the "
            "encoder on all labels that can occur, or handle_unknown='ignore'.",
        ),
        question="Is it a new class, a typo, or the two parts in other types?",
        example="ValueError: y contains previously unseen labels: 'x'",
    ),
    rule(
        "column-is-text", "Arithmetic on a column of text", "TypeError",
        r"operation '(\w+)' not supported for dtype '(\w+)'|Cannot perform reduction "
        r"'(\w+)' with (\w+) dtype|unsupported operand type\(s\) for [^:]+: "
        r"'(?:object|StringArray|ArrowStringArray)'|no numeric (?:data|types) to "
        r"(?:plot|aggregate)",
        says(
            "A column at {place} holds text, and is computed with: {line}",
            0.93, test="pd.to_numeric(df[c], errors='coerce'), and look at the rows "
            "that "
            "became missing: signs such as ? or n/a, commas, units.",
        ),
        question="How are missing values written in the file?",
        example="TypeError: operation 'truediv' not supported for dtype 'str' with "
        "dtype "
        "'int64'",
    ),
    rule(
        "too-few-samples", "There are too few samples", "ValueError",
        r"Found array with (\d+) (?:sample|feature)\(s\)|n_splits=\d+ (?:cannot be "
        r"greater"
        r"|must be)|Cannot have number of (?:splits|folds)|n_neighbors <= n_samples"
        r"|n_samples=\d+ should be|n_components=\d+ must be|test_size=|resulting "
        r"train set "
        r"will be empty|n_samples >= n_clusters|minimum of \d+ is required",
        says(
            "There are too few samples (or columns) at {place} for what is asked: "
            "{line}",
            0.93, test="Print the shape and np.bincount(y) just before it: a filter "
            "or a "
            "split left too few, or the number asked for is too large.",
        ),
        question="How many has the smallest class or part?",
        example="ValueError: n_splits=5 cannot be greater than the number of members "
        "in "
        "each class.",
    ),
    rule(
        "estimator-setting", "A model's settings do not go together", "",
        r"The '(\w+)' parameter of (\w+) must be|Solver \w+ supports only|Unsupported "
        r"set of "
        r"arguments|Parameter .* must be|kernel matrix must be a square"
        r"|Invalid value for .*parameter",
        says(
            "A setting of the model at {place} is none that it takes, or two do not go "
            "together: {line}",
            0.93, test="Take one of the values of the message: names changed between "
            "versions ('auto', 'none', 'mse').",
        ),
        question="For which version was the setting written?",
        example="sklearn.utils._param_validation.InvalidParameterError: The 'alpha' "
        "parameter of Ridge must be a float in the range [0, inf). Got -1 instead.",
    ),
    rule(
        "shape-in-fit", "Data have another shape than when it was fitted", "ValueError",
        r"different shape than during fitting|Input is a \d+x\d+ matrix|dimension "
        r"mismatch"
        r"|Incompatible dimension for X and Y",
        says(
            "The data at {place} have another shape than those it was fitted on: "
            "{line}",
            0.92, test="Use the same fitted encoder and columns for both parts.",
        ),
        question="Was something fitted twice?",
        example="ValueError: X has a different shape than during fitting.",
    ),
)  # fmt: skip
