"""Keys and columns that are not there, where it can be seen what is there instead."""

from __future__ import annotations

import ast
import re

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.origins import files
from coresearch.diagnosis.origins.asked import argument_added, owners
from coresearch.diagnosis.origins.values import Column, Keyed, Row, Table
from coresearch.diagnosis.rule import Cause, rule

_KEY = (
    r"^['\"]((?!\[).+?)['\"]$|\[?'([^']+)'\]? not (?:in index|found in axis)"
    r"|^None of \['([^']+)'|^['\"]Missing key (\w+)|object has no attribute '(\w+)'"
)
_TYPES = "KeyError ValueError AttributeError ConfigAttributeError"


def _wanted(match: re.Match[str]) -> str:
    return next((one for one in match.groups() if one), "")


def _tables(case: Case, key: str) -> list[Table]:
    found = []
    for one in owners(case, key):
        if isinstance(one, Row | Column):
            one = one.table
        if isinstance(one, Table):
            found.append(one)
    return found


def _header(case: Case, match: re.Match[str]) -> Cause | None:
    key = _wanted(match)
    for table in _tables(case, key):
        sign, name = files.other_separator(table.columns)
        if sign and table.node is not None and table.separator == ",":
            return Cause(
                f"{table.path} is separated by {name}, and was read with commas at "
                f"{table.place}: its only column is {table.columns[0][:60]!r}.",
                0.95,
                edit=argument_added(case, table.last_path, table.node, f"sep={sign!r}"),
                path=table.last_path,
                test=f"Read it with sep={sign!r}.",
            )
        if table.columns and table.columns[0] == f"\ufeff{key}":
            return Cause(
                f"{table.path} begins with a byte order mark, which was read as part "
                f"of its first column's name: {key!r} is there as '\\ufeff{key}'.",
                0.95,
                edit=_with_mark(case, table),
                path=table.place.rpartition(":")[0],
                test="Open it with encoding='utf-8-sig'.",
            )
        spaced = [one for one in table.columns if one != key and one.strip() == key]
        if spaced and table.node is not None:
            return Cause(
                f"The header of {table.path} has spaces in it: the column is called "
                f"{spaced[0]!r}, not {key!r}.",
                0.94,
                edit=_without_spaces(case, table),
                path=table.last_path,
                test="df.columns = df.columns.str.strip() after reading; "
                "skipinitialspace=True where the space follows each comma.",
            )
    return None


def _without_spaces(case: Case, table: Table) -> tuple[Replacement, ...]:
    """`skipinitialspace=True` in read_csv, where blanks stand only in front."""
    is_front = all(one == one.strip() or one.lstrip() == one.strip()
                   for one in table.columns)  # fmt: skip
    if not is_front or table.node is None or "csv" not in ast.unparse(table.node.func):
        return ()
    if "DictReader" in ast.unparse(table.node.func):
        return ()
    return argument_added(case, table.last_path, table.node, "skipinitialspace=True")


def _with_mark(case: Case, table: Table) -> tuple[Replacement, ...]:
    """`utf-8-sig` where the file is opened."""
    path = table.place.rpartition(":")[0]
    text = case.around.text(path) or ""
    found = []
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if re.search(r"open\([^)]*encoding=(['\"])utf-?8\1", line):
            new = re.sub(r"encoding=(['\"])utf-?8\1", r"encoding=\1utf-8-sig\1", line)
            found.append(Replacement(line, new, number))
    return tuple(found) if len(found) == 1 else ()


def _became(case: Case, match: re.Match[str]) -> Cause | None:
    key = _wanted(match)
    for table in _tables(case, key):
        why = table.gone.get(key)
        if why is None or key in table.columns:
            continue
        now = ", ".join(table.columns[:8])
        edit: tuple[Replacement, ...] = ()
        test = f"The columns are then: {now}."
        if "is the index" in why:
            test = f"reset_index() there, or .index where it is used; columns: {now}."
            if table.last is not None and "groupby" in why:
                edit = argument_added(
                    case, table.last_path, table.last, "as_index=False"
                )
        elif "both tables" in why:
            test = "Say which of the two is meant, or name them with suffixes=(…, …)."
        return Cause(
            f"The table at {case.place} no longer has a column {key!r}: it {why}. "
            f"Its columns are {now}.",
            0.92,
            edit=edit,
            path=table.last_path,
            test=test,
        )
    return None


