"""Settings, layers, checkpoints and axes, set up otherwise than they are used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.mending import instead
from coresearch.diagnosis.origins import files
from coresearch.diagnosis.origins.asked import argument_added
from coresearch.diagnosis.origins.scopes import Scope, dotted, source_of, statements
from coresearch.diagnosis.origins.values import Keyed, Literal, Made, Value
from coresearch.diagnosis.rule import Cause, rule


def _own_nodes(case: Case) -> Iterator[tuple[str, ast.AST]]:
    """The nodes of the files that the failure went through, and of what they import."""
    for path in case.trail.reached(case.around.files):
        tree = case.trail.tree(path)
        for node in ast.walk(tree) if tree else ():
            yield path, node


def _settings(case: Case) -> Iterator[tuple[str, Literal]]:
    """The scalars of the configs that files on the way name, with their keys."""
    modules = case.trail.reached(case.around.files)
    named = "\n".join(case.around.text(path) or "" for path in modules)
    for path in case.trail.paths:
        if not path.endswith(files.CONFIGS):
            continue
        if path.rpartition("/")[2] not in named and len(case.trail.paths) > 200:
            continue
        text = case.around.text(path)
        value = files.config(path, text) if text else None
        if isinstance(value, Keyed):
            yield from _scalars(value)


def _scalars(keyed: Keyed) -> Iterator[tuple[str, Literal]]:
    for key, value in keyed.entries.items():
        if isinstance(value, Literal):
            yield key, value
        elif isinstance(value, Keyed):
            yield from _scalars(value)


def _called(case: Case, number: int) -> list[str]:
    """What the project's settings call this number: `max_length of run.yaml:2`."""
    return [
        f"{key} of {value.place}"
        for key, value in _settings(case)
        if value.value == number and not isinstance(value.value, bool)
    ]


def _positions(case: Case, match: re.Match[str]) -> Cause | None:
    given, room = int(match[1]), int(match[2])
    said = _called(case, room)
    ways = " ".join(f"{f.path} {f.function} {f.code}" for f in case.raised.frames)
    is_text = re.search(r"embedding|position|token_type|transformers", ways)
    if given <= room or not is_text:
        return None
    named = f" ({' and '.join(said[:2])})" if said else ""
    return Cause(
        f"An item at {case.place} has {given} tokens, and the model has room for "
        f"{room}{named}.",
        0.92 if said else 0.85,
        test=f"Cut what is longer (truncation=True, max_length={room}; ids[:, :{room}])"
        ", or build the model with more positions and train it so.",
    )


def _optimizer(case: Case, match: re.Match[str]) -> Cause:
    frozen = [
        f"{path}:{node.lineno}"
        for path, node in _own_nodes(case)
        if isinstance(node, ast.Attribute) and node.attr == "requires_grad"
    ]
    keys = [
        f"{key}: {value.value} in {value.place}"
        for key, value in _settings(case)
        if re.search(r"freez|frozen|fine_?tun|train_?backbone", key)
    ]
    seen = ""
    if frozen or keys:
        seen = " Which parameters learn depends here on " + ", ".join(
            [*keys[:3], *frozen[:2]]
        ) + "."  # fmt: skip
    return Cause(
        "The optimizer's state was saved for another set of parameters: layers were "
        "frozen or unfrozen in between, or the model had other layers then." + seen,
        0.9 if seen else 0.8,
        test="Load the model's weights and begin with a new optimizer, or set up the "
        "same parameters as when it was saved.",
    )


