"""Slips that the code around a failing line shows, whatever the message says.

None states more than 0.8: they were not yet met on errors that are new.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.mending import Edit, instead
from coresearch.diagnosis.origins.checks import rests_on
from coresearch.diagnosis.origins.scopes import dotted, imported, statements
from coresearch.diagnosis.rule import Cause, rule

_BASES = ("Module", "LightningModule")


def _swapped(case: Case, match: re.Match[str]) -> Cause | None:
    """A call whose arguments have the parameters' names in another order."""
    check = rests_on(case)
    for step, node in check.nodes() if check else ():
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        tree = case.trail.tree(step.path)
        given = [one.id for one in node.args if isinstance(one, ast.Name)]
        if tree is None or len(given) != len(node.args) or len({*given}) < 2:
            continue
        function = case.trail.function_at(node.func, step.path)
        body = function.node if function else None
        if not isinstance(body, ast.FunctionDef):
            continue
        takes = [one.arg for one in body.args.args if one.arg != "self"]
        if len(takes) < len(given):
            continue
        wrong = [
            (at, takes.index(name))
            for at, name in enumerate(given)
            if name in takes[: len(given)] and takes[at] != name
        ]
        if not wrong or any(given[to] == takes[to] for _, to in wrong):
            continue
        wanted, (one, other) = list(given), wrong[0]
        wanted[one], wanted[other] = given[other], given[one]
        text = ast.unparse(node)
        new = f"{ast.unparse(node.func)}({', '.join(wanted)})"
        return Cause(
            f"{text} at {step.path}:{node.lineno} gives its arguments in another order "
            f"than {body.name} takes them: ({', '.join(takes)}), at "
            f"{function.path if function else ''}:{body.lineno}.",
            0.8,
            edit=instead(case, step.path, node, new) if not node.keywords else (),
            path=step.path,
            test=f"{new}, or by name.",
        )
    return None


def _split_order(case: Case, match: re.Match[str]) -> Cause | None:
    """`X_train, y_train, X_test, y_test = train_test_split(X, y)`."""
    for path in case.trail.reached(case.around.files):
        for node in ast.walk(case.trail.tree(path) or ast.Module([], [])):
            if not isinstance(node, ast.Assign | ast.Return) or node.value is None:
                continue
            call = node.value
            if not isinstance(call, ast.Call) or not dotted(call.func).endswith(
                "train_test_split"
            ):
                continue
            names = _taken_as(case, path, node)
            if names is None:
                continue
            target, parts = names
            if len(call.args) != 2 or len(parts) != 4 or not _is_paired(parts):
                continue
            right = [parts[0], parts[2], parts[1], parts[3]]
            return Cause(
                f"train_test_split gives both parts of the first array, then both of "
                f"the second; at {path}:{target.lineno} they are taken as "
                f"{', '.join(parts)}.",
                0.8,
                edit=instead(case, path, target, ", ".join(right)),
                path=path,
                test=f"{', '.join(right)} = …",
            )
    return None


