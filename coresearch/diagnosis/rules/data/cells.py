"""Cells of a table: no number, not seen before, without a value, or a date as text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.origins import files
from coresearch.diagnosis.origins.asked import argument_added, handed_over
from coresearch.diagnosis.origins.files import Cell
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.origins.values import Column, Items, Table
from coresearch.diagnosis.rule import Cause, rule


def standing(case: Case, text: str) -> list[Cell]:
    """The cells of the repository's tables that hold this text."""
    wanted = text.strip()
    return (
        files.where_it_stands(wanted, case.trail.paths, case.around.text)
        if wanted
        else []
    )


def _no_number(case: Case, match: re.Match[str]) -> Cause | None:
    text = match[1] or match[2] or ""
    found = standing(case, text)
    if not found or len({cell.path for cell in found}) > 2:
        return None
    cell = found[0]
    whole = case.around.text(cell.path) or ""
    sign = files.other_separator(files.header(whole))[0] or ","
    column = [c.text for c in files.cells(cell.path, whole, sign)
              if c.column == cell.column]  # fmt: skip
    numbers = sum(_is_number(one) for one in column)
    if numbers * 2 < len(column):
        return Cause(
            f"The column {cell.column} of {cell.path} is text ({text!r} at line "
            f"{cell.line}), and is among what is to be numbers at {case.place}.",
            0.9,
            test=f"Leave {cell.column} out: take the columns that are meant by name, "
            "or encode it.",
        )
    return Cause(
        f"{text!r} stands at {cell}: {len(column) - numbers} of the {len(column)} "
        "values of that column are no numbers.",
        0.94,
        test="Say what they mean when reading: na_values=…, or pd.to_numeric after "
        "a sign such as < is taken off; count the rows that it concerns.",
    )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return not text
    return True


def _unseen(case: Case, match: re.Match[str]) -> Cause | None:
    text = re.sub(r"^\[|\]$", "", match[1] or "").split(",")[0].strip(" '\"")
    found = standing(case, text)
    if not found:
        return None
    cell = found[0]
    others = [
        path
        for path in case.trail.paths
        if path != cell.path
        and path.endswith(files.TABLES[:3])
        and cell.column in files.header(case.around.text(path) or "")
    ]
    rest = f", and not in {', '.join(others[:2])}" if others else ""
    edit, path = _ignoring(case)
    return Cause(
        f"{text!r} stands at {cell}{rest}: what was fitted has not seen it.",
        0.92,
        edit=edit,
        path=path,
        test="OneHotEncoder(handle_unknown='ignore'), or fit on all values that can "
        "occur; is it a new one, or a misspelt one?",
    )


def _ignoring(case: Case) -> tuple[tuple[Replacement, ...], str]:
    """`handle_unknown` for the project's only OneHotEncoder that has none."""
    calls = []
    for path in case.trail.paths:
        if path.endswith(".py") and "OneHotEncoder(" in (case.around.text(path) or ""):
            tree = case.trail.tree(path)
            calls += [
                (path, node)
                for node in ast.walk(tree or ast.Module([], []))
                if isinstance(node, ast.Call)
                and dotted(node.func).endswith("OneHotEncoder")
                and not any(one.arg == "handle_unknown" for one in node.keywords)
            ]
    if len(calls) != 1 or "categories" not in case.raised.text:
        return (), ""
    path, call = calls[0]
    return argument_added(case, path, call, 'handle_unknown="ignore"'), path


def _missing(case: Case, match: re.Match[str]) -> Cause | None:
    for table in _tables(case):
        text = case.around.text(table.path)
        cells = files.missing_cells(table, text) if text and not table.is_filled else []
        if not cells:
            continue
        lines = list(dict.fromkeys(cell.line for cell in cells))
        columns = list(dict.fromkeys(cell.column for cell in cells))
        return Cause(
            f"{table.path} has {len(cells)} cells without a value, in {len(lines)} "
            f"rows (first at line {lines[0]}; columns {', '.join(columns[:5])}), and "
            f"nothing drops or fills them between {table.place} and {case.place}.",
            0.92,
            test="dropna() there if so few rows may go, or SimpleImputer in one "
            "pipeline with the model; say in the report which.",
        )
    return None


def _tables(case: Case) -> Iterator[Table]:
    for value in handed_over(case):
        values = value.values if isinstance(value, Items) else (value,)
        for one in values:
            if isinstance(one, Column):
                one = one.table
            if isinstance(one, Table):
                yield one


def _text_dates(case: Case, match: re.Match[str]) -> Cause | None:
    statement, scope = case.statement(), case.scope
    if statement is None or scope is None:
        return None
    for node in ast.walk(statement):
        if not isinstance(node, ast.Compare | ast.BinOp):
            continue
        sides = [node.left, *getattr(node, "comparators", ())]
        sides += [node.right] if isinstance(node, ast.BinOp) else []
        for side in sides:
            value = case.trail.value(side, scope)
            if not isinstance(value, Column) or value.table.has_dates:
                continue
            table = value.table
            edit = (
                argument_added(
                    case, table.last_path, table.node, f'parse_dates=["{value.name}"]'
                )
                if table.node is not None and "csv" in ast.dump(table.node.func)
                else ()
            )
            return Cause(
                f"The column {value.name} of {table.path} was read as text at "
                f"{table.place}, and is compared with a time at {case.place}.",
                0.94,
                edit=edit,
                path=table.last_path,
                test=f"parse_dates=[{value.name!r}] where it is read.",
            )
    return None


RULES = (
    rule(
        "value-in-table", "A value of a table is not a number", "ValueError TypeError",
        r"could not convert string to float: '([^']*)'|invalid literal for int\(\) "
        r"with base 10: '([^']*)'", _no_number,
        question="What does the sign stand for?",
        example="--- d.csv\na,b\n1,2\n<3,4\n5,6\n"
        "+++\nValueError: could not convert string to float: '<3'",
    ),
    rule(
        "value-unseen", "A value is in one table and not in the other", "",
        r"[Uu]nknown categories (\[.+?\])|previously unseen labels: (.+)", _unseen,
        question="Is it new, or misspelt?",
        example="--- train.csv\ncity\nBern\n--- test.csv\ncity\nChur\n"
        "+++\nValueError: Found unknown categories ['Chur'] in column 0 during "
        "transform",
    ),
    rule(
        "cells-missing", "A table has cells without a value", "ValueError",
        r"contains? NaN|contains? missing values|Input .* infinity", _missing,
        question="May those rows go?",
        example="--- a.py\nimport pandas as pd\nX = pd.read_csv('d.csv')\nmodel.fit(X)"
        "\n--- d.csv\na,b\n1,\n3,4\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n    model.fit(X)\n'
        "ValueError: Input X contains NaN.",
    ),
    rule(
        "dates-as-text", "Dates were read as text", "TypeError",
        r"Invalid comparison between dtype=\w+ and|'[<>]=?' not supported between "
        r"instances of 'str' and '(?:Timestamp|datetime\S*|date)'|unsupported operand "
        r"type\(s\) for -: 'str' and '(?:str|Timestamp|datetime\S*)'", _text_dates,
        question="In which form are they written?",
        example="--- a.py\nimport pandas as pd\nt = pd.read_csv('d.csv')\n"
        "print(t[t['day'] > pd.Timestamp('2024-01-01')])\n--- d.csv\nday\n2024-01-02\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n'
        "    print(t[t['day'] > pd.Timestamp('2024-01-01')])\n"
        "TypeError: Invalid comparison between dtype=str and Timestamp",
    ),
)  # fmt: skip