def _frozen(case: Case, match: re.Match[str]) -> Cause | None:
    for path, node in _own_nodes(case):
        if not isinstance(node, ast.FunctionDef | ast.Module):
            continue
        loops = [one for one in statements(node) if _freezes(one)]
        if not loops:
            continue
        assert isinstance(loops[0], ast.For)
        model = dotted(_of_parameters(loops[0]))
        before = [
            one
            for one in statements(node)
            if isinstance(one, ast.Assign)
            and one.lineno < loops[0].lineno
            and isinstance(one.targets[0], ast.Subscript | ast.Attribute)
            and dotted(one.targets[0].value).partition(".")[0] == model
        ]
        after = [
            one
            for one in statements(node)
            if isinstance(one, ast.Assign)
            and one.lineno > loops[0].end_lineno  # type: ignore[operator]
            and isinstance(one.targets[0], ast.Subscript | ast.Attribute)
        ]
        if after:
            continue
        place = f"{path}:{loops[0].lineno}"
        if before:
            new = ast.unparse(before[0].targets[0])
            return Cause(
                f"All parameters of {model} are frozen at {place}, after {new} was "
                f"replaced at {path}:{before[0].lineno}: the new layer is frozen too, "
                "and nothing is left to learn.",
                0.94,
                edit=_moved_down(case, path, before[0], loops[0]),
                path=path,
                test="Freeze first, and put the new layer in then.",
            )
        return Cause(
            f"All parameters of {model} are frozen at {place}, and none is unfrozen "
            "again: nothing is left to learn.",
            0.88,
            test="Leave the layers that are to learn out of the loop.",
        )
    return None


def _of_parameters(loop: ast.For) -> ast.expr:
    call = loop.iter
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        return call.func.value
    return call


def _freezes(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.For)
        and isinstance(node.iter, ast.Call)
        and isinstance(node.iter.func, ast.Attribute)
        and node.iter.func.attr == "parameters"
        and not any(isinstance(one, ast.If) for one in node.body)
        and any(
            isinstance(one, ast.Assign)
            and isinstance(one.targets[0], ast.Attribute)
            and one.targets[0].attr == "requires_grad"
            and isinstance(one.value, ast.Constant)
            and one.value.value is False
            for one in node.body
        )
    )


def _moved_down(
    case: Case, path: str, new: ast.Assign, loop: ast.For
) -> tuple[Replacement, ...]:
    """The one-line assignment after the loop, where nothing stands between."""
    lines = (case.around.text(path) or "").splitlines(keepends=True)
    if new.lineno != new.end_lineno or new.end_lineno != loop.lineno - 1:
        return ()
    end = loop.end_lineno or loop.lineno
    line, last = lines[new.lineno - 1], lines[end - 1]
    if not last.endswith("\n"):
        return ()
    return (
        Replacement(line, "", new.lineno),
        Replacement(last, last + line, end),
    )


def _layer(case: Case, match: re.Match[str]) -> Cause | None:
    given, takes = int(match[2]), int(match[3])
    found = []
    for path, node in _own_nodes(case):
        if not (isinstance(node, ast.Call) and dotted(node.func).endswith("Linear")):
            continue
        tree = case.trail.tree(path)
        if not node.args or tree is None:
            continue
        value = case.trail.value(node.args[0], Scope(path, tree, tree, 0))
        if isinstance(value, Literal) and value.value == takes:
            found.append((path, node))
    if len(found) != 1:
        return None
    path, call = found[0]
    said = _called(case, given) + _called(case, takes)
    lines = (case.around.text(path) or "").splitlines(keepends=True)
    old = lines[call.lineno - 1]
    size = call.args[0]
    edit: tuple[Replacement, ...] = ()
    if size.lineno == size.end_lineno == call.lineno and old.isascii():
        new = old[: size.col_offset] + str(given) + old[size.end_col_offset :]
        edit = (Replacement(old, new, call.lineno),)
    return Cause(
        f"The layer at {path}:{call.lineno} takes {ast.unparse(size)} = {takes} "
        f"features, and what reaches it at {case.place} has {given}: the items are of "
        "another size than it was made for."
        + (f" ({', '.join(said[:2])})" if said else ""),
        0.93,
        edit=edit,
        path=path,
        test=f"Linear({given}, …), or items of the size that gives {takes}; "
        "LazyLinear takes whatever comes.",
    )


