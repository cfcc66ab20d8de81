"""Plain Python values that are not what the code takes them for."""

from __future__ import annotations

import ast
import re

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.rule import Cause, rule, says
from coresearch.diagnosis.rules.sure_edits import made_by_factory, with_edit


def _string_number(case: Case, match: re.Match[str]) -> Cause:
    edit: tuple[Replacement, ...] = ()
    node = case.statement()
    if node is not None and "can only concatenate str" in match[0]:
        for inner in ast.walk(node):
            if (
                isinstance(inner, ast.BinOp)
                and isinstance(inner.op, ast.Add)
                and isinstance(inner.left, ast.Constant)
                and isinstance(inner.right, ast.Name)
            ):
                name = inner.right.id
                edit = case.line_edit(f"+ {name}", f"+ str({name})")
                break
    return Cause(
        f"At {case.place} a string meets a number: {match[0]}.",
        0.9,
        edit=edit,
        path=case.path,
        test="Convert where the value comes in (int(…), float(…), type= in argparse), "
        "not where it is used.",
    )


def _changing(case: Case, match: re.Match[str]) -> Cause:
    loop = re.search(r"\bin (\w+(?:\.(?:items|keys|values)\(\))?):", case.code)
    edit = (
        case.line_edit(f"in {loop[1]}:", f"in list({loop[1]}):") if loop else ()
    )  # fmt: skip
    return Cause(
        f"The {match[1]} that the loop at {case.place} goes over is changed inside it.",
        0.97,
        edit=edit,
        path=case.path,
        test="Go over a copy: list(…).",
    )


def _zero(case: Case, match: re.Match[str]) -> Cause:
    empty = re.search(r"/\s*len\((\w+)\)", case.code)
    if empty:
        return Cause(
            f"{empty[1]} is empty at {case.place}, and its length is divided by.",
            0.9,
            test=f"See why {empty[1]} is empty: a filter that keeps nothing, a file "
            "without lines, items that all failed. Do not hide it with max(1, …).",
        )
    return Cause(
        f"What is divided by at {case.place} is zero, or nothing is averaged: nothing "
        "was loaded or passed a filter, or a data set has fewer items than one batch "
        "(len(data) // batch_size is 0).",
        0.75,
        test="Print the number of items, and of batches, just before it.",
    )


def _parse(case: Case, match: re.Match[str]) -> Cause:
    value = match[1] or match[2] or match[3] or ""
    if match[4] in ("0", "1") and value[:1].isalpha():
        return Cause(
            f"The file read at {case.place} begins with a line of names ({value!r}), "
            "which are no numbers.",
            0.96,
            test="np.loadtxt(…, skiprows=1), or np.genfromtxt(…, names=True) to keep "
            "them.",
        )
    why = ""
    if re.fullmatch(r"-?\d+\.\d+(e[-+]?\d+)?|-?\d+e[-+]?\d+", value, re.IGNORECASE):
        why = " It is written as a float: int(float(…))."
    elif value.strip().lower() in ("", "na", "n/a", "nan", "none", "null", "-"):
        why = " It stands for a missing value."
        if not value.strip():
            why = (
                " It is empty: a missing value, or a name or line (of another file, "
                "perhaps) that is cut where it has nothing."
            )
    elif "," in value:
        why = " A comma stands in it: decimals, thousands, or a line not split."
    return Cause(
        f"{value!r} at {case.place} is no number.{why}",
        0.9 if value.strip() else 0.75,
        test="Say how missing values are written where the data are read, and count "
        "how many rows have them before deciding what becomes of them.",
    )


_ASSERTED = says(
    "What the code asserts at {place} does not hold; the assertion does not "
    "say "
    "with which values.",
    0.55,
    test='Put the values into it: assert …, f"{{x=}} {{y=}}"; then run again.',
)


def _bare(case: Case, match: re.Match[str]) -> Cause | None:
    # Where the code is at hand, the check itself can be told.
    return None if case.is_at_hand else _ASSERTED(case, match)


