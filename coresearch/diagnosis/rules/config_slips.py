"""Slips in files of settings and data: spelling, YAML's own readings, decimal commas.

None states more than 0.8: they were not yet met on errors that are new.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.failures import Sort
from coresearch.diagnosis.mending import Edit, instead
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.origins.asked import argument_added
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.rule import Cause, rule

_CONFIGS = (".yaml", ".yml", ".json", ".ini", ".cfg", ".toml", ".conf")
_MOST_FILES = 40
_KEY = r"^\s*(?:-\s*)?[\"']?([A-Za-z_][\w.-]*)[\"']?\s*(?::|=)|^\s*\[([\w. -]+)\]"


def _lines(case: Case, *ends: str) -> Iterator[tuple[str, int, str]]:
    """The lines of the project's settings: path, number, text with its end."""
    paths = [one for one in case.trail.paths if one.endswith(ends or _CONFIGS)]
    for path in paths[:_MOST_FILES]:
        text = case.around.text(path) or ""
        if len(text) < 200_000:
            for number, line in enumerate(text.splitlines(keepends=True), 1):
                yield path, number, line


def _near_key(case: Case, match: re.Match[str]) -> Cause | None:
    """What is asked for is spelt nearly so in a file of settings."""
    wanted = next((one for one in match.groups() if one), "")
    keys = [
        (name, path, number, line)
        for path, number, line in _lines(case)
        if (found := re.match(_KEY, line))
        for name in (found[1] or found[2],)
    ]
    names = {name for name, *_ in keys}
    near, sure = nearest(wanted, names)
    places = [one for one in keys if one[0] == near]
    if not near or sure < 0.9 or wanted in names or len(places) != 1:
        return None
    _, path, number, line = places[0]
    return Cause(
        f"{wanted!r} is asked for at {case.place}, and {path}:{number} spells it "
        f"{near!r}.",
        0.8,
        edit=(Replacement(line, line.replace(near, wanted, 1), number),),
        path=path,
        test=f"Write {wanted} there, or {near} in the code.",
    )


_FLOAT = r"^(\s*[\w.-]+\s*:\s*|\s*-\s*)([-+]?\d+(?:\.\d*)?[eE][-+]?\d+)\s*(?:#.*)?$"
_TRUTH = r"(?i)(?<![\w'\"])(yes|no|on|off|y|n)(?![\w'\"])"


def _float_as_text(case: Case, match: re.Match[str]) -> Cause | None:
    for path, number, line in _lines(case, ".yaml", ".yml"):
        found = re.match(_FLOAT, line)
        if found is None or re.match(r"[-+]?\d+\.\d*[eE][-+]", found[2]):
            continue
        mantissa, sign, power = re.match(  # type: ignore[union-attr]
            r"([-+]?\d+(?:\.\d*)?)[eE]([-+]?)(\d+)", found[2]
        ).groups()
        whole = mantissa if "." in mantissa else f"{mantissa}.0"
        new = f"{whole}e{sign or '+'}{power}"
        return Cause(
            f"{found[2]} at {path}:{number} is text for PyYAML (YAML 1.1 wants a point "
            f"in it and a sign in its power): so a number meets text at {case.place}.",
            0.8,
            edit=(Replacement(line, line.replace(found[2], new, 1), number),),
            path=path,
            test=f"Write {new}, or float(…) where the settings are read.",
        )
    return None


def _word_as_truth(case: Case, match: re.Match[str]) -> Cause | None:
    for path, number, line in _lines(case, ".yaml", ".yml"):
        body = line.partition(" #")[0]
        after = body.partition(":")[2] if not re.match(r"\s*-", body) else body
        found = re.search(_TRUTH, after)
        if found is None or not (found[1].isupper() or "[" in body or "-" in body):
            continue
        new = line.replace(found[1], f'"{found[1]}"', 1)
        return Cause(
            f"{found[1]} at {path}:{number} is read as yes or no by PyYAML (YAML 1.1), "
            f"and not as text: {match[0]} reaches {case.place}.",
            0.8,
            edit=(Replacement(line, new, number),) if line.count(found[1]) == 1 else (),
            path=path,
            test=f'Write "{found[1]}" in quotes.',
        )
    return None


