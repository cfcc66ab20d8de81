"""What is left to chance: orders, libraries, names of models, cells of notebooks."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coresearch.audit.check import Check, changed_lines, joined
from coresearch.audit.code import Script, dotted, keyword
from coresearch.audit.facts import RunFacts
from coresearch.audit.tree import Tree, at
from coresearch.core.edits import Edit
from coresearch.core.findings import Severity
from coresearch.core.suggestions import Activity, Evidence, Suggestion
from coresearch.core.text import counted

ORDER = Check(
    "R8", "order left to chance", Activity.SYSTEMS, Severity.MEDIUM,
    "Does anything depend on this order: a split, a sample, the first of several?",
    "Python documentation: os.listdir gives an arbitrary order; PYTHONHASHSEED",
)  # fmt: skip
LIBRARY = Check(
    "R9", "library left to chance", Activity.SYSTEMS, Severity.MEDIUM,
    "Do you need the same numbers again, or the same within an interval?",
    "PyTorch documentation: Reproducibility",
)  # fmt: skip
ALIAS = Check(
    "R10", "model behind a moving name", Activity.SYSTEMS, Severity.MEDIUM,
    "Which version answered in the runs that you report?",
)  # fmt: skip
NOTEBOOK = Check(
    "R15", "notebook out of order", Activity.SYSTEMS, Severity.MEDIUM,
    "Does it give the same from top to bottom in a fresh kernel?",
    "Pimentel et al. 2019, A large-scale study about quality and reproducibility of "
    "Jupyter notebooks",
)  # fmt: skip
AGAIN = Check(
    "R16", "the same again, and another result", Activity.SYSTEMS, Severity.HIGH,
    "What differed between these two runs?",
)  # fmt: skip
_LISTING = frozenset({"listdir", "glob", "iglob", "rglob", "iterdir", "scandir"})
_NO_ORDER = frozenset(
    {"sorted", "set", "frozenset", "len", "any", "all", "sum", "max", "min", "Counter"}
)
_CLOCK = re.compile(r"time|second|duration|_ms$|latency|memory|speed|per_s|throughput")
_ALIASES = re.compile(
    r"(?:[\w-]+/)?(?:gpt-\d[\w.]*(?:-(?:mini|nano|turbo))?|gpt-4o(?:-mini)?|"
    r"[\w.-]+-latest|gemini-[\d.]+-(?:pro|flash)|claude-(?:opus|sonnet|haiku)-\d)"
)


def check(tree: Tree, runs: Sequence[RunFacts]) -> Iterator[Suggestion]:
    """Everything that could differ the second time, and what did."""
    for script in tree.scripts:
        yield from _orders(script)
        yield from _libraries(script)
        yield from _aliases(script)
    for path, text in tree.ending(".ipynb").items():
        yield from _notebook(path, text)
    yield from _again(runs)


def _orders(script: Script) -> Iterator[Suggestion]:
    spots = sorted(_unordered(script), key=lambda spot: spot[0].lineno)
    if not spots:
        return
    changed: dict[int, str] = {}
    for call, wrapped in spots:
        line = changed.get(call.lineno, script.lines[call.lineno - 1])
        old = ast.get_source_segment(script.text, call)
        if wrapped and old and "\n" not in old and line.count(old) == 1:
            changed[call.lineno] = line.replace(old, wrapped.replace("{}", old))
    numbers = list(dict.fromkeys(call.lineno for call, _ in spots))
    listings = sum(dotted(c.func).rpartition(".")[2] in _LISTING for c, _ in spots)
    kinds = []
    if listings:
        kinds.append("files come in the order of the disk")
    if len(spots) - listings:
        kinds.append("a set of texts has another order in each process")
    effect = changed_lines(script.path, script.text, changed.items())
    yield ORDER.suggest(
        f"In {script.path} {counted(len(numbers), 'line')} "
        f"{'goes' if len(numbers) == 1 else 'go'} through something in no fixed order: "
        f"{' and '.join(kinds)}. Another machine, another order.",
        [at(script.path, n, script.lines[n - 1]) for n in numbers],
        0.7 if listings else 0.55,
        effect=effect,
    )


def _unordered(script: Script) -> Iterator[tuple[ast.Call, str]]:
    """Calls whose order is open, with the template of what would fix it."""
    for name, call in script.calls:
        short = name.rpartition(".")[2]
        if short in _LISTING and "." in name and not _orderless(script, call):
            yield call, "sorted({})"
        elif name in ("list", "tuple", "enumerate") and _is_set(call.args[:1]):
            inner = ast.get_source_segment(script.text, call.args[0])
            if not _orderless(script, call):
                yield call, f"sorted({inner})" if name == "list" and inner else ""
        elif name in ("set", "frozenset") and _is_looped(script, call):
            yield call, "sorted({})"


def _is_looped(script: Script, call: ast.Call) -> bool:
    looped = getattr(script.parents.get(call), "iter", None) is call
    return looped and not _orderless(script, call)


def _orderless(script: Script, node: ast.AST) -> bool:
    """Whether what comes of it does not depend on the order."""
    parent = script.parents.get(node)
    while isinstance(parent, ast.GeneratorExp | ast.comprehension | ast.ListComp):
        parent = script.parents.get(parent)
    if isinstance(parent, ast.SetComp | ast.DictComp | ast.Compare):
        return True
    return isinstance(parent, ast.Call) and dotted(parent.func) in _NO_ORDER


def _is_set(nodes: Sequence[ast.expr]) -> bool:
    for node in nodes:
        if isinstance(node, ast.Set | ast.SetComp):
            return True
        if isinstance(node, ast.Call) and dotted(node.func) in ("set", "frozenset"):
            return True
    return False


def _libraries(script: Script) -> Iterator[Suggestion]:
    if "torch" not in script.imports:
        return
    for node in script.nodes:
        if (
            isinstance(node, ast.Assign)
            and dotted(node.targets[0]).endswith("cudnn.benchmark")
            and isinstance(node.value, ast.Constant)
            and node.value.value is True
        ):
            line = script.lines[node.lineno - 1]
            yield LIBRARY.suggest(
                "cuDNN tries several algorithms and keeps the fastest of the day: two "
                "runs may use different ones. Without it training can be slower.",
                [at(script.path, node.lineno, line)],
                0.8,
                effect=_one_line(script, node.lineno, line.replace("True", "False")),
            )
    yield from _deterministic(script)
    yield from _loaders(script)


def _deterministic(script: Script) -> Iterator[Suggestion]:
    is_told = "deterministic" in script.text
    names = {name.rpartition(".")[2] for name, _ in script.calls}
    on_card = "cuda" in script.text
    seeded = [c for n, c in script.calls if n.endswith("manual_seed")]
    if is_told or "backward" not in names or not on_card or not seeded:
        return
    number = seeded[0].lineno
    line = script.lines[number - 1]
    indent = line[: len(line) - len(line.lstrip())]
    new = f"{line}\n{indent}torch.use_deterministic_algorithms(True, warn_only=True)"
    is_alone = isinstance(script.parents.get(seeded[0]), ast.Expr)
    yield LIBRARY.suggest(
        "It is seeded and trains on a graphics card, where some of PyTorch's "
        "operations "
        "add up in no fixed order. The edit asks for those that do, and lets the "
        "others "
        "warn.",
        [at(script.path, number, line)],
        0.7,
        effect=_one_line(script, number, new) if is_alone else None,
        cheapest_test="Two runs of a minute with one seed, and compare the loss.",
    )


def _loaders(script: Script) -> Iterator[Suggestion]:
    for name, call in script.calls:
        if name.rpartition(".")[2] != "DataLoader":
            continue
        workers, seed = keyword(call, "num_workers"), keyword(call, "worker_init_fn")
        some = workers is not None and ast.unparse(workers) not in ("0", "None")
        if some and seed is None and keyword(call, "generator") is None:
            yield LIBRARY.suggest(
                "Each worker of this loader draws chance of its own; without "
                "worker_init_fn or generator, NumPy and random in them are not seeded "
                "by your seed.",
                [at(script.path, call.lineno, script.lines[call.lineno - 1])],
                0.6,
            )


def _one_line(script: Script, number: int, new: str) -> Edit | None:
    return changed_lines(script.path, script.text, [(number, new)])


def _aliases(script: Script) -> Iterator[Suggestion]:
    found = [(t, n) for t, n in script.texts if _ALIASES.fullmatch(t)]
    if found:
        names = joined(dict.fromkeys(text for text, _ in found))
        yield ALIAS.suggest(
            f"{names} names a model that its provider may replace; the same question "
            "is then answered by another one. A dated name stays, and the reply says "
            "which it was.",
            [at(script.path, n, script.lines[n - 1]) for _, n in found],
            0.6,
        )


def _notebook(path: str, text: str) -> Iterator[Suggestion]:
    try:
        cells = json.loads(text)["cells"]
        counts = [
            cell.get("execution_count")
            for cell in cells
            if cell["cell_type"] == "code" and "".join(cell["source"]).strip()
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    ran = [count for count in counts if isinstance(count, int)]
    if not ran:
        return
    wrong = [b for a, b in pairwise(ran) if b < a]
    unrun = counts.count(None)
    if not wrong and not unrun:
        return
    said = "its cells ran in the order " + ", ".join(map(str, ran[:12]))
    if len(ran) > 12:
        said += ", …"
    if unrun:
        said += f"; {counted(unrun, 'cell')} with code did not run"
    yield NOTEBOOK.suggest(
        f"{path} shows results of a state that running it from the top need not give: "
        f"{said}.",
        [Evidence(f"execution_count: {', '.join(map(str, ran[:12]))}", path)],
        0.85 if wrong else 0.5,
        severity=None if wrong else Severity.LOW,
        cheapest_test=f"coresearch run {path} (a fresh kernel, from top to bottom)",
    )


def pairs(runs: Sequence[RunFacts]) -> list[tuple[RunFacts, RunFacts, list[str]]]:
    """Runs of the same code with the same arguments and seed, and which metrics differ.

    What measures time or memory is left out: it differs always.
    """
    groups: dict[tuple[object, ...], list[RunFacts]] = {}
    for run in runs:
        if run.state == "succeeded" and run.code and run.path and run.metrics:
            key = (run.path, run.arguments, run.seed, run.code)
            groups.setdefault(key, []).append(run)
    found = []
    for same in groups.values():
        first = same[-1]
        for other in same[:-1]:
            shared = [n for n in first.metrics if n in other.metrics]
            told = [n for n in shared if not _CLOCK.search(n.lower())]
            unlike = [n for n in told if first.metrics[n] != other.metrics[n]]
            found.append((first, other, unlike))
    return found


def _again(runs: Sequence[RunFacts]) -> Iterator[Suggestion]:
    for first, other, unlike in pairs(runs):
        if not unlike:
            continue
        name = unlike[0]
        values = [f"{name} {_number(run.metrics[name])}" for run in (first, other)]
        more = f" ({counted(len(unlike), 'metric')} in all)" if unlike[1:] else ""
        yield AGAIN.suggest(
            f"Runs {first.short} and {other.short} have the same code, arguments and "
            f"seed, and {name} is {_number(first.metrics[name])} in one and "
            f"{_number(other.metrics[name])} in the other{more}.",
            [first.told(values[0]), other.told(values[1])],
            0.95,
            cheapest_test=f"coresearch runs diff {first.short} {other.short}",
        )


def _number(value: float | None) -> str:
    return "not finite" if value is None else f"{value:.6g}"