def _whole_history(case: Case, match: re.Match[str]) -> Cause | None:
    """A range of fixed length beside a list that a loop has filled."""
    scope, statement = case.scope, case.statement()
    if scope is None or statement is None:
        return None
    for node in ast.walk(statement):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        first, second = node.args[:2]
        made = first
        if isinstance(first, ast.Name):
            source = source_of(first.id, scope.body, scope.line)
            made = source.node if source else first
        if not (isinstance(made, ast.Call) and dotted(made.func) in (
            "range", "np.arange", "numpy.arange")):  # fmt: skip
            continue
        length = f"len({ast.unparse(second)})"
        broken = _breaks(case, second, scope)
        why = (
            f", which stops early at {broken}"
            if broken
            else ": it was filled fewer or more times, such as once before the loop"
        )
        start = ast.unparse(made.args[0]) if len(made.args) > 1 else "0"
        stop = length if start == "0" else f"{length} + {start}"
        new = f"{dotted(made.func)}({'' if start == '0' else start + ', '}{stop})"
        return Cause(
            f"At {case.place} {ast.unparse(made)} has {match[1]} steps, as was set, "
            f"and {ast.unparse(second)} {match[2]}, as the loop has made{why}.",
            0.92 if broken else 0.84,
            # Where it is drawn: where the range is made, the list may not be there yet.
            edit=instead(case, case.path, first, new),
            path=case.path,
            test=f"Count what is there: {new}.",
        )
    return None