def _one_port(case: Case, match: re.Match[str]) -> Cause | None:
    seen: dict[str, str] = {}
    paths = (*_CONFIGS, ".py", ".sh", ".env")
    for path, number, line in _lines(case, *paths):
        found = re.search(r"(?i)port\w*[\"']?\s*[:=]\s*(\d{2,5})\b", line)
        if found is None:
            continue
        if found[1] in seen:
            return Cause(
                f"The port {found[1]} is given to two: at {seen[found[1]]} and at "
                f"{path}:{number}. The second cannot have it.",
                0.8,
                edit=_other_port(line, number, found[1]),
                path=path,
                test="Another number for one of them.",
            )
        seen[found[1]] = f"{path}:{number}"
    return None


def _other_port(line: str, number: int, port: str) -> Edit:
    if line.count(port) != 1 or int(port) > 65_000:
        return ()
    return (Replacement(line, line.replace(port, str(int(port) + 1)), number),)


def _untyped(case: Case, match: re.Match[str]) -> Cause | None:
    """An option without a type, whose value meets numbers."""
    names = set(re.findall(r"\w+", case.code))
    names |= {
        word
        for frame in case.raised.frames
        for word in re.findall(r"(?:args|opts|options|ns)\.(\w+)", frame.code)
    }
    loose = []
    for path in case.trail.reached(case.around.files):
        for node in ast.walk(case.trail.tree(path) or ast.Module([], [])):
            if not isinstance(node, ast.Call) or not dotted(node.func).endswith(
                "add_argument"
            ):
                continue
            words = {one.arg: one.value for one in node.keywords}
            default = words.get("default")
            is_number = isinstance(default, ast.Constant) and type(
                default.value
            ) in (int, float)  # fmt: skip
            if "type" not in words and "action" not in words and is_number:
                loose.append((path, node, type(default.value).__name__))  # type: ignore[union-attr]
    told = [one for one in loose if _option(one[1]) in names] or loose
    if len(told) != 1:
        return None
    path, node, kind = told[0]
    last = node.keywords[-1].value
    return Cause(
        f"{_option(node, dashes=True)} at {path}:{node.lineno} has no type: what is "
        f"given on the command line is text, and its default a number. So text meets a "
        f"number at {case.place}.",
        0.8,
        edit=instead(case, path, last, f"{ast.unparse(last)}, type={kind}"),
        path=path,
        test=f"type={kind} in add_argument.",
    )


