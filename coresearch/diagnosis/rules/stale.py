"""What runs is not what stands in the files: kernels, modules, pickles, versions."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.origins.asked import argument_added
from coresearch.diagnosis.origins.scopes import dotted, imported
from coresearch.diagnosis.rule import Cause, rule


@dataclass(frozen=True, slots=True)
class _Cell:
    path: str
    number: int
    """From 1, among the cells with code."""
    count: int | None
    """When it was run; None: not in this kernel."""
    source: str


def _is_cell(case: Case) -> bool:
    return case.frame is not None and case.frame.path.startswith("cell ")


def _cells(case: Case) -> Iterator[_Cell]:
    """The cells with code of the notebooks that hold the failing line."""
    for path in case.trail.paths:
        if not path.endswith(".ipynb"):
            continue
        text = case.around.text(path) or ""
        try:
            notebook = json.loads(text)
            cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
            found = [
                _Cell(path, n, c["execution_count"], "".join(c["source"]))
                for n, c in enumerate(cells, 1)
            ]
        except (ValueError, KeyError, TypeError):
            continue
        if any(case.code and case.code in one.source for one in found):
            yield from found
            return


def _stored(cell: _Cell) -> set[str]:
    try:
        tree = ast.parse(re.sub(r"(?m)^\s*[%!].*$", "", cell.source))
    except SyntaxError:
        return set()
    names = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    names |= {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    return names | set(imported(tree))


def _not_run(case: Case, match: re.Match[str]) -> Cause | None:
    name = match[1]
    if not _is_cell(case):
        return None
    cells = list(_cells(case))
    makes = [cell for cell in cells if name in _stored(cell)]
    if not makes:
        return None
    cell = makes[0]
    first = cell.source.strip().splitlines()[0][:60]
    if cell.count is None:
        return Cause(
            f"{name} is made in cell {cell.number} of {cell.path} ({first!r}), which "
            "has not been run in this kernel.",
            0.95,
            test=f"Run cell {cell.number} first; then restart and run all, to see "
            "that the order in the file works.",
        )
    return Cause(
        f"{name} is made in cell {cell.number} of {cell.path} ({first!r}): it was run "
        "in another kernel, or later, or the name was deleted since.",
        0.85,
        test="Restart the kernel and run all cells from the top.",
    )


def _run_twice(case: Case, match: re.Match[str]) -> Cause | None:
    if not _is_cell(case):
        return None
    text = case.code
    in_place = re.search(r"inplace\s*=\s*True|^(\w+)\s*=\s*\1\b|\.pop\(|^del ", text)
    if not in_place:
        return None
    where = next((c for c in _cells(case) if text in c.source), None)
    cell = (
        f"cell {where.number} of {where.path}" if where else f"the cell at {case.place}"
    )
    return Cause(
        f"{cell[0].upper()}{cell[1:]} changes its table in place, and was run before: "
        "what it takes away is gone since.",
        0.88,
        test="Run the notebook from the cell that reads the table; errors='ignore', "
        "or a new name for the result, makes the cell safe to run twice.",
    )


def _old_module(case: Case, match: re.Match[str]) -> Cause | None:
    name, word = match[1].rpartition(".")[2], match[2]
    for path in case.trail.paths:
        if not path.endswith(".py") or f"def {name}(" not in (
            case.around.text(path) or ""
        ):
            continue
        tree = case.trail.tree(path)
        for node in ast.walk(tree) if tree else ():
            if (
                isinstance(node, ast.FunctionDef)
                and node.name == name
                and word in {a.arg for a in (*node.args.args, *node.args.kwonlyargs)}
            ):
                who = "the kernel" if _is_cell(case) else "what ran"
                return Cause(
                    f"{path}:{node.lineno} defines {name} with {word} now: {who} has "
                    "an older one, from before the file was changed.",
                    0.93 if _is_cell(case) else 0.8,
                    test=f"importlib.reload({path.removesuffix('.py').split('/')[-1]}),"
                    " %autoreload 2, or restart; outside a notebook: is another copy "
                    "of the module installed?",
                )
    return None


def _pickled(case: Case, match: re.Match[str]) -> Cause | None:
    module = match[1]
    frames = " ".join(frame.code for frame in case.raised.frames)
    loads = re.search(r"\b(?:pickle|joblib|torch|dill|cloudpickle)\.loads?\(", frames)
    if not loads or module.partition(".")[0] in sys.stdlib_module_names:
        return None
    names = {
        path.rpartition("/")[2].removesuffix(".py"): path
        for path in case.trail.paths
        if path.endswith(".py")
    }
    if module in names:
        return None
    near = nearest(module, names)[0] or next(
        (one for one in names if len(one) > 3 and one[:4] == module[:4]), ""
    )
    now = f" Here {names[near]} has the likest name." if near else ""
    return Cause(
        f"The pickle read at {case.place} names its classes by the module {module}, "
        "in which they were when it was made: it was moved or renamed since, or is in "
        f"another project.{now}",
        0.93 if near else 0.86,
        test=f"import {near or 'new_module'}; sys.modules[{module!r}] = "
        f"{near or 'new_module'} before loading, then save it again; better a format "
        "that does not name classes.",
    )


def _hidden(case: Case, match: re.Match[str]) -> Cause | None:
    name, module, path = match[1], match[2], match[3].replace("\\", "/")
    own = case.trail.named(path)
    if module not in sys.stdlib_module_names or not own:
        return None
    return Cause(
        f"{own} hides Python's own module {module}: what wants {name} of that gets "
        "your file.",
        0.96,
        test=f"git mv {own} to another name, and remove its __pycache__.",
    )


def _signature(case: Case, match: re.Match[str]) -> Cause | None:
    name, word = match[1], match[2]
    last = name.removesuffix(".__init__").rpartition(".")[2]
    where = _imported_from(case, last)
    if not where or case.trail.module_path(where, case.path):
        return None
    for text in case.around.library(where):
        found = _parameters(text, last)
        if not found or word in found:
            continue
        near = nearest(word, found)[0] or next(
            (one for one in found if word in one.split("_")), ""
        )
        if near:
            return Cause(
                f"{last} of the {where.partition('.')[0]} that is installed takes no "
                f"{word}; it takes {near}: the code is for another version.",
                0.93,
                edit=case.only_edit(f"{word}=", f"{near}="),
                path=case.path,
            )
        return Cause(
            f"{last} of the {where.partition('.')[0]} that is installed takes no "
            f"{word} (it takes {', '.join(found[:8])}): the code is for another "
            "version.",
            0.86,
            test=f"Leave {word} out, or install the version that the code is for.",
        )
    return None


def _imported_from(case: Case, name: str) -> str:
    """The module from which the failing file has the name."""
    if case.tree is None:
        return ""
    names = imported(case.tree)
    if name in names:
        return names[name].rpartition(".")[0]
    for node in ast.walk(case.tree):
        if isinstance(node, ast.Call) and dotted(node.func).endswith(f".{name}"):
            first, _, rest = dotted(node.func).partition(".")
            full = f"{names.get(first, first)}.{rest}"
            return full.rpartition(".")[0]
    return ""


def _parameters(text: str, name: str) -> list[str]:
    if not re.search(rf"^(?:class|def) {re.escape(name)}\b", text, re.MULTILINE):
        return []
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return []
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            inner = [n for n in node.body if isinstance(n, ast.FunctionDef)]
            node = next((n for n in inner if n.name == "__init__"), None)  # type: ignore[assignment]
        elif not (isinstance(node, ast.FunctionDef) and node.name == name):
            continue
        if not isinstance(node, ast.FunctionDef) or node.args.kwarg:
            return []
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        return [one.arg for one in every if one.arg != "self"]
    return []


def _as_text(case: Case, match: re.Match[str]) -> Cause | None:
    """json.dump of the project's own, with a value that JSON does not know."""
    if match[1] not in ("PosixPath", "WindowsPath", "Path", "datetime", "date", "UUID",
                        "Timestamp"):  # fmt: skip
        return None
    for node in case.nodes():
        if (
            isinstance(node, ast.Call)
            and dotted(node.func) in ("json.dump", "json.dumps")
            and case.frame is not None
            and node.lineno <= case.frame.line <= (node.end_lineno or 0)
            and not any(one.arg == "default" for one in node.keywords)
        ):
            return Cause(
                f"A {match[1]} is among what is written as JSON at {case.place}: JSON "
                "has texts, numbers, lists and dictionaries alone.",
                0.95,
                edit=argument_added(case, case.path, node, "default=str"),
                path=case.path,
            )
    return None


