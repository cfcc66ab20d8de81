"""Where the values of the failing line come from, whatever the message is about."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.origins import files
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.origins.tables import texts
from coresearch.diagnosis.origins.values import Items, Keyed, Literal, Made, Value
from coresearch.diagnosis.rule import Cause, rule

_CALLED = frozenset({
    "copy", "mean", "sum", "max", "min", "tolist", "to_numpy", "reset_index", "unique",
    "head", "item", "lower", "upper", "strip", "split", "keys", "items", "flatten",
    "dropna", "std", "ravel", "squeeze", "detach", "cpu", "numpy", "parameters",
})  # fmt: skip
_NAMES = {"dict": "a section", "list": "a list", "int": "a number", "float": "a number",
          "str": "a text", "NoneType": "empty", "bool": "yes or no"}  # fmt: skip


def _kind(value: Value | None) -> str:
    if isinstance(value, Literal):
        return type(value.value).__name__
    if isinstance(value, Keyed):
        return "dict"
    return "list" if isinstance(value, Items) else ""


def _said(value: Value | None) -> str:
    if isinstance(value, Literal):
        return f"{value.value!r}, from {value.place}"
    if isinstance(value, Keyed):
        return f"a section with {', '.join(list(value.entries)[:4])}, of {value.place}"
    if isinstance(value, Items):
        return f"a list of {len(value.values)}"
    return ""


def _known(case: Case) -> Iterator[tuple[ast.expr, Value]]:
    """The parts of the failing statement that come from somewhere else."""
    statement, scope = case.statement(), case.scope
    if statement is None or scope is None:
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Name | ast.Subscript | ast.Attribute | ast.Call) and (
            isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        ):
            value = case.trail.value(node, scope)
            if value is not None:
                yield node, value


def _asked(case: Case) -> str:
    found = re.search(r"has no attribute '(\w+)'", case.raised.text)
    return found[1] if found else ""


def _of_kind(case: Case, match: re.Match[str]) -> Cause | None:
    kind = next((one for one in match.groups() if one), "")
    asked = _asked(case)
    owners = {
        ast.dump(node.value)
        for node in ast.walk(case.statement() or ast.Pass())
        if isinstance(node, ast.Attribute) and node.attr == asked
    }
    for node, value in _known(case):
        if _kind(value) != kind or isinstance(node, ast.Call):
            continue
        if asked and ast.dump(node) not in owners:
            continue
        if isinstance(value, Keyed) and asked in value.entries:
            continue  # it is there: by [...], not by a dot
        place = value.place if isinstance(value, Literal | Keyed) else ""
        if place.partition(":")[0] in ("", case.path) and not isinstance(value, Keyed):
            continue  # the line before says it as well
        wanted = _whole(case, node, kind)
        return Cause(
            f"{ast.unparse(node)} at {case.place} is {_NAMES.get(kind, kind)}: "
            f"{_said(value)}.{wanted}",
            0.88,
            test="Write it there as the code takes it, or let the code take both; "
            "say what is wrong when the settings are read.",
        )
    return None


def _whole(case: Case, node: ast.expr, kind: str) -> str:
    """That a caller gave one value of the settings where all of them are meant."""
    if not isinstance(node, ast.Name) or kind == "dict":
        return ""
    part = re.compile(rf"\b{re.escape(node.id)}(?:\.get\(|\[)")
    if any(part.search(frame.code) for frame in case.raised.frames[:-1]):
        return (
            f" The call gives one value of {node.id}, and the function asks it as it "
            f"would the whole of {node.id}: give that."
        )
    return ""


def _asserted(case: Case, match: re.Match[str]) -> Cause | None:
    statement, scope = case.statement(), case.scope
    if not isinstance(statement, ast.Assert) or scope is None:
        return None
    told = []
    blank = ""
    for node in ast.walk(statement.test):
        if not isinstance(node, ast.Name | ast.Subscript | ast.Attribute | ast.Call):
            continue
        is_length = isinstance(node, ast.Call) and dotted(node.func) == "len"
        inner = node.args[0] if is_length and isinstance(node, ast.Call) else node
        value = case.trail.value(inner, scope)
        if is_length and isinstance(value, Items):
            told.append(f"{ast.unparse(node)} is {len(value.values)}")
            last = value.values[-1] if value.values else None
            if isinstance(last, Literal) and last.value == "":
                blank = (
                    f" The last of {ast.unparse(inner)} is empty: the file ends with "
                    "a blank line; split with splitlines(), or strip first."
                )
        elif isinstance(value, Literal):
            told.append(f"{ast.unparse(node)} is {_said(value)}")
    if not told:
        return None
    return Cause(
        f"What is asserted at {case.place} does not hold: {'; '.join(told)}.{blank}",
        0.88 if blank or len(told) > 1 else 0.8,
        test="Which of the two is right?",
    )


def _numbers(case: Case, match: re.Match[str]) -> Cause | None:
    """The numbers of the message, as the settings that reach the line name them."""
    said = re.sub(r"\b(?:axis|dim\w*|entry|number|tensor) \d+", "", match[0])
    numbers = [int(one) for one in re.findall(r"(?<![\w.])\d+(?![\w.])", said)]
    told: dict[str, None] = {}
    scope = case.scope
    if scope is None:
        return None
    for value in [*scope.bound.values(), *(one for _, one in _known(case))]:
        if (
            isinstance(value, Literal)
            and value.value in numbers
            and not isinstance(value.value, bool)
            and value.place.partition(":")[0].endswith(files.CONFIGS)
        ):
            told[f"{value.value} is set in {value.place}"] = None
    for number in numbers if told else ():
        if any(one.startswith(f"{number} ") for one in told):
            continue
        cells = files.where_it_stands(str(number), case.trail.paths, case.around.text)
        if 0 < len(cells) <= 2:
            told[f"{number} stands at {cells[0]}"] = None
    if not told:
        return None
    return Cause(
        f"Sizes at {case.place} do not fit what was set: {'; '.join(told)}.",
        0.78,
        test="Compare it with what the data have: which of the two is right?",
    )


def _axes(case: Case, match: re.Match[str]) -> Cause | None:
    for node, value in _known(case):
        path = value.arguments[0] if isinstance(value, Made) and value.arguments else 0
        if not isinstance(value, Made) or not value.by.endswith(("loadtxt", "fromtxt")):
            continue
        name = case.trail.named(str(path.value)) if isinstance(path, Literal) else ""
        lines = [one for one in (case.around.text(name) or "").splitlines() if one]
        if not lines:
            continue
        columns = len(re.split(r"[,;\s]+", lines[-1].strip()))
        has = "one axis, since each line has one number" if columns == 1 else (
            f"two axes, {len(lines)} lines by {columns} numbers"
        )  # fmt: skip
        return Cause(
            f"{ast.unparse(node)} at {case.place} is what {name} holds, read at "
            f"{value.place}: it has {has}; the code takes it to have more.",
            0.88,
            test="ndmin=2 in loadtxt keeps both axes; .reshape(…) makes more of one "
            "line, if its numbers are in that order.",
        )
    return None


def _header(case: Case, match: re.Match[str]) -> Cause | None:
    """A name given to read_csv that its file does not have."""
    wanted = match[1] or match[2] or ""
    scope, statement = case.scope, case.statement()
    if scope is None or statement is None:
        return None
    for node in ast.walk(statement):
        if not isinstance(node, ast.Call) or not dotted(node.func).endswith(
            ("read_csv", "read_table")
        ):
            continue
        first = case.trail.value(node.args[0], scope) if node.args else None
        path = case.trail.named(texts(first)[0]) if texts(first) else ""
        text = case.around.text(path) if path else None
        if text is None:
            continue
        columns = files.header(text)
        sign, name = files.other_separator(columns)
        near = nearest(wanted, columns)[0] or next(
            (one for one in columns if one in wanted.split("_")), ""
        )
        if wanted in columns:
            continue
        rest = f"; it is separated by {name}" if sign else ""
        return Cause(
            f"{path} has no column {wanted!r}; it has {', '.join(columns[:8])}{rest}.",
            0.9,
            edit=case.string_edit(wanted, near) if near else (),
            path=case.path,
            test="Name the column as the file does.",
        )
    return None


def _not_called(case: Case, match: re.Match[str]) -> Cause | None:
    for path in case.trail.reached(case.around.files):
        tree = case.trail.tree(path)
        called = {
            id(node.func) for node in ast.walk(tree or ast.Module([], []))
            if isinstance(node, ast.Call)
        }  # fmt: skip
        for node in ast.walk(tree) if tree else ():
            value = getattr(node, "value", None)
            if (
                isinstance(node, ast.Assign | ast.Return)
                and isinstance(value, ast.Attribute)
                and value.attr in _CALLED
                and id(value) not in called
                and f".{value.attr}" in case.raised.text
            ):
                line = (case.around.text(path) or "").splitlines(keepends=True)[
                    value.end_lineno - 1  # type: ignore[operator]
                ]
                end = value.end_col_offset or 0
                new = line[:end] + "()" + line[end:]
                return Cause(
                    f"{ast.unparse(value)} at {path}:{value.lineno} is a method that "
                    "was not called: its parentheses are missing, so that the method "
                    f"itself reaches {case.place}.",
                    0.93,
                    edit=(Replacement(line, new, value.end_lineno),)
                    if line.isascii()
                    else (),
                    path=path,
                )
    return None


def _one_column(case: Case, match: re.Match[str]) -> Cause | None:
    """The first argument of fit or predict: a column, where a table is wanted."""
    statement, scope = case.statement(), case.scope
    for node in ast.walk(statement) if statement and scope else ():
        if not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr.startswith(("fit", "predict", "transform", "score"))
            and node.args
        ):
            continue
        first = node.args[0]
        if not isinstance(first, ast.Subscript) or isinstance(first.slice, ast.List):
            continue
        old = ast.unparse(first)
        new = f"{ast.unparse(first.value)}[[{ast.unparse(first.slice)}]]"
        return Cause(
            f"{old} at {case.place} is one column, with one axis; a table is wanted, "
            f"be it of one column: {new}.",
            0.9,
            edit=case.line_edit(old, new) or case.line_edit(old.replace("'", '"'),
                                                            new.replace("'", '"')),
            path=case.path,
            test=f"{new}, or .to_frame().",
        )  # fmt: skip
    return None


RULES = (
    rule(
        "setting-of-kind", "A setting is of another kind than the code takes it for",
        "AttributeError TypeError ValueError",
        r"'(int|float|str|list|dict|NoneType|bool)' object (?:has no attribute|is not)"
        r"|not '?(int|float|str|list|dict|NoneType|bool)'?$"
        r"|'(str|int|list|dict)' object cannot be interpreted", _of_kind,
        question="How should it be written?",
        example="--- a.py\nimport yaml\ns = yaml.safe_load(open('s.yaml'))\n"
        "print(s['level'].lower())\n--- s.yaml\nlevel: 3\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n    print(s[\'level\'].lower())\n'
        "AttributeError: 'int' object has no attribute 'lower'",
    ),
    rule(
        "assert-values", "What is asserted does not hold for these values",
        "AssertionError", r"", _asserted,
        question="Which of the two is right?",
        example="--- a.py\nimport yaml\nc = yaml.safe_load(open('c.yaml'))\n"
        "n = c['classes']\nassert n == c['names']\n--- c.yaml\nclasses: 3\nnames: 4\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 4, in <module>\n    assert n == c[\'names\']\n'
        "AssertionError",
    ),
    rule(
        "sizes-set", "Sizes do not fit what was set", "IndexError ValueError "
        "RuntimeError",
        r"(?s)(?:out of bounds|is invalid for input|must match|mismatch|do(?:es)? not "
        r"match|shape|size).*|.*(?:shape|size|axis) .*", _numbers,
        question="Which of the two is right?",
        example="--- a.py\nimport yaml\nc = yaml.safe_load(open('c.yaml'))\n"
        "x = x.reshape(-1, c['patches'], 64)\n--- c.yaml\npatches: 36\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n'
        "    x = x.reshape(-1, c['patches'], 64)\n"
        "RuntimeError: odd shape [-1, 36, 64]",
    ),
    rule(
        "axes-of-file", "What was read from a file has fewer axes", "IndexError "
        "AxisError ValueError",
        r"too many indices for array|axis -?\d+ is out of bounds for array"
        r"|axes don't match|Expected 2D array, got 1D|not enough values to unpack",
        _axes,
        question="In which order are the numbers of a line?",
        example="--- a.py\nimport numpy as np\nx = np.loadtxt('x.txt')\nprint(x[:, 0])"
        "\n--- x.txt\n1\n2\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n    print(x[:, 0])\n'
        "IndexError: too many indices for array: array is 1-dimensional",
    ),
    rule(
        "column-given", "read_csv is given a column that the file has not",
        "ValueError KeyError",
        r"Index (\w+) invalid|Missing column provided to 'parse_dates': '(\w+)'"
        r"|columns expected but not found: \['(\w+)'", _header,
        question="Is it the file that was meant?",
        example="--- a.py\nimport pandas as pd\nt = pd.read_csv('d.csv', "
        "index_col='image_id')\n--- d.csv\nid,x\n1,2\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 2, in <module>\n    t = pd.read_csv(\'d.csv\', '
        "index_col='image_id')\nValueError: Index image_id invalid",
    ),
    rule(
        "method-handed-on", "A method that was not called is handed on", "",
        r"bound method|'method' object|method-wrapper", _not_called,
        question="Is it a method or a property in this version?",
        example="--- a.py\ny = t['v'].copy\nmodel.fit(x, y)\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 2, in <module>\n    model.fit(x, y)\n'
        "ValueError: got scalar array(<bound method NDFrame.copy of 0>)",
    ),
    rule(
        "column-for-table", "One column is given where a table is wanted",
        "ValueError",
        r"Expected (?:a 2-dimensional container|2D array, got 1D array)", _one_column,
        question="Are they several samples, or several features of one?",
        example="--- a.py\nmodel.fit(t['x'], t['y'])\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 1, in <module>\n    model.fit(t[\'x\'], t[\'y\'])\n'
        "ValueError: Expected 2D array, got 1D array instead:",
    ),
)  # fmt: skip