def _taken_as(
    case: Case, path: str, node: ast.Assign | ast.Return
) -> tuple[ast.expr, list[str]] | None:
    """The names that a result is taken apart into."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        names = [dotted(one) for one in node.targets[0].elts]
        return (node.targets[0], names) if all(names) else None
    return None


def _is_paired(names: list[str]) -> bool:
    """Whether the first and second name are of one part, and not of one array."""
    ends = [re.split(r"[_.]", name)[-1].lower() for name in names]
    if ends[0] == ends[1] and ends[2] == ends[3] and ends[0] != ends[2]:
        return True
    starts = [re.split(r"[_.]", name)[0].lower() for name in names]
    return starts[0] == starts[1] != starts[2] == starts[3] and starts[0] in (
        "train",
        "tr",
    )


def _bounds(node: ast.Subscript) -> tuple[int, int] | None:
    """How much a slice takes off at either end; None where that is not plain."""
    part = node.slice
    if not isinstance(part, ast.Slice) or part.step is not None:
        return None
    ends = []
    for one, sign in ((part.lower, 1), (part.upper, -1)):
        try:
            value = ast.literal_eval(one) if one is not None else 0
        except ValueError:
            return None
        if not isinstance(value, int) or value * sign < 0:
            return None
        ends.append(abs(value))
    return ends[0], ends[1]


def _slices(case: Case, match: re.Match[str]) -> Cause | None:
    """Slices of one array that leave different lengths."""
    statement = case.statement()
    found: dict[str, list[tuple[ast.Subscript, tuple[int, int]]]] = {}
    for node in ast.walk(statement) if statement is not None else ():
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            bounds, name = _bounds(node), dotted(node.value)
            if bounds is not None and name:
                found.setdefault(name, []).append((node, bounds))
    for name, parts in found.items():
        counts = Counter(sum(bounds) for _, bounds in parts)
        if len(counts) != 2 or len(parts) < 3:
            continue
        (usual, most), (_, least) = counts.most_common()
        if most == least:
            continue
        node, (front, end) = next(
            (one, bounds) for one, bounds in parts if sum(bounds) != usual
        )
        new = (
            f"{name}[:{-(usual - front)}]"
            if not front
            else f"{name}[{usual - end}:]"
            if not end
            else ""
        )
        return Cause(
            f"{ast.unparse(node)} at {case.place} leaves {front + end} of {name} out, "
            f"and the other slices of it {usual}: they differ in length.",
            0.8,
            edit=instead(case, case.path, node, new) if new else (),
            path=case.path,
            test=f"{new or 'Print the lengths'}: as many left out as in the others.",
        )
    return None


def _too_far(case: Case, match: re.Match[str]) -> Cause | None:
    """A loop whose last step asks for what lies past the end."""
    statement, scope = case.statement(), case.scope
    if statement is None or scope is None:
        return None
    reaches = [
        (node.left.id, ast.unparse(node.right))
        for part in ast.walk(statement)
        if isinstance(part, ast.Subscript)
        for node in ast.walk(part.slice)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Add)
        and isinstance(node.left, ast.Name)
    ]
    for loop in _loops(scope.body, statement.lineno):
        for name, reach in reaches:
            if not isinstance(loop.target, ast.Name) or loop.target.id != name:
                continue
            stop = loop.iter.args[-1]  # type: ignore[attr-defined]
            text = ast.unparse(stop)
            short = text.removesuffix(" + 1")
            if short != text and f"- {reach}" in short:
                edit, right = instead(case, scope.path, stop, short), short
            elif re.fullmatch(r"len\([\w.]+\)|[\w.]+\.shape\[0\]|n", text):
                right = f"{text} - {reach}"
                edit = instead(case, scope.path, stop, right)
            else:
                continue
            return Cause(
                f"The loop at {scope.path}:{loop.lineno} goes to {text}, and its last "
                f"step asks at {case.place} for {name} + {reach}, which lies past the "
                "end: it is one step (or more) too long.",
                0.8,
                edit=edit,
                path=scope.path,
                test=f"range({right}).",
            )
    return None


def _loops(body: ast.AST, line: int) -> Iterator[ast.For]:
    for node in ast.walk(body):
        is_around = isinstance(node, ast.For) and node.lineno <= line <= (
            node.end_lineno or 0
        )
        if (
            isinstance(node, ast.For)
            and is_around
            and isinstance(node.iter, ast.Call)
            and dotted(node.iter.func) == "range"
        ):
            yield node


_CUTS = (
    (r"^torch\.(?:tensor|as_tensor|FloatTensor|from_numpy)$", "makes a new tensor, "
     "which has no part in the graph", "torch.stack(…) of a list of tensors keeps it"),
    (r"^(?:np|numpy)\.\w+$", "is NumPy's: the graph ends there", "torch's own "
     "function of that name"),
    (r"\.(?:detach|item|numpy|tolist)$", "cuts the graph", "leave it out until after "
     "backward()"),
    (r"^(?:float|int)$", "makes a plain number of a tensor: the graph ends there",
     "keep the tensor"),
    (r"argmax$|\.round$|\.(?:long|int|bool)$", "has no gradient", "a soft form of it"),
)  # fmt: skip


def _graph_cut(case: Case, match: re.Match[str]) -> Cause | None:
    check = rests_on(case)
    for step, node in check.nodes() if check else ():
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        if isinstance(node.func, ast.Attribute) and not name:
            name = f".{node.func.attr}"
        for pattern, words, then in _CUTS:
            if not re.search(pattern, name) or not _has_name(node):
                continue
            edit: Edit = ()
            is_list = node.args and isinstance(node.args[0], ast.List | ast.ListComp)
            if name == "torch.tensor" and is_list and len(node.args) == 1:
                new = f"torch.stack({ast.unparse(node.args[0])})"
                edit = instead(case, step.path, node, new)
            return Cause(
                f"{ast.unparse(node)[:90]} at {step.path}:{node.lineno} {words}: so "
                f"the loss at {case.place} does not depend on what is trained.",
                0.8,
                edit=edit,
                path=step.path,
                test=f"{then[0].upper()}{then[1:]}; print(x.requires_grad, x.grad_fn) "
                "step by step.",
            )
    return None


def _has_name(call: ast.Call) -> bool:
    """Whether it is given, or asked of, something that was computed."""
    parts = [*call.args]
    if isinstance(call.func, ast.Attribute):
        parts.append(call.func.value)
    return any(
        isinstance(one, ast.Name) and one.id not in ("torch", "np", "numpy", "self")
        for part in parts
        for one in ast.walk(part)
    )


def _endless_getattr(case: Case, match: re.Match[str]) -> Cause | None:
    if not any(one.function.endswith("__getattr__") for one in case.raised.frames[-6:]):
        return None
    bodies = [
        node
        for node in case.nodes()
        if isinstance(node, ast.FunctionDef) and node.name == "__getattr__"
    ]
    edit: Edit = ()
    if len(bodies) == 1 and len(bodies[0].args.args) == 2:
        from coresearch.diagnosis.mending import before

        name = bodies[0].args.args[1].arg
        first = bodies[0].body[0]
        guard = f'if {name}.startswith("_"):\n'
        indent = " " * (first.col_offset + 4)
        edit = before(case, case.path, first,
                      f"{guard}{indent}raise AttributeError({name})")  # fmt: skip
    return Cause(
        f"__getattr__ at {case.place} asks for an attribute of its own that is not set "
        "yet, and so calls itself: copy, deepcopy and pickle make an object without "
        "__init__, and then ask it for its attributes.",
        0.8,
        edit=edit,
        path=case.path,
        test="Raise AttributeError for names that begin with _, or set it in __new__.",
    )


def _made_later(case: Case, match: re.Match[str]) -> Cause | None:
    """A name that the script makes further down."""
    name = match[1]
    if case.tree is None or case.frame is None or not case.is_at_hand:
        return None
    made = [
        node.lineno
        for node in statements(case.tree)
        if name in _stored(node) and node.lineno > case.frame.line
    ]
    if not made or case.frame.function not in ("<module>", ""):
        return None
    marks = re.search(r"(?m)^# ?(?:%%|In ?\[|<cell)", case.source)
    what = (
        " The file is a notebook's: its cells stand in the order in which they were "
        "run, or were moved."
        if marks
        else ""
    )
    return Cause(
        f"{name} is used at {case.place}, and made only further down, at line "
        f"{made[0]}: the two parts stand in the wrong order.{what}",
        0.8,
        test=f"Put what makes {name} before it; for a notebook restart the kernel and "
        "run all from the top.",
    )


def _stored(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return set(imported(ast.Module([node], [])))
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {
        one.id
        for target in targets
        for one in ast.walk(target)
        if isinstance(one, ast.Name)
    }


def _read_only(case: Case, match: re.Match[str]) -> Cause | None:
    """An array that is mapped for reading, and written to."""
    for path in case.trail.reached(case.around.files):
        for node in ast.walk(case.trail.tree(path) or ast.Module([], [])):
            if not isinstance(node, ast.Call):
                continue
            mode = next((k.value for k in node.keywords if k.arg == "mmap_mode"), None)
            if isinstance(mode, ast.Constant) and mode.value == "r":
                return Cause(
                    f"The array written at {case.place} is mapped from its file for "
                    f"reading only (mmap_mode='r', at {path}:{node.lineno}).",
                    0.8,
                    edit=instead(case, path, mode, '"c"'),
                    path=path,
                    test="mmap_mode='c' changes it in memory only; .copy() of a part.",
                )
    return None


def _plain_list(case: Case, match: re.Match[str]) -> Cause | None:
    """Layers that a model keeps in a plain list."""
    for path in case.trail.reached(case.around.files):
        for owner in ast.walk(case.trail.tree(path) or ast.Module([], [])):
            if not isinstance(owner, ast.ClassDef) or not any(
                dotted(base).rpartition(".")[2] in _BASES for base in owner.bases
            ):
                continue
            for node in ast.walk(owner):
                if not isinstance(node, ast.Assign) or not isinstance(
                    node.value, ast.List | ast.ListComp
                ):
                    continue
                name = dotted(node.targets[0])
                text = ast.unparse(node.value)
                makes = re.search(r"\b[A-Z]\w+\(|\b\w*(?:net|layer|block)\w*\(",
                                  text)  # fmt: skip
                if name.startswith("self.") and makes:
                    nn = "nn" if "nn" in imported(case.trail.tree(path)) else "torch.nn"
                    new = f"{nn}.ModuleList({text})"
                    return Cause(
                        f"{name} of {owner.name} at {path}:{node.lineno} is a plain "
                        "list: PyTorch does not find the layers in it, so that "
                        "parameters() and .to(…) leave them out.",
                        0.8,
                        edit=instead(case, path, node.value, new),
                        path=path,
                        test=f"{name} = nn.ModuleList([…]).",
                    )
    return None


def _milliseconds(case: Case, match: re.Match[str]) -> Cause | None:
    call = re.search(r"fromtimestamp\(([^(),]+)", case.code)
    edit: Edit = ()
    for node in ast.walk(case.statement() or ast.Pass()):
        is_call = isinstance(node, ast.Call) and dotted(node.func).endswith(
            "fromtimestamp"
        )
        if is_call and isinstance(node, ast.Call) and node.args:
            first = node.args[0]
            edit = instead(case, case.path, first, f"{ast.unparse(first)} / 1000")
    return Cause(
        f"The time at {case.place} would lie in the year {match[1]}: it is in "
        "milliseconds (or finer) since 1970, and seconds are wanted."
        + (f" ({call[1]})" if call else ""),
        0.8,
        edit=edit,
        path=case.path,
        test="Divide by 1000; unit='ms' in pandas.",
    )


def _example(code: str, said: str, line: int = 0, more: str = "") -> str:
    lines = code.splitlines()
    at = line or len(lines)
    return (
        f"--- a.py\n{code}\n{more}+++\nTraceback (most recent call last):\n"
        f'  File "a.py", line {at}, in <module>\n    {lines[at - 1].strip()}\n{said}'
    )


RULES = (
    rule(
        "arguments-swapped", "Arguments are given in another order", "",
        r"", _swapped,
        question="Which order was meant when the function was written?",
        example=_example("def f(table, key):\n    return table[key]\nkey = 1.5\n"
                         "table = [1]\nx = f(key, table)",
                         "TypeError: 'float' object is what it is"),
    ),
    rule(
        "split-order", "The parts of a split are taken in another order", "ValueError "
        "AssertionError IndexError KeyError TypeError", r"", _split_order,
        question="How many rows has each of the four?",
        example=_example("from sklearn.model_selection import train_test_split\n"
                         "X_train, y_train, X_test, y_test = train_test_split(X, y)\n"
                         "m.fit(X_train, y_train)",
                         "ValueError: Found input variables with inconsistent numbers "
                         "of samples: [45, 15]"),
    ),
    rule(
        "slices-differ", "Slices of one array leave different lengths", "ValueError "
        "RuntimeError",
        r"broadcast|must match the size|shape|length", _slices,
        question="What is the pattern of the neighbours?",
        example=_example("d = u[2:] - 2 * u[1:-1] + u[:-1]",
                         "ValueError: operands could not be broadcast together with "
                         "shapes (8,) (9,) "),
    ),
    rule(
        "loop-too-far", "A loop goes further than its steps reach", "IndexError "
        "KeyError",
        r"out of bounds|out of range|^\d+$", _too_far,
        question="Which step should be the last?",
        example=_example("for i in range(len(x) - k + 1):\n    y.append(x[i + k])",
                         "IndexError: index 50 is out of bounds for axis 0 with size "
                         "50"),
    ),
    rule(
        "graph-cut", "The graph ends on the way to the loss", "RuntimeError",
        r"does not require grad and does not have a grad_fn", _graph_cut,
        question="Which is the first value without a grad_fn?",
        example=_example("a = f(w)\nb = torch.tensor([a, a])\nloss = b.sum()\n"
                         "loss.backward()",
                         "RuntimeError: element 0 of tensors does not require grad and "
                         "does not have a grad_fn"),
    ),
    rule(
        "getattr-endless", "An object asks itself for an attribute without end",
        "RecursionError", r"maximum recursion depth", _endless_getattr,
        question="Is it copied or pickled?",
        example="--- a.py\nclass A:\n    def __getattr__(self, name):\n"
        "        return self._d[name]\n\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in __getattr__\n    return self._d[name]\n'
        "RecursionError: maximum recursion depth exceeded",
    ),
    rule(
        "made-later", "A name is made only further down", "NameError",
        r"name '(\w+)' is not defined", _made_later,
        question="In which order were the parts run when it worked?",
        example=_example("y = level + 1\nlevel = 3",
                         "NameError: name 'level' is not defined", 1),
    ),
    rule(
        "mapped-read-only", "An array is mapped for reading and written to",
        "ValueError", r"read-only", _read_only,
        question="Should the file change too?",
        example=_example("import numpy as np\nx = np.load('a.npy', mmap_mode='r')\n"
                         "x[0] = 1",
                         "ValueError: assignment destination is read-only"),
    ),
    rule(
        "layers-in-list", "Layers of a model are in a plain list", "ValueError "
        "RuntimeError",
        r"empty parameter list|on the same device", _plain_list,
        question="Does print(model) show the layers?",
        example=_example("import torch\nfrom torch import nn\nclass A(nn.Module):\n"
                         "    def __init__(self):\n        super().__init__()\n"
                         "        self.nets = [nn.Linear(1, 1)]\n"
                         "o = torch.optim.SGD(A().parameters())",
                         "ValueError: optimizer got an empty parameter list"),
    ),
    rule(
        "milliseconds", "Milliseconds are taken for seconds", "ValueError "
        "OverflowError OutOfBoundsDatetime OSError",
        r"year (\d{5,}) is out of range", _milliseconds,
        question="What does the source say of its unit?",
        example=_example("t = datetime.fromtimestamp(x)",
                         "ValueError: year 56134 is out of range"),
    ),
)  # fmt: skip