def _option(node: ast.Call, *, dashes: bool = False) -> str:
    names = [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
    name = next(
        (one for one in names if one.startswith("--")), names[0] if names else ""
    )
    return name if dashes else name.lstrip("-").replace("-", "_")


def _renamed_in_config(case: Case, match: re.Match[str]) -> Cause | None:
    """An argument that no longer exists, given by a file of settings through **."""
    old, new = match[1], _RENAMED.get(match[1], "")
    if not new or "**" not in " ".join(frame.code for frame in case.raised.frames):
        return None
    places = [
        (path, number, line)
        for path, number, line in _lines(case)
        if re.match(rf"\s*[\"']?{old}[\"']?\s*[:=]", line)
    ]
    if len(places) != 1:
        return None
    path, number, line = places[0]
    return Cause(
        f"{path}:{number} gives {old}, which the installed version no longer takes: it "
        f"is called {new} now.",
        0.8,
        edit=(Replacement(line, line.replace(old, new, 1), number),),
        path=path,
        test=f"Write {new} there, or install the version that the settings are for.",
    )


_RENAMED = {
    "sparse": "sparse_output", "base_estimator": "estimator", "affinity": "metric",
    "evaluation_strategy": "eval_strategy", "n_iter": "max_iter",
}  # fmt: skip


def _one_value(case: Case, match: re.Match[str]) -> Cause | None:
    """Values that are left over, since an option takes one of them."""
    found = []
    for path in [one for one in case.trail.paths if one.endswith(".py")][:_MOST_FILES]:
        if "add_argument" not in (case.around.text(path) or ""):
            continue
        for node in ast.walk(case.trail.tree(path) or ast.Module([], [])):
            if isinstance(node, ast.Call) and dotted(node.func).endswith(
                "add_argument"
            ):
                words = {one.arg: one.value for one in node.keywords}
                default = words.get("default")
                if "nargs" not in words and isinstance(default, ast.List | ast.Tuple):
                    found.append((path, node, default))
    if len(found) != 1:
        return None
    path, node, default = found[0]
    new = f'{ast.unparse(default)}, nargs="+"'
    return Cause(
        f"{_option(node, dashes=True)} at {path}:{node.lineno} has a list as its "
        f"default and takes one value: nargs is missing, and {match[1]!r} is left "
        "over.",
        0.8,
        edit=instead(case, path, default, new),
        path=path,
        test='nargs="+" in add_argument.',
    )


def _decimal_comma(case: Case, match: re.Match[str]) -> Cause | None:
    for path in [one for one in case.trail.paths if one.endswith(_TABLES)][
        :_MOST_FILES
    ]:
        head = (case.around.text(path) or "").splitlines()[1:40]
        cells = [cell.strip() for line in head for cell in re.split(r"[;\t]", line)]
        commas = [one for one in cells if re.fullmatch(r"-?\d+,\d+", one)]
        if len(commas) < 4 or len(commas) < len(cells) // 4:
            continue
        calls = [
            (source, node)
            for source in case.trail.reached(case.around.files)
            for node in ast.walk(case.trail.tree(source) or ast.Module([], []))
            if isinstance(node, ast.Call)
            and dotted(node.func).endswith(("read_csv", "read_table"))
        ]
        if any(one.arg == "decimal" for _, node in calls for one in node.keywords):
            continue
        edit: Edit = ()
        if len(calls) == 1:
            edit = argument_added(case, calls[0][0], calls[0][1], 'decimal=","')
        return Cause(
            f"{path} writes decimals with a comma ({commas[0]}), and is read as if "
            f"they had a point: its columns are text at {case.place}.",
            0.8,
            edit=edit,
            path=calls[0][0] if calls else path,
            test='decimal="," in read_csv.',
        )
    return None


_TABLES = (".csv", ".tsv", ".txt", ".tab")


def _is_index(case: Case, match: re.Match[str]) -> Cause | None:
    """A column that the project itself has made the index."""
    name = re.escape(match[1])
    for path in [one for one in case.trail.paths if one.endswith(".py")][:_MOST_FILES]:
        for number, line in enumerate((case.around.text(path) or "").splitlines(), 1):
            if re.search(rf"set_index\(\[?['\"]{name}|index_col=['\"]{name}"
                         rf"|index\.name = ['\"]{name}|index=.*name=['\"]{name}"
                         , line):  # fmt: skip
                return Cause(
                    f"{match[1]!r} is no column at {case.place}: it is the index since "
                    f"{path}:{number} ({line.strip()[:70]}).",
                    0.8,
                    test=f"reset_index(), or .index for {match[1]!r}.",
                )
    return None


def _reply(case: Case, match: re.Match[str]) -> Cause | None:
    if not re.search(r"\.json\(\)\s*(?:\[|\.get\()", case.code):
        return None
    source = case.source
    key = re.search(
        r"environ\.get\(['\"](\w+)['\"]\)|getenv\(['\"](\w+)['\"]\)", source
    )
    name = (key[1] or key[2]) if key else ""
    hint = (
        f" {name} of the environment goes into the request, and may not be set: then "
        "the server refuses it (401)."
        if name
        else ""
    )
    return Cause(
        f"The server's reply at {case.place} has no {match[1]!r}: it is an answer of "
        f"another kind, mostly that of an error, since its status is not checked."
        f"{hint}",
        0.78,
        test="print(reply.status_code, reply.text[:300]); reply.raise_for_status() "
        "before .json().",
    )


def _object_columns(case: Case, match: re.Match[str]) -> Cause | None:
    for path in case.trail.reached(case.around.files):
        for number, line in enumerate((case.around.text(path) or "").splitlines(), 1):
            if re.search(r"dtypes? ?== ?(?:object|['\"]O(?:bject)?['\"]|np\.object_)"
                         r"|select_dtypes\([^)]*['\"]?object", line):  # fmt: skip
                return Cause(
                    f"{path}:{number} looks for columns of text by dtype object; since "
                    "pandas 3 they are str, so that none is found there, and the text "
                    f"reaches {case.place} as it is.",
                    0.8,
                    test="pd.api.types.is_string_dtype(…), or select_dtypes(include="
                    "['object', 'str']).",
                )
    return None


def _example(files: str, code: str, said: str) -> str:
    lines = code.splitlines()
    return (
        f"--- a.py\n{code}\n{files}\n+++\nTraceback (most recent call last):\n"
        f'  File "a.py", line {len(lines)}, in <module>\n    {lines[-1]}\n{said}'
    )


RULES = (
    rule(
        "key-near-in-config", "A file of settings spells a key otherwise",
        "KeyError AttributeError ConfigAttributeError ConfigKeyError NoSectionError "
        "NoOptionError",
        r"^['\"]([\w.-]+)['\"]$|Missing key (\w+)|Key '(\w+)'|No section: '(\w+)'"
        r"|No option '(\w+)'|object has no attribute '(\w+)'", _near_key,
        question="Which of the two spellings is right?",
        example=_example("--- c.yaml\nviscocity: 3", "x = cfg.viscosity",
                         "ConfigAttributeError: Missing key viscosity"),
    ),
    rule(
        "yaml-float-text", "YAML takes a number for text",
        "TypeError UFuncNoLoopError _UFuncNoLoopError ValueError UFuncTypeError",
        r"'str'|\bstr\b|StrDType|<U\d|string", _float_as_text,
        question="Is it read by PyYAML?",
        example=_example("--- c.yaml\ntol: 1e-6", "x = y < c['tol']",
                         "TypeError: '<' not for 'float' and 'str'"),
    ),
    rule(
        "yaml-truth", "YAML takes a word for yes or no", "KeyError TypeError "
        "AttributeError",
        r"^(?:True|False)$|'bool'|\bbool\b", _word_as_truth,
        question="Which word should it be?",
        example=_example("--- c.yaml\ncountries: [DE, NO]", "x = d[c]",
                         "KeyError: False"),
    ),
    rule(
        "port-twice", "One port is given to two", "OSError RuntimeError "
        "DistNetworkError",
        r"Address already in use|EADDRINUSE", _one_port,
        question="Which of them should keep it?",
        example=_example("--- s.yaml\nport: 8080\nmetrics_port: 8080", "s.bind(x)",
                         "OSError: [Errno 98] Address already in use"),
    ),
    rule(
        "option-untyped", "An option has no type", "TypeError",
        r"'str'|\bstr\b", _untyped,
        question="How was it started?",
        example=_example("", "p.add_argument('--gap', default=2.5)\n"
                         "a = p.parse_args()\nx = 3 * y >= a.gap",
                         "TypeError: '>=' not for 'float' and 'str'"),
    ),
    rule(
        "config-argument-renamed", "Settings give an argument its old name",
        "TypeError",
        r"got an unexpected keyword argument '(\w+)'", _renamed_in_config,
        question="For which version were they written?",
        example=_example("--- p.yaml\nsparse: false", "e = OneHotEncoder(**p)",
                         "TypeError: OneHotEncoder.__init__() got an unexpected "
                         "keyword argument 'sparse'"),
    ),
    rule(
        "option-one-value", "An option takes one value and gets several", "",
        r"unrecognized arguments: ([^-\s]\S*)", _one_value, sorts=(Sort.USAGE,),
        question="How many values were meant?",
        example="--- a.py\np.add_argument('--layers', type=int, default=[32])\n"
        "+++\nusage: a.py [-h] [--layers LAYERS]\n"
        "a.py: error: unrecognized arguments: 32",
    ),
    rule(
        "decimal-comma", "A table writes decimals with a comma", "TypeError ValueError "
        "DataError",
        r"dtype '?(?:str|object)|'str'|could not convert|numeric", _decimal_comma,
        question="Which program wrote it?",
        example=_example("--- t.csv\na;b\n0,1;0,2\n0,3;0,4",
                         "import pandas as pd\nd = pd.read_csv('t.csv', sep=';')\n"
                         "x = d['a'] / 2",
                         "TypeError: operation 'truediv' not supported for dtype 'str' "
                         "with object of type <class 'float'>"),
    ),
    rule(
        "column-is-index", "A column is the index", "KeyError",
        r"^['\"]([\w.-]+)['\"]$", _is_index,
        question="Is it meant to be the index?",
        example=_example("--- w.py\ndf = df.set_index('time')", "x = df['time']",
                         "KeyError: 'time'"),
    ),
    rule(
        "reply-of-error", "A reply is none that was asked for", "KeyError TypeError",
        r"^['\"]([\w.-]+)['\"]$", _reply,
        question="What does the reply say?",
        example=_example("", "x = r.json()['label']", "KeyError: 'label'"),
    ),
    rule(
        "object-columns", "Columns of text are no objects any more", "ValueError "
        "TypeError",
        r"could not convert string to float|dtype", _object_columns,
        question="Which pandas was it written for?",
        example=_example("", "c = [n for n in df if df[n].dtype == object]\n"
                         "m.fit(df, y)",
                         "ValueError: could not convert string to float: 'F'"),
    ),
)  # fmt: skip