RULES = (
    rule(
        "string-and-number", "A string meets a number", "TypeError ValueError",
        r"can only concatenate str \(not \"(\w+)\"\) to str"
        r"|unsupported operand type\(s\) for \S+: (?:'(?:int|float)' and 'str'"
        r"|'str' and '(?:int|float)')"
        r"|'[<>]=?' not supported between instances of (?:'str' and '(?:int|float)'"
        r"|'(?:int|float)' and 'str')"
        r"|Unknown format code '[a-zA-Z]' for object of type 'str'"
        r"|can't multiply sequence by non-int of type 'float'"
        r"|expects int or sequence of ints .* not \S+", _string_number,
        question="Where does the value come from: an argument, a file, the "
        "environment?",
        example="TypeError: unsupported operand type(s) for /: 'int' and 'str'",
    ),
    rule(
        "number-parse", "A text is no number", "ValueError",
        r"invalid literal for int\(\) with base \d+: '(.*?)'"
        r"|could not convert string to float: '?([^'\n]*)'?"
        r"|could not convert string '(.*?)' to \w+ at row (\d+)", _parse,
        question="In which row and column does it stand?",
        example="ValueError: invalid literal for int() with base 10: 'n/a'",
    ),
    rule(
        "zero-division", "Something empty is averaged", "",
        r"(?:division|modulo) by zero|mean requires at least one data point|divide by "
        r"zero"
        r"|zero-size array to reduction operation", _zero,
        question="How many items are there, and how many did you expect?",
        example="ZeroDivisionError: division by zero",
    ),
    rule(
        "empty-choice", "The best of nothing is asked for", "ValueError",
        r"(max|min)\(\) (?:arg is an empty sequence|iterable argument is empty)",
        says(
            "{1} at {place} is asked of something empty: no result, file or child was "
            "there to choose from.",
            0.93,
            test="Print its length, and see why nothing is in it; default=… only where "
            "nothing is a result that is expected.",
        ),
        question="What should have been in it, and what fills it?",
        example="ValueError: max() arg is an empty sequence",
    ),
    rule(
        "lengths-differ", "Two lists differ in length", "ValueError IndexError",
        r"zip\(\) argument (\d+) is (shorter|longer) than argument|"
        r"Length of values \((\d+)\) does not match length of index \((\d+)\)"
        r"|All arrays must be of the same length"
        r"|x and y must (?:have same first dimension|be the same size).*"
        r"|boolean index did not match indexed array.*"
        r"|Array shapes are incompatible for broadcasting",
        says(
            "What belongs together at {place} differs in length: {0}.",
            0.92,
            test="Print both lengths where they are made: one of them lost or gained "
            "items (a filter, a failed item, a header).",
        ),
        question="Which of the two has the right length?",
        example="ValueError: zip() argument 2 is shorter than argument 1",
    ),
    rule(
        "too-few-values", "There are too few values for a spread", "",
        r"(?:stdev|variance|covariance|correlation|linear regression) requires at "
        r"least two data points|x and y must have length at least 2",
        says(
            "A spread or relation at {place} is asked of fewer than two values.",
            0.95,
            test="Print how many there are: of one run nobody can tell the spread. Add "
            "seeds, or report the value without it.",
        ),
        question="How many runs were there to be?",
        example="statistics.StatisticsError: stdev requires at least two data points",
    ),
    rule(
        "enum-value", "A value is none of an enumeration", "ValueError",
        r"^'?(.+?)'? is not a valid (\w+)$",
        says(
            "{2} has no value {1!r}.",
            0.93,
            test="print([one.value for one in {2}]); {2}['NAME'] looks up by name.",
        ),
        question="Where does the value come from?",
        example="ValueError: 'valid' is not a valid Split",
    ),
    rule(
        "unpack", "There are more or fewer values than names", "ValueError TypeError",
        r"(too many|not enough) values to unpack(?!.*got 0\))(?: \(expected (?:at "
        r"least )?(\d+)"
        r"(?:, got (\d+))?\))?|cannot unpack non-iterable (\w+) object",
        says(
            "At {place} {0}: what is returned or iterated over has another number of "
            "parts than there are names.",
            0.9,
            test="Print one of the values; a function may have got one more result "
            "since.",
        ),
        question="Did the function or the format of the rows change?",
        example="ValueError: too many values to unpack (expected 2)",
    ),
    rule(
        "unhashable", "A list or a dictionary is used as a key", "TypeError",
        r"unhashable type: '([\w.]+)'",
        says(
            "A {1} at {place} is put into a set or used as a key; it can change, "
            "and so "
            "it cannot be one.",
            0.93,
            test="Use tuple(…) (or frozenset, or json.dumps with sorted keys) there.",
        ),
        question="What tells two of them apart?",
        example="TypeError: unhashable type: 'list'",
    ),
    rule(
        "changed-while-iterating", "A collection changes while a loop goes over it",
        "RuntimeError",
        r"(dictionary|Set|set|deque|OrderedDict)(?: keys)? (?:changed size|changed|"
        r"mutated) during iteration", _changing,
        question="Should the new items be visited too?",
        example="RuntimeError: dictionary changed size during iteration",
    ),
    rule(
        "recursion", "A function calls itself without end", "RecursionError",
        r"maximum recursion depth exceeded",
        says(
            "The function at {place} calls itself without an end that is reached: no "
            "base case, or data that lead in a circle.",
            0.88,
            test="Print its argument at the first ten calls: does it get smaller? Only "
            "if it does, sys.setrecursionlimit helps.",
        ),
        question="Can the data contain a circle?",
        example="RecursionError: maximum recursion depth exceeded",
    ),
    rule(
        "bare-assert", "An assertion does not hold", "AssertionError", r"",
        _bare,
        question="Which of the two sides is wrong?",
        example="AssertionError",
    ),
    rule(
        "frozen-value", "A value that cannot change is changed",
        "FrozenInstanceError TypeError",
        r"cannot assign to field '(\w+)'|'(tuple|str|range|frozenset)' object does not "
        r"support item assignment",
        says(
            "At {place} something is changed that cannot change: {0}.",
            0.9,
            test="Make a new one: dataclasses.replace, or a list.",
        ),
        question="Is it meant to be shared?",
        example="TypeError: 'tuple' object does not support item assignment",
    ),
    rule(
        "mutable-default", "A dataclass has a mutable default", "ValueError",
        r"mutable default <class '(\w+)'> for field (\w+) is not allowed",
        with_edit(
            says(
                "The field {2} has a {1} as default, which all objects would share.",
                0.97,
                test="{2}: … = field(default_factory={1}), from dataclasses.",
            ),
            made_by_factory,
        ),
        question="Should each object have its own?",
        example="ValueError: mutable default <class 'list'> for field layers is not "
        "allowed: use default_factory",
    ),
)  # fmt: skip
