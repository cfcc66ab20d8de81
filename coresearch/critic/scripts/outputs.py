"""X7, X9 and X10: which files are written, and whose machine they are on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from posixpath import basename, dirname

from coresearch.core.edits import Replacement
from coresearch.core.findings import Severity
from coresearch.core.metric_names import words
from coresearch.critic.rule import Hit
from coresearch.critic.scripts.edits import line_replaced
from coresearch.critic.scripts.names import called, constant, keyword, listed
from coresearch.critic.scripts.rule import Code, ScriptRule
from coresearch.critic.scripts.values import Touch

_OWN = listed("""
    state checkpoint ckpt cache cached history log logs result results metrics
    metric progress registry leaderboard config settings done summary scores score
    output out predictions pred preds lock report index vocab tmp temp
""")
_EVALUATION = listed("""
    test gold goldstandard eval evaluation qrels benchmark heldout holdout labels
    references reference tasks answers
""")
_RESULTS = listed("""
    result results metric metrics score scores summary eval evaluation predictions
    preds history report accuracy acc f1 auc table losses loss errors error
    outcomes comparison stats statistics performance rates rate ndcg bleu rouge
    leaderboard final
""")
_DATA_FILE = re.compile(
    r"\.(?:json|jsonl|csv|tsv|txt|npy|npz|pkl|pickle|parquet|yaml|yml|xlsx|feather)$"
)


def _writes(code: Code) -> Iterator[Touch]:
    told: set[tuple[int, str]] = set()
    for touch in code.flow.touches:
        if touch.mode[:1] in ("w", "a") and (id(touch.node), touch.path) not in told:
            told.add((id(touch.node), touch.path))
            yield touch


# -- X7 -----------------------------------------------------------------------------


def _find_written_data(code: Code) -> Iterator[Hit]:
    read: dict[str, int] = {}
    for touch in code.flow.touches:
        if touch.mode[:1] == "r":
            read.setdefault(_plain(touch.path), touch.order)
    for touch in _writes(code):
        path = _plain(touch.path)
        first = read.get(path)
        if not path or first is None or _OWN & set(words(basename(path))):
            continue
        named = bool(_EVALUATION & set(words(path)))
        if first > touch.order and not named:
            continue
        yield Hit(
            code.script.passage(touch.node),
            f"`{_shown(touch.path)}` is read as data, and written here: the next run "
            "works on other data.",
            0.8 if named or first < touch.order else 0.6,
        )


def _plain(path: str) -> str:
    return path.removeprefix("./")


def _shown(path: str) -> str:
    return path.replace("{each ", "").replace("{", "").replace("}", "")[:60]


# -- X9 -----------------------------------------------------------------------------


def _find_overwritten(code: Code) -> Iterator[Hit]:
    guarded = _guarded(code)
    for touch in _writes(code):
        path = touch.path
        name = basename(path)
        if "{" in path or touch.mode[:1] != "w" or not _DATA_FILE.search(name):
            continue
        if not _RESULTS & set(words(path)) or {path, dirname(path)} & guarded:
            continue
        over = "".join(touch.loops[-1:])
        loops = f" In the loop over `{over}` even this run overwrites its own."
        yield Hit(
            code.script.passage(touch.node),
            f"Each run writes `{path}` anew, and the results of the last are lost."
            + (loops if touch.loops else ""),
            0.85 if touch.loops else 0.6,
            edit=_exclusive(code, touch.node),
        )


def _guarded(code: Code) -> set[str]:
    """Paths that are looked for before, or made so that it fails if they are there."""
    found: set[str] = set()
    for use in code.flow.uses:
        short = called(use.node)
        if short in ("exists", "isfile", "is_file"):
            found |= {value.path for value in use.args} | {use.receiver.path}
        elif short in ("mkdir", "makedirs"):
            allowed = keyword(use.node, "exist_ok")
            if allowed is None or constant(allowed) is False:
                found |= {value.path for value in use.args[:1]} | {use.receiver.path}
    return found - {""}


def _exclusive(code: Code, node: ast.AST) -> tuple[Replacement, ...]:
    """`open(…, "w")` as `open(…, "x")`, which refuses a file that is there."""
    line = code.script.lines[int(getattr(node, "lineno", 1)) - 1]
    if called(node) != "open":
        return ()
    for old, new in (
        ('"w"', '"x"'),
        ("'w'", "'x'"),
        ('"wb"', '"xb"'),
        ("'wb'", "'xb'"),
    ):
        if line.count(old) == 1:
            return line_replaced(code.script, node, line.replace(old, new).strip())
    return ()


# -- X10 ----------------------------------------------------------------------------

_MACHINE = re.compile(
    r"^(?:file://)?(?:/home/[\w.-]+|/Users/[\w.-]+|/root|/scratch/[\w.-]+|/mnt/[\w.-]+"
    r"|/gpfs/[\w.-]+|/lustre/[\w.-]+|/nfs/[\w.-]+|/media/[\w.-]+|/Volumes/[\w.-]+"
    r"|/content/drive|/kaggle/(?:input|working)|/data\d?/[\w.-]+/|/cluster/[\w.-]+"
    r"|/work/[\w.-]+/|/projects?/[\w.-]+/"
    r"|[A-Za-z]:[\\/](?![\\/]))(?:[/\\]|$)?"
)
_ASKED = listed("getenv get add_argument option argument Option Argument")
_TOLD = listed("print warn warning info error debug log echo exit write")


def _find_absolute(code: Code) -> Iterator[Hit]:
    for node in _strings(code.tree):
        path = str(node.value)
        if (
            _MACHINE.match(path)
            and "\n" not in path
            and not re.search(r"\s\w+\s", path)
        ):
            yield Hit(
                code.script.passage(node),
                f'"{path[:60]}" is on one machine alone: nobody else can run this.',
                0.8,
            )


def _strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every string that is a value: no docstring, no help, nothing that is told."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield node
        elif (isinstance(node, ast.Call) and called(node) in _ASKED | _TOLD) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            continue
        else:
            waiting += reversed(list(ast.iter_child_nodes(node)))


X7 = ScriptRule(
    id="X7",
    name="evaluation data written",
    severity=Severity.HIGH,
    source="REFORMS; evaluation data are to be read only",
    question="Can the script write elsewhere, and the data stay as they are?",
    needs=lambda code: any(True for _ in _writes(code)),
    find=_find_written_data,
    example_bad="""\