def _breaks(case: Case, node: ast.expr, scope: Scope) -> str:
    """Where the loop that made the value can be left."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    source = source_of(node.id, scope.body, scope.line)
    if source is None or not isinstance(source.node, ast.Call):
        return ""
    function = case.trail.callee(source.node, scope)
    for inner in ast.walk(function.node) if function else ():
        if isinstance(inner, ast.Break) and function is not None:
            return f"{function.path}:{inner.lineno}"
    return ""


def _axis(case: Case, match: re.Match[str]) -> Cause:
    least = int(match[1])
    scope, statement = case.scope, case.statement()
    for node in ast.walk(statement) if scope and statement else ():
        if not isinstance(node, ast.Call) or any(
            one.arg == "axis" for one in node.keywords
        ):
            continue
        for one in node.args:
            assert scope is not None
            shape = _shape(case, case.trail.value(one, scope))
            if shape and shape[1] <= least < shape[0]:
                return Cause(
                    f"{dotted(node.func).rpartition('.')[2]} at {case.place} goes "
                    f"along the last axis, which has {shape[1]} entries (the columns "
                    f"of {shape[2]}); the {shape[0]} steps of time are along the "
                    "first.",
                    0.94,
                    edit=argument_added(case, case.path, node, "axis=0"),
                    path=case.path,
                    test="axis=0.",
                )
    return Cause(
        f"What is filtered at {case.place} has at most {least} steps along its last "
        "axis: time is along another axis (axis=0), or the recording is too short for "
        "the filter.",
        0.8,
        test="Print its shape: which axis is time?",
    )


def _shape(case: Case, value: Value | None) -> tuple[int, int, str] | None:
    """Rows and columns of an array that was read from a text, and its file."""
    if not isinstance(value, Made) or "loadtxt" not in value.by + "genfromtxt":
        return None
    path = value.arguments[0] if value.arguments else None
    name = case.trail.named(str(path.value)) if isinstance(path, Literal) else ""
    text = case.around.text(name) if name else None
    if not text:
        return None
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines), len(re.split(r"[,;\s]+", lines[-1].strip())), name


def _batches(case: Case, match: re.Match[str]) -> Cause | None:
    edit: tuple[Replacement, ...] = ()
    if "map(" in case.code and "batched=True" in case.code:
        edit = case.line_edit(", batched=True", "")
    return Cause(
        f"The function given to map at {case.place} is called with batches of "
        f"examples, and returns {match[3]} of {match[1]} where there are {match[2]}: "
        "it is written for one example.",
        0.93 if edit else 0.8,
        edit=edit,
        path=case.path,
        test="Without batched=True, or written for lists: one entry per example in "
        "every column that is returned.",
    )


def _subcommand(case: Case, match: re.Match[str]) -> Cause | None:
    name = match[1]
    for path, node in _own_nodes(case):
        if not isinstance(node, ast.Call) or not dotted(node.func).endswith(
            "add_subparsers"
        ):
            continue
        text = case.around.text(path) or ""
        is_it = f"set_defaults({name}=" in text.replace(" ", "")
        demands = any(one.arg in ("required",) for one in node.keywords)
        if is_it and not demands:
            return Cause(
                f"No subcommand was given: only they set {name}, and the parser at "
                f"{path}:{node.lineno} does not demand one.",
                0.95,
                test="Name the subcommand when you start it; "
                "add_subparsers(required=True, dest='command') makes the parser ask.",
            )
    if name in ("func", "function", "command", "cmd", "subcommand", "which", "run",
                "handler", "action", "mode") and not case.source:  # fmt: skip
        return Cause(
            f"Most likely no subcommand was given: {name} is what they set, and "
            "Python's parser does not demand one.",
            0.78,
            test="Start it with --help, and name one; "
            "add_subparsers(required=True) makes the parser ask.",
        )
    return None


def _limit(case: Case, match: re.Match[str]) -> Cause | None:
    """A limit of time that the code itself sets."""
    for path, node in _own_nodes(case):
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        if not name.endswith(("wait_for", "timeout")) and "timeout" not in {
            one.arg for one in node.keywords
        }:
            continue
        given = [one.value for one in node.keywords if one.arg == "timeout"]
        given += node.args[1:2] if name.endswith("wait_for") else []
        tree = case.trail.tree(path)
        if not given or tree is None:
            continue
        body = next(
            (
                one
                for one in ast.walk(tree)
                if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
                and one.lineno <= node.lineno <= (one.end_lineno or 0)
            ),
            tree,
        )
        value = case.trail.value(given[0], Scope(path, tree, body, node.lineno))
        if isinstance(value, Literal):
            return Cause(
                f"Something took longer than the {value.value} s that {value.place} "
                f"allows (used at {path}:{node.lineno}).",
                0.92,
                test="Measure how long one takes, and set the limit above it; count "
                "what is given up as failed.",
            )
    return None


def _no_log(case: Case, match: re.Match[str]) -> Cause | None:
    """A logarithm (or a division) of a column that has zeros."""
    for path in case.trail.reached(case.around.files):
        tree = case.trail.tree(path)
        for node in ast.walk(tree) if tree else ():
            if not isinstance(node, ast.Call) or not re.fullmatch(
                r"(?:torch|np|numpy|math)\.log(?:2|10)?", dotted(node.func)
            ):
                continue
            if zero := _zero(case, node):
                line = (case.around.text(path) or "").splitlines(keepends=True)[
                    node.lineno - 1
                ]
                name = dotted(node.func)
                new = line.replace(f"{name}(", f"{name.partition('.')[0]}.log1p(", 1)
                plain = name.endswith(".log") and not name.startswith("math")
                return Cause(
                    f"{name} at {path}:{node.lineno} is taken of counts that have "
                    f"zeros (the first stands at {zero}): they become -inf, and the "
                    "loss with them.",
                    0.9,
                    edit=(Replacement(line, new, node.lineno),) if plain else (),
                    path=path,
                    test="log1p, or a small number added; say which in the report.",
                )
    return None


def _zero(case: Case, call: ast.Call) -> str:
    """A cell with a zero in a table of the repository whose columns the file names."""
    for path in case.trail.paths:
        if not path.endswith(files.TABLES[:3]):
            continue
        text = case.around.text(path) or ""
        for cell in files.cells(path, text):
            if cell.text in ("0", "0.0") and _is_named(case, cell.column):
                return str(cell)
    return ""


def _is_named(case: Case, column: str) -> bool:
    return any(
        f'"{column}"' in text or f"'{column}'" in text
        for path in case.trail.paths
        if path.endswith(".py") and (text := case.around.text(path))
    )


RULES = (
    rule(
        "too-many-positions", "A text is longer than the model", "RuntimeError "
        "IndexError ValueError",
        r"expanded size of the tensor \((\d+)\) must match the existing size \((\d+)\)",
        _positions,
        question="How long may a text be for this model?",
        example='  File "a.py", line 3, in <module>\n    model(ids)\n  File '
        '"/x/site-packages/transformers/models/bert/modeling_bert.py", line 9, in '
        "forward\n    x = self.position_embeddings(p)\nRuntimeError: The expanded size "
        "of the tensor (600) must match the existing size (512) at non-singleton "
        "dimension 1.",
    ),
    rule(
        "optimizer-groups", "The optimizer was saved for other parameters",
        "ValueError KeyError",
        r"parameter group that doesn't match the size of optimizer's group"
        r"|loaded state dict has a different number of parameter groups", _optimizer,
        question="Was something frozen or replaced since?",
        example="ValueError: loaded state dict contains a parameter group that doesn't "
        "match the size of optimizer's group",
    ),
    rule(
        "all-frozen", "Everything is frozen", "RuntimeError",
        r"does not require grad and does not have a grad_fn", _frozen,
        question="Which layers should learn?",
        example="--- a.py\nmodel.fc = nn.Linear(2, 2)\nfor p in model.parameters():\n"
        "    p.requires_grad = False\nloss(model).backward()\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 4, in <module>\n    loss(model).backward()\n'
        "RuntimeError: element 0 of tensors does not require grad and does not have a "
        "grad_fn",
    ),
    rule(
        "layer-size", "A layer was made for items of another size", "RuntimeError",
        r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x\d+\)",
        _layer,
        question="How large are the items, and how large were they when it was made?",
        example="--- a.py\nfc = nn.Linear(16 * 4 * 4, 10)\nfc(x)\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 2, in <module>\n    fc(x)\n'
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (8x400 and 256x10)",
    ),
    rule(
        "steps-counted", "Steps that were set are plotted against those that were made",
        "ValueError",
        r"same first dimension, but have shapes \((\d+),?\) and \((\d+),?\)",
        _whole_history,
        question="Did the loop stop early?",
        example="--- a.py\nax.plot(range(epochs), losses)\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 1, in <module>\n    ax.plot(range(epochs), losses)\n'
        "ValueError: x and y must have same first dimension, but have shapes (30,) and "
        "(18,)",
    ),
    rule(
        "axis-of-time", "A filter goes along an axis that is too short", "ValueError",
        r"length of the input vector x must be (?:greater|at least)[^\d]*(\d+)", _axis,
        question="Which axis is time?",
        example="ValueError: The length of the input vector x must be greater than "
        "padlen, which is 27.",
    ),
    rule(
        "batched-map", "A function for one example is given batches", "",
        r"Column \d+ named (\w+) expected length (\d+) but got length (\d+)", _batches,
        question="Is it written for one example, or for a list of them?",
        example="pyarrow.lib.ArrowInvalid: Column 2 named ids expected length 3 but "
        "got length 11",
    ),
    rule(
        "subcommand-missing", "No subcommand was given", "AttributeError",
        r"'Namespace' object has no attribute '(\w+)'", _subcommand,
        question="How was it started?",
        example="--- a.py\nsub = parser.add_subparsers()\n"
        "sub.add_parser('go').set_defaults(run=go)\nargs = parser.parse_args()\n"
        "args.run(args)\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 4, in <module>\n    args.run(args)\n'
        "AttributeError: 'Namespace' object has no attribute 'run'",
    ),
    rule(
        "own-timeout", "A limit of time that the code sets was passed",
        "TimeoutError CancelledError ReadTimeout ConnectTimeout Timeout TimeoutExpired",
        r"", _limit,
        question="How long does it take otherwise?",
        example="--- a.py\nimport asyncio\nasyncio.run(asyncio.wait_for(go(), "
        "timeout=0.5))\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 2, in <module>\n    asyncio.run(asyncio.wait_for(go(), '
        "timeout=0.5))\nTimeoutError",
    ),
    rule(
        "log-of-zero", "A logarithm is taken of zeros",
        "ValueError FloatingPointError AssertionError RuntimeError",
        r"(?i)\b(?:nan|inf|infinite|not finite|non-finite|divide by zero)\b", _no_log,
        question="Are zeros measured, or missing?",
        example="--- a.py\nimport numpy as np\nx = np.log(t['n'])\ncheck(x)\n"
        "--- d.csv\nn\n0\n3\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 3, in <module>\n    check(x)\n'
        "ValueError: loss is inf at step 0",
    ),
)  # fmt: skip
