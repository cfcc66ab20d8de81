"""R: what its messages mean, as far as they are the same everywhere."""

from __future__ import annotations

from coresearch.diagnosis.failures import Sort
from coresearch.diagnosis.rule import ErrorRule, Explain, rule, says


def _r(
    identity: str,
    name: str,
    pattern: str,
    explain: Explain,
    question: str,
    example: str,
) -> ErrorRule:
    return rule(
        identity, name, "", pattern, explain,
        question=question, example=example, sorts=(Sort.R,),
    )  # fmt: skip


RULES = (
    _r(
        "r-name", "R does not know a name",
        r"object '(.+?)' not found|could not find function \"(.+?)\"",
        says(
            "R knows no {1}{2} there: it is misspelt, made in another session, a "
            "column without its "
            "table, or of a package that was not loaded.",
            0.9, test="exists(\"{1}{2}\"); library(…) for a function; df${1} or data= "
            "for a column.",
        ),
        "Where is it made?",
        "Error: object 'lerning_rate' not found",
    ),
    _r(
        "r-types", "R gets another kind of value",
        r"non-numeric argument|invalid \(?'?type'?\)? \(|invalid argument to|cannot "
        r"coerce"
        r"|must be numeric|not meaningful for factors|non-numeric matrix",
        says(
            "A value is no number (or not of the kind that is wanted): {0}.",
            0.9, test="str(x): text or a factor came in as the data were read; "
            "as.numeric(as.character("
            "x)).",
        ),
        "Which column is it?",
        "Error in x + 1 : non-numeric argument to binary operator",
    ),
    _r(
        "r-subscript", "A position or column is not there",
        r"subscript out of bounds|undefined columns selected|incorrect number of "
        r"(?:dimensions"
        r"|subscripts)|\$ operator is invalid for atomic vectors",
        says(
            "A position or column is not in the object: {0}.",
            0.9, test="dim(x); names(x); drop = FALSE keeps a table of one column a "
            "table.",
        ),
        "How large is it then?",
        "Error in x[[5]] : subscript out of bounds",
    ),
    _r(
        "r-lengths", "Lengths do not go together",
        r"replacement has \d+ rows?, data has \d+|arguments imply differing number of "
        r"rows"
        r"|variable lengths differ|non-conformable|lengths? .*differ|longer object "
        r"length",
        says(
            "Lengths that must agree do not: {0}.",
            0.92, test="length(…) or nrow(…) of each; na.omit of one alone makes it "
            "shorter.",
        ),
        "Which of the two is right?",
        "Error in data.frame(a, b) : arguments imply differing number of rows: 3, 4",
    ),
    _r(
        "r-condition", "A condition is missing or empty",
        r"argument is of length zero|missing value where TRUE/FALSE needed|the "
        r"condition has length"
        r" > 1",
        says(
            "The condition of an if is missing, empty or several: {0}.",
            0.93, test="is.na(x), length(x) before it; isTRUE(…), any(…) or all(…).",
        ),
        "Which value is missing?",
        "Error in if (x > 0) y : missing value where TRUE/FALSE needed",
    ),
    _r(
        "r-file", "R cannot open a file",
        r"cannot open (?:file|the connection|URL)|cannot change working directory",
        says(
            "A file or address cannot be opened: {0}.",
            0.9, test="getwd(); file.exists(…): paths start where R was started.",
        ),
        "From which folder does it run?",
        "Error in file(file, \"rt\") : cannot open the connection",
    ),
    _r(
        "r-argument", "A function does not take the argument",
        r"unused arguments?|argument \"(\w+)\" is missing|formal argument .* matched "
        r"by",
        says(
            "A function is called with an argument that it does not take, or without "
            "one: {0}.",
            0.9, test="args(f): two packages may have a function of that name "
            "(pkg::f).",
        ),
        "Which package's function is called?",
        "Error in f(x, lr = 1) : unused argument (lr = 1)",
    ),
)  # fmt: skip