def _no_pad(case: Case, match: re.Match[str]) -> Cause | None:
    found = re.search(r"\b([A-Za-z_]\w*[Tt]ok\w*|tok\w*|[\w.]*tokenizer)\(", case.code)
    if not found or not case.is_at_hand:
        return None
    name = found[1]
    edit = case.insert_before(f"{name}.pad_token = {name}.eos_token")
    if not edit:
        return None
    return Cause(
        f"{name} has no token to fill batches up with, and is asked to at "
        f"{case.place}.",
        0.95,
        edit=edit,
        path=case.path,
        test="Mask the padding in the labels, and set pad_token_id in the model's "
        "config.",
    )


RULES = (
    rule(
        "cell-not-run", "The cell that makes a name was not run", "NameError",
        r"name '(\w+)' is not defined", _not_run,
        question="In which order were the cells run?",
        example='--- n.ipynb\n{"cells": [{"cell_type": "code", "execution_count": null,'
        ' "source": ["train = 1"]}, {"cell_type": "code", "execution_count": 2, '
        '"source": ["print(train)"]}]}\n'
        "+++\nNameError                                 Traceback (most recent call "
        "last)\nCell In[2], line 1\n----> 1 print(train)\n\n"
        "NameError: name 'train' is not defined",
    ),
    rule(
        "cell-run-twice", "A cell that changes its input was run twice",
        "KeyError AttributeError ValueError",
        r"not found in axis|^['\"]\w+['\"]$|not in index|object has no attribute",
        _run_twice,
        question="Was the cell run before?",
        example="KeyError                                  Traceback (most recent call "
        "last)\nCell In[4], line 1\n----> 1 df.drop(columns=['id'], inplace=True)\n\n"
        "KeyError: \"['id'] not found in axis\"",
    ),
    rule(
        "module-stale", "The module was changed after it was imported", "TypeError",
        r"([\w.<>]+)\(\) got an unexpected keyword argument '(\w+)'", _old_module,
        question="Was the file changed since the kernel started?",
        example="--- h.py\ndef smooth(x, width=2):\n    return x\n"
        "+++\nTypeError                                 Traceback (most recent call "
        "last)\nCell In[3], line 1\n----> 1 h.smooth(x, width=3)\n\n"
        "TypeError: smooth() got an unexpected keyword argument 'width'",
    ),
    rule(
        "pickle-module", "A pickle names a module that is no longer there",
        "ModuleNotFoundError AttributeError",
        r"No module named '([\w.]+)'", _pickled,
        question="What was the module called when it was saved?",
        example='  File "a.py", line 3, in <module>\n    m = pickle.load(f)\n'
        "ModuleNotFoundError: No module named 'rankers'",
    ),
    rule(
        "stdlib-hidden", "A file of yours hides a module of Python's", "ImportError",
        r"cannot import name '(\w+)' from (?:partially initialized module )?'(\w+)' "
        r"(?:\(most likely [^)]*\) )?\(([^)]+)\)", _hidden,
        question="Does something import that file by its name?",
        example="--- random.py\nx = 1\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "b.py", line 1, in <module>\n    import numpy\n'
        "ImportError: cannot import name 'Random' from 'random' (/w/random.py)",
    ),
    rule(
        "signature-installed", "The version installed takes other arguments",
        "TypeError",
        r"([\w.<>]+)\(\) got an unexpected keyword argument '(\w+)'", _signature,
        question="For which version was the code written?",
        example="--- a.py\nfrom lib.part import Encoder\nEncoder(sparse=False)\n"
        "--- lib!part\nclass Encoder:\n    def __init__(self, *, sparse_output=True):\n"
        "        pass\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 2, in <module>\n    Encoder(sparse=False)\n'
        "TypeError: Encoder.__init__() got an unexpected keyword argument 'sparse'",
    ),
    rule(
        "json-as-text", "A path or a date cannot be written as JSON", "TypeError",
        r"Object of type '?(\w+)'? is not JSON serializable", _as_text,
        question="Should it be read back as what it was?",
        example="--- a.py\nimport json\njson.dump(x, f)\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 2, in <module>\n    json.dump(x, f)\n'
        "TypeError: Object of type PosixPath is not JSON serializable",
    ),
    rule(
        "pad-token-given", "The tokenizer is asked to pad without a token for it", "",
        r"does not have a padding token", _no_pad,
        question="Is the end of a text a token of its own for this model?",
        example="--- a.py\nx = tokenizer(texts, padding=True)\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 1, in <module>\n    x = tokenizer(texts, padding=True)\n'
        "ValueError: Asking to pad but the tokenizer does not have a padding token.",
    ),
)  # fmt: skip
