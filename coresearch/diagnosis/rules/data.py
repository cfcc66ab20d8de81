"""Values of the data themselves: where the one stands that the message is about."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.origins import files
from coresearch.diagnosis.origins.asked import (
    argument_added,
    gone_through,
    handed_over,
    sources,
)
from coresearch.diagnosis.origins.files import Cell
from coresearch.diagnosis.origins.scopes import Scope, dotted, statements
from coresearch.diagnosis.origins.values import (
    Column,
    Items,
    Literal,
    Made,
    Row,
    Stream,
    Table,
    Value,
)
from coresearch.diagnosis.rule import Cause, rule


def _cells(case: Case, text: str) -> list[Cell]:
    wanted = text.strip()
    return (
        files.where_it_stands(wanted, case.trail.paths, case.around.text)
        if wanted
        else []
    )


def _no_number(case: Case, match: re.Match[str]) -> Cause | None:
    text = match[1] or match[2] or ""
    found = _cells(case, text)
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
    found = _cells(case, text)
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


def _tables(case: Case) -> Iterator[Table]:
    for value in handed_over(case):
        values = value.values if isinstance(value, Items) else (value,)
        for one in values:
            if isinstance(one, Column):
                one = one.table
            if isinstance(one, Table):
                yield one


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


def _streams(case: Case) -> Iterator[str]:
    for value in gone_through(case):
        if isinstance(value, Stream) and (path := case.trail.named(value.path)):
            yield path


def _rows(case: Case) -> Iterator[Table]:
    for value in gone_through(case):
        inner = value.values[0] if isinstance(value, Items) and value.values else value
        if isinstance(inner, Row):
            yield inner.table


def _line_of_file(case: Case, match: re.Match[str]) -> Cause | None:
    for table in _rows(case):
        text = case.around.text(table.path) or ""
        short = files.short_rows(text, table.separator)
        if short:
            line, count = short[0]
            names = files.header(text, table.separator)
            return Cause(
                f"Line {line} of {table.path} has {count} of {len(names)} fields: "
                f"{', '.join(names[count:][:3])} is missing there"
                + (f", and in {len(short) - 1} more." if len(short) > 1 else "."),
                0.92,
                test="Mend that line, or leave such rows out and count them.",
            )
    if "NoneType" in case.raised.text:
        return None
    for path in _streams(case):
        lines = (case.around.text(path) or "").splitlines()
        blank = [n for n, line in enumerate(lines, 1) if not line.strip()]
        if blank:
            return Cause(
                f"Line {blank[0]} of {path} is blank, and is taken apart at "
                f"{case.place} like the others"
                + (f" ({len(blank)} lines are)." if len(blank) > 1 else "."),
                0.92,
                edit=_blank_skipped(case),
                path=case.path,
                test="Skip lines without text, or take them out of the file.",
            )
        counts = Counter(len(re.split(r"[,;\t ]+", line.strip())) for line in lines)
        usual = counts.most_common(1)[0][0] if counts else 0
        short_lines = [
            number
            for number, line in enumerate(lines, 1)
            if len(re.split(r"[,;\t ]+", line.strip())) < usual
        ]
        if 0 < len(short_lines) <= max(3, len(lines) // 10):
            return Cause(
                f"Line {short_lines[0]} of {path} has fewer parts than the others, "
                f"and is read at {case.place}.",
                0.85,
                test=f"sed -n {short_lines[0]}p {path} shows it.",
            )
    return None


def _blank_skipped(case: Case) -> tuple[Replacement, ...]:
    """`if not line.strip(): continue` at the head of the loop over the file."""
    scope = case.scope
    for node in statements(scope.body) if scope else ():
        if (
            isinstance(node, ast.For)
            and isinstance(node.target, ast.Name)
            and scope is not None
            and node.lineno < scope.line <= (node.end_lineno or 0)
        ):
            first = node.body[0]
            line = case.lines[first.lineno - 1]
            pad = line[: len(line) - len(line.lstrip())]
            test = f"{pad}if not {node.target.id}.strip():\n{pad}    continue\n"
            return (Replacement(line, test + line, first.lineno),)
    return ()


def _absolute(case: Case, match: re.Match[str]) -> Cause | None:
    path = match[1]
    end = path.lstrip("/")
    fits = [one for one in case.trail.paths if one.endswith(f"/{end}") or one == end]
    if len(fits) != 1:
        return None
    cells = _cells(case, path)
    where = f"{cells[0]}" if cells else "where it is written"
    edit, file = _unslashed(case, cells[0].column) if cells else ((), "")
    return Cause(
        f"{path} begins with a slash, so it is taken from the disk's root, and "
        f"whatever it is joined to is dropped; the file is {fits[0]}. The path stands "
        f"at {where}.",
        0.92 if cells else 0.8,
        edit=edit,
        path=file,
        test="Take the slash off before joining: path.lstrip('/').",
    )


def _unslashed(case: Case, column: str) -> tuple[tuple[Replacement, ...], str]:
    asked = re.compile(rf"\w+\[(['\"]){re.escape(column)}\1\]")
    for path in case.trail.paths:
        if not path.endswith(".py"):
            continue
        found = []
        text = case.around.text(path) or ""
        for number, line in enumerate(text.splitlines(keepends=True), 1):
            parts = asked.findall(line)
            if len(parts) == 1 and ("/" in line or "join(" in line):
                new = asked.sub(lambda one: f'{one[0]}.lstrip("/")', line)
                found.append(Replacement(line, new, number))
        if len(found) == 1:
            return tuple(found), path
    return (), ""


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


def _globs(case: Case) -> Iterator[tuple[str, str, ast.Call]]:
    """Folder and pattern of searches for files behind the failing line."""
    scope = case.scope
    statement = case.statement()
    if scope is None or statement is None:
        return
    for source in (*sources(case), statement):
        for node in ast.walk(source):
            if not isinstance(node, ast.Call) or not isinstance(
                node.func, ast.Attribute
            ):
                continue
            if node.func.attr in ("glob", "rglob", "iglob") and node.args:
                yield from _pattern(case, scope, node)


def _pattern(
    case: Case, scope: Scope, node: ast.Call
) -> Iterator[tuple[str, str, ast.Call]]:
    assert isinstance(node.func, ast.Attribute)
    pattern = case.trail.value(node.args[0], scope)
    base = case.trail.value(node.func.value, scope)
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        return
    if isinstance(base, Literal) and isinstance(base.value, str):
        yield base.value, pattern.value, node
    elif dotted(node.func.value) == "glob":
        folder, _, name = pattern.value.rpartition("/")
        yield folder, name, node


def _no_files(case: Case, match: re.Match[str]) -> Cause | None:
    for folder, pattern, node in _globs(case):
        top = folder.strip("./").rstrip("/")
        below = [p for p in case.trail.paths if p.startswith(f"{top}/") or not top]
        end = pattern.rpartition("*")[2]
        deeper = [p for p in below if end and p.endswith(end)]
        direct = [p for p in deeper if "/" not in p.removeprefix(f"{top}/")]
        if direct:
            continue
        wanted = f"{folder}/{pattern}"
        if deeper and "**" not in pattern:
            edit: tuple[Replacement, ...] = ()
            if case.path:
                edit = case.line_edit(".glob(", ".rglob(", node.lineno)
            return Cause(
                f"No file fits {wanted}: files of that kind are further down, such as "
                f"{deeper[0]}.",
                0.94,
                edit=edit,
                path=case.path,
                test="rglob, or a pattern with the folders in it.",
            )
        ends = Counter(p.rpartition(".")[2] for p in below if "." in p)
        if ends:
            most = ends.most_common(1)[0][0]
            return Cause(
                f"No file fits {wanted}: those in {folder} end in .{most}.",
                0.9,
                test=f"Is *.{most} meant, or another folder?",
            )
        return Cause(
            f"No file fits {wanted}: there is nothing in {folder} here.",
            0.88,
            test="From which folder was it started, and which step makes the files?",
        )
    return None


def _no_batch(case: Case, match: re.Match[str]) -> Cause | None:
    scope, statement = case.scope, case.statement()
    if scope is None or statement is None:
        return None
    for node in ast.walk(statement):
        if not (isinstance(node, ast.Call) and dotted(node.func) == "len"):
            continue
        made = case.trail.value(node.args[0], scope) if node.args else None
        if not isinstance(made, Made) or not made.by.endswith("DataLoader"):
            continue
        drop, size = made.keywords.get("drop_last"), made.keywords.get("batch_size")
        if not isinstance(drop, Literal) or drop.value is not True:
            continue
        count = _length(case, made.arguments[0] if made.arguments else None)
        number = size.value if isinstance(size, Literal) else "batch_size"
        place = f" ({size.place})" if isinstance(size, Literal) else ""
        if isinstance(count, int) and isinstance(number, int) and count >= number:
            continue
        have = f"the data have {count} rows" if count else "the data have fewer items"
        return Cause(
            f"There is no batch: batch_size is {number}{place} and {have}, and "
            "drop_last=True drops the last batch, which is the only one.",
            0.92 if count else 0.82,
            edit=case.only_edit("drop_last=True", "drop_last=False"),
            path=case.path,
            test="A smaller batch, or drop_last=False.",
        )
    return None


def _length(case: Case, dataset: Value | None) -> int | None:
    """The rows of the table that a data set is made of, if it names one."""
    for one in dataset.arguments if isinstance(dataset, Made) else ():
        if isinstance(one, Literal) and isinstance(one.value, str):
            path = case.trail.named(one.value)
            text = case.around.text(path) if path.endswith(files.TABLES) else None
            if text is not None:
                return sum(1 for _ in files.rows(text))
    return None


_SLASH = r"No such file or directory: '(/[^']+)'"

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
        "line-of-file", "A line of a file is not like the others",
        "IndexError ValueError TypeError",
        r"index out of range|not enough values to unpack|not 'NoneType'"
        r"|invalid literal for int\(\) with base 10: ''"
        r"|could not convert string to float: ''", _line_of_file,
        question="What should such a line mean?",
        example="--- a.py\nfor line in open('d.txt'):\n    print(line.split()[1])\n"
        "--- d.txt\na 1\n\nb 2\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 2, in <module>\n    print(line.split()[1])\n'
        "IndexError: list index out of range",
    ),
    rule(
        "path-absolute", "A path begins at the disk's root",
        "FileNotFoundError OSError", _SLASH, _absolute,
        question="Who wrote the list of paths?",
        example="--- a.py\nprint(open('/data/a.txt').read())\n--- set/data/a.txt\n1\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 1, in <module>\n    print(open(\'/data/a.txt\').read())\n'
        "FileNotFoundError: [Errno 2] No such file or directory: '/data/a.txt'",
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
    rule(
        "pattern-without-files", "No file fits a pattern",
        "ValueError IndexError StatisticsError ZeroDivisionError",
        r"No objects to concatenate|need at least one array|arg is an empty sequence"
        r"|iterable argument is empty|index out of range|num_samples=0"
        r"|division by zero", _no_files,
        question="How many should there be?",
        example="--- a.py\nfrom pathlib import Path\nimport numpy as np\n"
        "files = sorted(Path('d').glob('*.txt'))\n"
        "x = np.stack([np.loadtxt(f) for f in files])\n--- d/one/a.txt\n1\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 4, in <module>\n'
        "    x = np.stack([np.loadtxt(f) for f in files])\n"
        "ValueError: need at least one array to stack",
    ),
    rule(
        "no-whole-batch", "There is no whole batch", "ZeroDivisionError StopIteration",
        r"division by zero|^$", _no_batch,
        question="How many items are there?",
        example="--- a.py\nfrom torch.utils.data import DataLoader\n"
        "loader = DataLoader(data, batch_size=8, drop_last=True)\n"
        "print(total / len(loader))\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n    print(total / len(loader))\n'
        "ZeroDivisionError: division by zero",
    ),
)  # fmt: skip
