"""Keys, columns and positions that are not there."""

from __future__ import annotations

import ast
import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.rule import Cause, rule, says

_OF_A_LINE = (
    r"\b(?:lines?|rows?|parts|fields|cols|columns|items|tokens|words|ann\w*"
    r"|split\([^)]*\))\["
)
_KEY = r"^['\"]((?!\[).+?)['\"]$"


def _is_pandas(case: Case) -> bool:
    paths = [frame.path.replace("\\", "/") for frame in case.raised.frames]
    return any("/pandas/" in f"/{path}" for path in paths)


def _is_environment(case: Case) -> bool:
    paths = [frame.path for frame in case.raised.frames]
    return "environ" in case.code or any("<frozen os>" in path for path in paths)


def _strings(case: Case) -> set[str]:
    return {
        node.value
        for node in case.nodes()
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and 0 < len(node.value) < 80
    }


def _is_key(text: str) -> bool:
    """Whether a text may be a key: no path, no sentence."""
    return re.fullmatch(r"[\w.:-]+(?: [\w.:-]+)?", text) is not None


def _key(case: Case, match: re.Match[str]) -> Cause | None:
    key = match[1]
    if _is_pandas(case) or _is_environment(case):
        return None
    found, sure = nearest(key, {one for one in _strings(case) if _is_key(one)})
    if not found:
        return Cause(
            f"There is no key {key!r} in what is looked up at {case.place}.",
            0.6,
            test=f"print(sorted(….keys())) just before {case.place}; or .get({key!r}) "
            "if it may be missing.",
        )
    return Cause(
        f"There is no key {key!r}; {found!r} is in the same file, and is spelt nearly "
        "so.",
        sure,
        edit=case.string_edit(key, found),
        path=case.path,
    )


def _column(case: Case, match: re.Match[str]) -> Cause | None:
    key = match[1] or match[2] or ""
    if not match[2] and not _is_pandas(case):
        return None
    listed = re.findall(r"'([^']+)'", case.raised.text)
    found, sure = nearest(key, {*_strings(case), *listed} - {key})
    near = f" {found!r} is spelt nearly so." if found else ""
    return Cause(
        f"The table has no column or label {key!r} at {case.place}.{near}",
        0.88,
        edit=case.string_edit(key, found) if found and sure > 0.9 else (),
        path=case.path,
        test="print(list(df.columns)) just before it: a header with spaces, another "
        "case, or the separator (everything in one column) are the usual reasons.",
    )


def _off_by_one(case: Case, match: re.Match[str]) -> Cause:
    sizes = re.search(r"index (\d+) is out of bounds .*size (\d+)", case.raised.message)
    if sizes and 0 < int(sizes[2]) == int(sizes[1]):
        return Cause(
            f"Position {sizes[1]} at {case.place} is one past the end of {sizes[2]}: "
            f"ids "
            "that count from 1, an item longer than the room that was made for it, or "
            "data with a column fewer than the code reads.",
            0.7,
            test="Print the smallest and the largest of the ids or lengths in the "
            "data.",
        )
    reaches = re.search(r"\[[^\]]*\w\s*\+\s*\d+[^\]]*\]", case.code)
    if reaches:
        return Cause(
            f"{reaches[0]} at {case.place} reaches past the end: the loop goes to the "
            "last position, and the index lies beyond it.",
            0.82,
            test="Let the loop end as many positions earlier as the index reaches "
            "further.",
        )
    if re.search(_OF_A_LINE, case.code):
        return Cause(
            f"A line that is taken apart at {case.place} has fewer parts than the code "
            "reads: a line of the file is blank, empty at its end, or of another form.",
            0.75,
            test="Print the line and its number when it fails; skip lines without "
            "text.",
        )
    return Cause(
        f"A position at {case.place} is not in the sequence: it is shorter than the "
        "code expects, or empty.",
        0.6,
        test=f"print(len(…)) of what is indexed at {case.place}.",
    )


def _float_index(case: Case, match: re.Match[str]) -> Cause:
    names = re.findall(r"\[\s*:?\s*(\w+)", case.code) + re.findall(
        r"range\((\w+)\)", case.code
    )
    for node in case.nodes():
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id in names
            and isinstance(node.value, ast.BinOp)
            and isinstance(node.value.op, ast.Div)
        ):
            return Cause(
                f"{node.targets[0].id} is made with /, which always gives a float; a "
                "position must be an integer.",
                0.92,
                edit=case.line_edit(" / ", " // ", node.lineno),
                path=case.path,
                test="Use // instead.",
            )
    return Cause(
        f"A float is used as a position or a count at {case.place}.",
        0.8,
        test="Use // instead of /, or int(…) where the value is made.",
    )


RULES = (
    rule(
        "key-typo", "A key is not in the dictionary", "KeyError", _KEY, _key,
        question="Which keys are there when it fails?",
        example="KeyError: 'learning_rte'",
    ),
    rule(
        "column-missing", "A table does not have the column", "KeyError ValueError",
        _KEY + r"|(?:\[?'?([\w ]+)'?\]? not (?:in index|found in axis))", _column,
        question="What are the table's columns?",
        example="KeyError: \"['lable'] not in index\"",
    ),
    rule(
        "key-number", "A number or other value is no key", "KeyError",
        r"^(-?\d+(?:\.\d+)?|nan|\(.*\)|Timestamp\(.*\)|<.*>|None|True|False"
        r"|np\.\w+\(.*\))$",
        says(
            "There is no {1} among the keys or labels of what is looked up at {place}: "
            "labels of a table that was filtered or split are no positions, a number "
            "read as text is another key, or the value was never put in.",
            0.76,
            test="print(list(d)[:20]) and the types of its keys; .iloc[…] for "
            "positions, "
            "reset_index(drop=True) after a filter.",
        ),
        question="Is it meant as a label or as a position?",
        example="KeyError: 0",
    ),
    rule(
        "index-off-by-one", "A position is past the end", "IndexError",
        r"(?:list|tuple|string|pop) index out of range|index (-?\d+) is out of bounds "
        r"for axis|pop from empty list|single positional indexer is out-of-bounds",
        _off_by_one,
        question="How long is the sequence, and what is the index then?",
        example="IndexError: list index out of range",
    ),
    rule(
        "float-index", "A float is used as a position", "TypeError IndexError",
        r"(?:indices must be integers or slices, not float"
        r"|'float' object cannot be interpreted as an integer"
        r"|only integers, slices|slice indices must be integers)", _float_index,
        question="Where is the position computed?",
        example="TypeError: list indices must be integers or slices, not float",
    ),
    rule(
        "string-index", "A list or a string is asked for a key", "TypeError",
        r"(list|string|str|tuple) ?indices must be integers[^']*(?:not '?str'?)",
        says(
            "A {1} at {place} is asked for a key as if it were a dictionary: mostly a "
            "list of records, or JSON that was not parsed.",
            0.85,
            test="print(type(…), repr(…)[:200]) just before it; perhaps [0] or "
            "json.loads is missing.",
        ),
        question="What does the value look like?",
        example="TypeError: list indices must be integers or slices, not str",
    ),
)  # fmt: skip
