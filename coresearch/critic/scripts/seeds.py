"""X5: could the numbers be drawn again, and more than once?"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.core.findings import Severity
from coresearch.core.metric_names import words
from coresearch.core.runs import ProposedRun
from coresearch.critic.rule import Hit
from coresearch.critic.scripts import known
from coresearch.critic.scripts.edits import lines_added
from coresearch.critic.scripts.names import called, constant, keyword, last, listed
from coresearch.critic.scripts.rule import Code, ScriptRule
from coresearch.critic.scripts.values import NOTHING, Use

_TRAINERS = frozenset({"Trainer", "Seq2SeqTrainer", "SFTTrainer"})
_REPEATED = listed("""
    seed seeds repeat repeats rep reps replicate trial trials restart fold folds
    run runs repetition iteration i j
""")
_SETTINGS = listed("args opts cfg config FLAGS opt hparams")
_ARMS = listed("""
    arm arms model models method methods algorithm algorithms condition conditions
    variant variants name names system systems approach clf classifier estimator
    weight agent agents config policy
""")


def _find_unseeded(code: Code) -> Iterator[Hit]:
    seeded = _seeded(code)
    told: set[str] = set()
    for use, generator, what in _draws(code):
        if generator in seeded or generator in told:
            continue
        told.add(generator)
        yield Hit(
            code.script.passage(use.node),
            f"`{what}` draws from {generator}'s generator, which is not seeded: "
            "nobody gets these numbers again.",
            0.75,
            question=f"Where is the seed of {generator} set?",
            edit=_seed_set(code, generator),
            run=_TWICE,
        )
    if not told:
        yield from _find_single(code)


def _draws(code: Code) -> Iterator[tuple[Use, str, str]]:
    """Each call that draws random numbers, with the generator it draws from."""
    trains = _trains(code)
    for use in code.flow.uses:
        name, short = use.name, last(use.name)
        if generator := _generator(use, name, short, trains=trains):
            yield use, generator, short
    for node in code.nodes:
        if isinstance(node, ast.Call) and ast.unparse(node).endswith("default_rng()"):
            use = Use(node, "numpy.random.default_rng", NOTHING, (), {}, True)
            yield use, "a new", "default_rng()"


def _generator(use: Use, name: str, short: str, *, trains: bool) -> str:
    if name == f"random.{short}" and short in known.PYTHON_DRAWS:
        return "random"
    if name.startswith("numpy.random.") and short in known.NUMPY_DRAWS:
        return "numpy" if name.count(".") == 2 else ""
    if name.startswith("torch."):
        return _torch(use, name, short, trains=trains)
    if name.startswith(("tensorflow.", "keras.", "tf_keras.")):
        draws = ".random." in name and short in known.TENSORFLOW_DRAWS
        layers = ".layers." in name and short in known.KERAS_LAYERS
        return "tensorflow" if draws or layers else ""
    if short in known.SKLEARN_RANDOM and name.startswith(("sklearn.", "imblearn.")):
        return "" if _has_state(use.node) else "numpy"
    if short in known.SKLEARN_SHUFFLED and name.startswith("sklearn."):
        shuffled = constant(keyword(use.node, "shuffle")) is True
        return "numpy" if shuffled and not _has_state(use.node) else ""
    if short == "sample" and use.receiver.parts and not _has_state(use.node):
        return "numpy"
    return ""


def _torch(use: Use, name: str, short: str, *, trains: bool) -> str:
    if keyword(use.node, "generator") is not None:
        return ""
    if short in known.TORCH_DRAWS and name.count(".") <= 3:
        return "torch"
    if ".nn." in name and short in known.TORCH_LAYERS and trains:
        return "torch"
    shuffled = constant(keyword(use.node, "shuffle")) is True
    return "torch" if short == "DataLoader" and shuffled else ""


def _trains(code: Code) -> bool:
    names = {called(node) for node in code.nodes}
    return bool(names & {"backward", "fit", "train", "training_step", "minimize"})


def _has_state(node: ast.Call) -> bool:
    state = keyword(node, "random_state", "seed")
    unset = isinstance(state, ast.Constant) and state.value is None
    return state is not None and not unset


def _seeded(code: Code) -> set[str]:
    """The generators that are seeded where the script comes by."""
    found: set[str] = set()
    is_library = not any(use.reached for use in code.flow.uses)
    for use in code.flow.uses:
        if not (use.reached or is_library):
            continue
        short = last(use.name)
        helper = known.SEEDERS.get(short, ())
        found |= set(known.SEEDERS.get(use.name, helper))
        if short in _TRAINERS:
            found |= set(known.ALL_SEEDED)
    return found


_TWICE = ProposedRun(
    """\
import subprocess, sys