import pandas as pd

test = pd.read_csv("test.csv")
test["guess"] = model.predict(test)
test.to_csv("test.csv")
""",
    example_good="""\
import pandas as pd

test = pd.read_csv("test.csv")
test["guess"] = model.predict(test)
test.to_csv(args.out)
""",
)

X9 = ScriptRule(
    id="X9",
    name="results overwritten",
    severity=Severity.LOW,
    source="Sandve et al. 2013, ten simple rules for reproducible research",
    question="Where do the results of one run lie when the next has ended?",
    needs=lambda code: any(True for _ in _writes(code)),
    find=_find_overwritten,
    example_bad="""\
import json

scores = [grade(item) for item in items]
with open("results.json", "w") as f:
    json.dump(scores, f)
""",
    example_good="""\
import json

scores = [grade(item) for item in items]
with open(f"results-{run_name}.json", "x") as f:
    json.dump(scores, f)
""",
)

X10 = ScriptRule(
    id="X10",
    name="path of one machine",
    severity=Severity.LOW,
    source="Machine Learning Reproducibility Checklist (Pineau et al., arXiv"
    " 2003.12206)",
    question="Can the path be given by whoever runs it, or be relative?",
    needs=lambda code: any(True for _ in _strings(code.tree)),
    find=_find_absolute,
    example_bad="""\
import pandas as pd

df = pd.read_csv("/home/ana/data/visits.csv")
""",
    example_good="""\
import pandas as pd

df = pd.read_csv(args.visits)
""",
)

RULES = (X7, X9, X10)