def _not_in_file(case: Case, match: re.Match[str]) -> Cause | None:
    key = _wanted(match)
    for table in _tables(case, key):
        if key in table.columns or key in table.gone or not table.columns:
            continue
        if any(one.strip("\ufeff ") == key for one in table.columns):
            continue  # the file was read otherwise than it is meant
        near = nearest(key, table.columns)[0] or _likest(key, table.columns)
        now = ", ".join(table.columns[:10])
        return Cause(
            f"{table.path}, read at {table.place}, has no column {key!r}; it has "
            f"{now}." + (f" {near!r} is the likest." if near else ""),
            0.85,
            edit=case.string_edit(key, near) if near else (),
            path=case.path,
            test="Name the column as the file does, or see which file was meant.",
        )
    return None


def _likest(key: str, names: tuple[str, ...]) -> str:
    """The only name that begins as the key does, or has it as a part."""
    plain = key.lower().replace("-", "_")
    fits = [
        one
        for one in names
        if (plain[:4] == one.lower()[:4] and len(plain) > 3)
        or plain in one.lower().split("_")
    ]
    return fits[0] if len(fits) == 1 else ""


def _deeper(keyed: Keyed, key: str, way: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, value in keyed.entries.items():
        if isinstance(value, Keyed):
            if key in value.entries:
                found.append((*way, name))
            found += _deeper(value, key, (*way, name))
    return found


def _setting(case: Case, match: re.Match[str]) -> Cause | None:
    key = _wanted(match)
    for keyed in owners(case, key):
        if not isinstance(keyed, Keyed) or key in keyed.entries:
            continue
        there = ", ".join(list(keyed.entries)[:10])
        if below := _deeper(keyed, key):
            way = "".join(f"[{name!r}]" for name in below[0])
            quoted = f'["{key}"]'
            double = "".join(f'["{name}"]' for name in below[0]) + quoted
            one_of = len(below) == 1
            return Cause(
                f"{key!r} is not at the top of {keyed.place}; it stands below "
                f"{' and '.join('.'.join(way) for way in below)} there.",
                0.93 if one_of else 0.8,
                edit=case.line_edit(quoted, double) if one_of else (),
                path=case.path,
                test=f"Ask for …{way}[{key!r}].",
            )
        near = nearest(key, keyed.entries)[0] or _likest(key, tuple(keyed.entries))
        if near:
            return Cause(
                f"What is asked for {key!r} at {case.place} was made at "
                f"{keyed.place}, where it is called {near!r}.",
                0.92,
                edit=case.line_edit(f'"{key}"', f'"{near}"')
                or case.line_edit(f"'{key}'", f"'{near}'"),
                path=case.path,
            )
        if keyed.is_file and (others := _others_with(case, keyed, key)):
            return Cause(
                f"{keyed.place} has no {key!r} (it has {there}); "
                f"{', '.join(others[:3])} {'has' if len(others) == 1 else 'have'}: "
                "it is a part that others build on, or the wrong file was given.",
                0.88,
                test=f"Start it with {others[0]}.",
            )
        return Cause(
            f"{keyed.place} has no {key!r}; it has {there}.",
            0.85 if keyed.is_file else 0.8,
            test=f"Add {key} there, or give the code a default with .get.",
        )
    return None


def _others_with(case: Case, keyed: Keyed, key: str) -> list[str]:
    """Other configs of the repository that have the key at their top."""
    path = keyed.place.partition(":")[0]
    end = "." + path.rpartition(".")[2]
    found = []
    for other in case.trail.paths:
        if other == path or not other.endswith(end):
            continue
        text = case.around.text(other)
        config = files.config(other, text) if text else None
        if isinstance(config, Keyed) and key in config.entries:
            found.append(other)
        if len(found) > 5:
            break
    return found


def _given(case: Case, match: re.Match[str]) -> Cause | None:
    """A config that is named on the command line, with a key that it has not."""
    key = _wanted(match)
    configs: dict[str, Keyed] = {}
    for path in case.trail.paths:
        if path.endswith(files.CONFIGS) and len(configs) < 60:
            text = case.around.text(path)
            read = files.config(path, text) if text else None
            if isinstance(read, Keyed):
                configs[path] = read
    known = (Keyed, Table, Row, Column)
    if not configs or any(isinstance(one, known) for one in owners(case, key)):
        return None
    have = [path for path, one in configs.items() if key in one.entries]
    below = {path: way for path, one in configs.items() if (way := _deeper(one, key))}
    code = case.code
    if f'"{key}"' not in code and f"'{key}'" not in code:
        return None
    if have and len(have) < len(configs):
        lack = [path for path in configs if path not in have]
        return Cause(
            f"{key!r} is in {', '.join(have[:3])}, and not in {', '.join(lack[:3])}: "
            f"what was given at {case.place} is one of the latter.",
            0.8,
            test=f"Start it with {have[0]}, or add {key} to what was given.",
        )
    if below and not have:
        path, ways = next(iter(below.items()))
        return Cause(
            f"{key!r} is at the top of no config here; in {path} it stands below "
            f"{'.'.join(ways[0])}.",
            0.82,
            test=f"Ask for it below {'.'.join(ways[0])}.",
        )
    return None


RULES = (
    rule(
        "header-read-otherwise", "A table's header was read otherwise than it is meant",
        _TYPES, _KEY, _header,
        question="How was the file exported?",
        example="--- a.py\nimport pandas as pd\nt = pd.read_csv('d.csv')\n"
        "print(t['b'])\n--- d.csv\na;b\n1;2\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n    print(t[\'b\'])\nKeyError: \'b\'',
    ),
    rule(
        "column-became", "A column was there, and is now something else", _TYPES, _KEY,
        _became,
        question="Which step should keep it?",
        example="--- a.py\nimport pandas as pd\nt = pd.read_csv('d.csv')\n"
        "m = t.groupby('a').agg(c=('b', 'mean'))\nprint(m['a'])\n"
        "--- d.csv\na,b\n1,2\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 4, in <module>\n    print(m[\'a\'])\nKeyError: \'a\'',
    ),
    rule(
        "column-not-in-file", "The file does not have the column", _TYPES, _KEY,
        _not_in_file,
        question="Is it the file that was meant?",
        example="--- a.py\nimport pandas as pd\nt = pd.read_csv('d.csv')\n"
        "print(t['score'])\n--- d.csv\na,b\n1,2\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n    print(t[\'score\'])\n'
        "KeyError: 'score'",
    ),
    rule(
        "key-elsewhere", "What is asked for a key has it elsewhere, or not", _TYPES,
        _KEY, _setting,
        question="Where should it be?",
        example="--- a.py\nimport yaml\nc = yaml.safe_load(open('c.yaml'))\n"
        'print(c["lr"])\n--- c.yaml\ntrain:\n  lr: 0.1\n'
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n    print(c["lr"])\nKeyError: \'lr\'',
    ),
    rule(
        "config-without-key", "The config that was given lacks what others have",
        _TYPES, _KEY, _given,
        question="Which config was given?",
        example="--- a.py\nimport sys\nfrom c import load\nc = load(sys.argv[1])\n"
        'print(c["run"])\n--- base.yaml\na: 1\n--- big.yaml\nrun: 2\n'
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 4, in <module>\n    print(c["run"])\nKeyError: \'run\'',
    ),
)  # fmt: skip