command = [sys.executable, {script}]
first, second = (
    subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for _ in range(2)
)
print("The same twice." if first == second else f"Not the same:\\n{first}\\n{second}")
""",
    expected="Not the same: it prints other numbers the second time.",
    cost="It runs the script twice, with whatever that writes.",
)


# -- one seed for all ---------------------------------------------------------------


def _find_single(code: Code) -> Iterator[Hit]:
    """Arms are compared, and all of them with the same single seed."""
    if not _is_stochastic(code) or _is_given_a_seed(code):
        return
    arms = [node for node, _ in code.flow.loops if _said(node) & _ARMS]
    loops = [node for node, _ in code.flow.loops if _said(node) & _REPEATED]
    loops += [
        comp  # type: ignore[misc]
        for comp in code.nodes
        if isinstance(comp, ast.comprehension) and _said(comp) & _REPEATED
    ]
    if not arms or any(not _is_single(code, loop) for loop in loops):
        return
    seeds = [use for use in code.flow.uses if _sets_seed(use)]
    if not seeds and not loops:
        return
    at: ast.AST = loops[0] if loops else seeds[0].node
    if isinstance(at, ast.comprehension):
        return
    yield Hit(
        code.script.passage(at),
        "All arms are run with one and the same seed: nothing shows how far another "
        "seed would move the result.",
        0.6,
        question="Which seeds is each arm run with, and how far apart do they end?",
    )


def _said(node: ast.For | ast.AsyncFor | ast.comprehension) -> set[str]:
    names = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
    return {word for name in names for word in words(name)}


def _is_single(code: Code, loop: ast.For | ast.AsyncFor | ast.comprehension) -> bool:
    over: ast.expr = loop.iter
    if isinstance(over, ast.Name):
        made = [
            node.value
            for node in code.nodes
            if isinstance(node, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == over.id for t in node.targets)
        ]
        over = made[0] if len(made) == 1 else over
    if isinstance(over, ast.List | ast.Tuple):
        return len(over.elts) == 1
    return called(over) == "range" and [
        constant(arg) for arg in getattr(over, "args", [])
    ] == [1]


def _is_stochastic(code: Code) -> bool:
    layers = known.TORCH_LAYERS | known.KERAS_LAYERS | known.SKLEARN_RANDOM
    names = {last(use.name) for use in code.flow.uses}
    loaded = any(name == "from_pretrained" for name in names)
    return bool(names & (layers - {"train_test_split", "ShuffleSplit"})) or loaded


def _is_given_a_seed(code: Code) -> bool:
    """Whether whoever runs the script gives it a seed."""
    for node in code.nodes:
        if isinstance(node, ast.Call) and called(node) in (
            "add_argument", "option", "getenv", "get", "Option",
        ):  # fmt: skip
            said = [constant(arg) for arg in node.args]
            if any("seed" in str(item).lower() for item in said):
                return True
        if isinstance(node, ast.Attribute) and "seed" in node.attr.lower():
            holder = node.value.id if isinstance(node.value, ast.Name) else ""
            if holder in _SETTINGS:
                return not _is_own_constant(code)
        if isinstance(node, ast.Subscript) and "SEED" in str(constant(node.slice)):
            return True
    return False


def _is_own_constant(code: Code) -> bool:
    """Whether `cfg.seed` comes from a loop of the script over one seed."""
    return any(
        _said(node) & {"seed"} and _is_single(code, node) for node, _ in code.flow.loops
    )


def _sets_seed(use: Use) -> bool:
    return use.name in known.SEEDERS or last(use.name) in known.SEEDERS


# -- the edit -----------------------------------------------------------------------

_SEEDING = {
    "random": ("random", "{}.seed(0)"),
    "numpy": ("numpy", "{}.random.seed(0)"),
    "torch": ("torch", "{}.manual_seed(0)"),
    "tensorflow": ("tensorflow", "{}.random.set_seed(0)"),
}


def _seed_set(code: Code, generator: str) -> tuple[Replacement, ...]:
    """The seed set after the imports, under the script's own names."""
    package, call = _SEEDING.get(generator, ("", ""))
    alias = code.imports.alias(package) if package else ""
    imports = [n for n in code.tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    if not alias or not imports:
        return ()
    after = max(int(node.end_lineno or node.lineno) for node in imports)
    return lines_added(code.script, after, ["", call.format(alias)])


X5 = ScriptRule(
    id="X5",
    name="no seed, or one for all",
    severity=Severity.MEDIUM,
    source="Machine Learning Reproducibility Checklist (Pineau et al., arXiv"
    " 2003.12206)",
    question="Which seeds is each arm run with, and where are they set?",
    needs=lambda code: _is_stochastic(code) or any(True for _ in _draws(code)),
    find=_find_unseeded,
    example_bad="""\
import numpy as np

noise = np.random.normal(size=100)
print(noise.mean())
""",
    example_good="""\
import numpy as np

rng = np.random.default_rng(0)
noise = rng.normal(size=100)
print(noise.mean())
""",
)

RULES = (X5,)
