"""What goes wrong without a word, and shows only when a check of the project fails.

Each entry looks through the statements on which the failed check rests for one known
slip; what it finds is told with its line. It proves nothing: the confidence is modest.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.mending import Edit
from coresearch.diagnosis.origins.behind import Step
from coresearch.diagnosis.origins.checks import Check, failed_check, rests_on
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.rule import Cause, ErrorRule, rule
from coresearch.diagnosis.rules import pitfall_mends as mends

Found = Iterator[tuple[Step, ast.AST, str]]
Find = Callable[[Check], Found]
_NAN = r"(?i:\bnans?\b|missing values|not finite|infinity)"
_SIZES = (
    r"(?i:length|sizes?\b|shapes?\b|inconsistent number|did not match|out of bounds)"
)
Mend = Callable[[Case, Check, Step, ast.AST, str], Edit]
_ARITHMETIC = ast.Sub | ast.Add | ast.Mult | ast.Div
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def _called(node: ast.AST) -> str:
    """The name of what a call calls; for a method of any value `.merge`."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return dotted(node.func) or f".{node.func.attr}"
    return dotted(node.func)


def _method(node: ast.AST) -> str:
    """The method's own name, in a call of one."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr
    return ""


def _named(node: ast.AST, word: str) -> ast.expr | None:
    for one in node.keywords if isinstance(node, ast.Call) else ():
        if one.arg == word:
            return one.value
    return None


# -- objects that are shared -------------------------------------------------------

_MAKES = ("list", "dict", "set", "defaultdict", "Counter", "deque")


def _is_mutable(node: ast.AST | None) -> bool:
    is_literal = isinstance(node, ast.List | ast.Dict | ast.Set)
    return is_literal or (node is not None and _called(node) in _MAKES)


def _mutable_default(check: Check) -> Found:
    for step, node in check.nodes():
        if not isinstance(node, _FUNCTIONS):
            continue
        plain = [*node.args.posonlyargs, *node.args.args]
        given = node.args.defaults
        pairs = list(zip(plain[len(plain) - len(given) :], given, strict=True))
        pairs += [
            (one, value)
            for one, value in zip(
                node.args.kwonlyargs, node.args.kw_defaults, strict=True
            )
            if value is not None
        ]
        for argument, value in pairs:
            if _is_mutable(value) and _changes(node, argument.arg):
                yield step, node, f"{argument.arg}={ast.unparse(value)}"


_CHANGING = frozenset({
    "append", "extend", "insert", "add", "update", "pop", "remove", "setdefault",
    "clear", "sort", "reverse", "discard", "appendleft", "popitem", "fill_", "add_",
    "mul_", "zero_", "fill", "resize", "put",
})  # fmt: skip


def _changes(body: ast.AST, name: str) -> bool:
    for node in ast.walk(body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if node.func.attr in _CHANGING and dotted(owner) == name:
                return True
        if not isinstance(node, ast.Subscript | ast.AugAssign):
            continue
        target: ast.expr = node.target if isinstance(node, ast.AugAssign) else node
        is_set = isinstance(getattr(target, "ctx", None), ast.Store | ast.Del)
        if isinstance(target, ast.Subscript):
            target = target.value
        if is_set and dotted(target) == name:
            return True
    return False


def _class_list(check: Check) -> Found:
    for step, node in check.nodes():
        if not isinstance(node, ast.ClassDef) or node.decorator_list:
            continue
        for inner in node.body:
            if isinstance(inner, ast.Assign) and _is_mutable(inner.value):
                name = dotted(inner.targets[0])
                if name and _changes(node, f"self.{name}"):
                    yield step, inner, f"{name} of {node.name}"


def _same_object(check: Check) -> Found:
    for step, node in check.nodes():
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mult)
            and isinstance(node.left, ast.List)
            and any(
                _is_mutable(one) or isinstance(one, ast.BinOp) for one in node.left.elts
            )
        ) or (
            _called(node) == "dict.fromkeys"
            and isinstance(node, ast.Call)
            and len(node.args) == 2
            and _is_mutable(node.args[1])
        ):
            yield step, node, ast.unparse(node)


def _second_name(check: Check) -> Found:
    """`b = a`, or a view of a, and one of the two is changed afterwards."""
    for step, node in check.nodes():
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        new, old = dotted(node.targets[0]), _viewed(node.value)
        if not new or not old or new == old:
            continue
        after = [
            other
            for other, _ in ((s.node, 0) for s in check.steps)
            if other.lineno > node.lineno and not isinstance(other, _FUNCTIONS)
        ]
        if any(_changes(one, new) or _changes(one, old) for one in after):
            yield step, node, f"{new} and {old.removeprefix('self.')}"


def _viewed(node: ast.expr) -> str:
    """The name of what an expression is another name for, or shares its data with."""
    if isinstance(node, ast.Name | ast.Attribute):
        name = dotted(node)
        return name if not name.isupper() else ""
    if isinstance(node, ast.Subscript) and isinstance(
        node.slice, ast.Slice | ast.Tuple
    ):
        parts = [node.slice] if isinstance(node.slice, ast.Slice) else node.slice.elts
        return dotted(node.value) if any(
            isinstance(one, ast.Slice) for one in parts
        ) else ""  # fmt: skip
    if _method(node) in ("view", "reshape", "ravel", "transpose", "numpy", "values"):
        return dotted(node.func.value)  # type: ignore[attr-defined]
    if _called(node) in ("np.asarray", "torch.from_numpy", "copy.copy", "list", "dict"):
        first = node.args[0] if node.args else None  # type: ignore[attr-defined]
        return dotted(first) if first is not None else ""
    return dotted(node.func.value) if _method(node) == "copy" else ""  # type: ignore[attr-defined]


def _late_binding(check: Check) -> Found:
    for step, node in check.nodes():
        targets: set[str] = set()
        if isinstance(node, ast.For):
            targets = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
            inner = [one for part in node.body for one in ast.walk(part)]
        elif isinstance(node, ast.ListComp | ast.DictComp):
            targets = {
                n.id
                for one in node.generators
                for n in ast.walk(one.target)
                if isinstance(n, ast.Name)
            }
            inner = list(ast.walk(node))
        else:
            continue
        for one in inner:
            if isinstance(one, ast.Lambda | ast.FunctionDef):
                own = {a.arg for a in (*one.args.args, *one.args.kwonlyargs)}
                used = {n.id for n in ast.walk(one) if isinstance(n, ast.Name)}
                if late := sorted((targets & used) - own):
                    yield step, one, late[0]


# -- results that are not kept -----------------------------------------------------

_NEW_ONE = frozenset({
    "replace", "strip", "lower", "upper", "dropna", "fillna", "drop", "rename",
    "sort_values", "reset_index", "set_index", "drop_duplicates", "astype", "append",
    "sort_index", "assign", "reindex", "clip", "reshape", "transpose", "squeeze",
    "unsqueeze", "permute", "detach", "flatten", "map", "apply", "where", "merge",
    "join", "to_datetime", "float", "long", "cuda", "lstrip", "rstrip", "title",
    "filter", "shuffle", "select", "cast_column", "rename_column", "remove_columns",
    "union", "difference", "with_suffix", "format", "normalize", "round",
})  # fmt: skip
_NEW_FUNCTIONS = frozenset({
    "np.append", "numpy.append", "np.sort", "sorted", "np.concatenate", "pd.concat",
    "np.clip", "np.delete", "np.insert", "pd.to_datetime", "pd.to_numeric",
    "np.random.permutation", "dataclasses.replace", "torch.cat", "torch.clamp",
    "np.reshape", "reversed",
})  # fmt: skip
_IN_PLACE_OWNERS = ("list", "random", "rng", "model", "net", "optimizer")


def _not_kept(check: Check) -> Found:
    for step, node in check.nodes():
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
            continue
        call = node.value
        is_new = _called(call) in _NEW_FUNCTIONS
        if is_new or (_method(call) in _NEW_ONE and not _is_kept(call, check)):
            yield step, call, ast.unparse(call)


def _is_kept(call: ast.Call, check: Check) -> bool:
    """Whether the method changes its owner: a list's append, or inplace=True."""
    inplace = _named(call, "inplace")
    if isinstance(inplace, ast.Constant) and inplace.value is True:
        return True
    owner = dotted(call.func.value)  # type: ignore[attr-defined]
    if any(owner.rpartition(".")[2].startswith(one) for one in _IN_PLACE_OWNERS):
        return True
    name = _method(call)
    if name in ("append", "replace", "join", "map", "format", "select"):
        made = [
            one.value
            for step, one in check.nodes()
            if isinstance(one, ast.Assign) and dotted(one.targets[0]) == owner
        ]
        is_text = any(
            isinstance(one, ast.Constant) and isinstance(one.value, str) for one in made
        )
        is_table = any("pd." in ast.unparse(one) or "np." in ast.unparse(one)
                       for one in made)  # fmt: skip
        return not (is_text or is_table)
    return False


def _chained(check: Check) -> Found:
    for step, node in check.nodes():
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Subscript) and _is_part(target.value):
                    yield step, node, ast.unparse(target)
        elif (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
            and isinstance(node.value.func.value, ast.Subscript)
            and isinstance(_named(node.value, "inplace"), ast.Constant)
        ):
            yield step, node, ast.unparse(node.value)


def _is_part(node: ast.expr) -> bool:
    """`df[...]` or `df.loc[...]` with a condition or a name of a column in it."""
    if isinstance(node, ast.Attribute) and node.attr in ("loc", "iloc"):
        return isinstance(node.value, ast.Subscript)
    if not isinstance(node, ast.Subscript):
        return False
    is_table = isinstance(node.value, ast.Attribute) and node.value.attr in (
        "loc",
        "iloc",
    )
    is_column = isinstance(node.slice, ast.Constant) and isinstance(
        node.slice.value, str
    )
    name = dotted(node.value).lower()
    return (
        is_table
        or isinstance(node.slice, ast.Compare | ast.BoolOp)
        or (is_column and ("df" in name or "frame" in name or "table" in name))
    )


# -- tables ------------------------------------------------------------------------


def _merge(check: Check) -> Found:
    for step, node in check.nodes():
        is_merge = _method(node) in ("merge", "join") and (
            isinstance(node, ast.Call)
            and (bool(node.keywords) or _called(node) in ("pd.merge", "pandas.merge"))
        )
        if is_merge and _named(node, "validate") is None:
            yield step, node, ast.unparse(node)


_CUTS = frozenset({
    "sort_values", "sample", "dropna", "query", "head", "tail", "drop_duplicates",
    "nlargest", "iloc", "loc", "groupby", "set_index", "read_csv",
})  # fmt: skip


def _alignment(check: Check) -> Found:
    text = " ".join(ast.unparse(step.node) for step in check.steps)
    if not re.search(r"\bpd\.|pandas", text):
        return
    has_cut = any(f".{one}" in text for one in _CUTS) or "index=" in text or (
        re.search(r"\w\[\w+\[.+?\] *[<>=!]", text) is not None
    )  # fmt: skip
    is_dated = re.search(r"index_col|set_index|DatetimeIndex|date_range", text)
    for step, node in check.nodes():
        if is_dated and any(_method(one) == "reset_index" and "drop=True" in
                            ast.unparse(one) for one in _returned(node)):  # fmt: skip
            yield step, node, f"what is computed with {ast.unparse(node)[7:]}"
        if not has_cut:
            continue
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            owner = dotted(node.targets[0].value)
            value = node.value
            source = dotted(value.value) if isinstance(value, ast.Subscript) else ""
            is_series = isinstance(value, ast.Call) and _called(value) in (
                "pd.Series",
                "pandas.Series",
            )
            if (source and owner and source != owner) or is_series:
                yield step, node, ast.unparse(node)
        elif _called(node) in ("pd.concat", "pandas.concat"):
            axis = _named(node, "axis")
            if isinstance(axis, ast.Constant) and axis.value in (1, "columns"):
                yield step, node, ast.unparse(node)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, _ARITHMETIC):
            sides = [node.left, node.right]
            owners = [
                dotted(one.value) if isinstance(one, ast.Subscript) else ""
                for one in sides
            ]
            if all(owners) and owners[0] != owners[1]:
                yield step, node, ast.unparse(node)


# -- arrays ------------------------------------------------------------------------


def _is_column(node: ast.AST) -> bool:
    """Whether an expression makes an axis of one place."""
    text = ast.unparse(node)
    return bool(
        re.search(
            r"reshape\(\(?-1, 1|\[:, None\]|\[:, np\.newaxis\]|unsqueeze\("
            r"|keepdims?=True|\[None, :\]|expand_dims|, 1\)\)?$"
            r"|\[\[['\"]\w+['\"]\]\]",
            text,
        )
    )


def _returned(node: ast.AST) -> list[ast.expr]:
    """What a return statement gives, part by part."""
    if not isinstance(node, ast.Return) or node.value is None:
        return []
    return node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]


def _broadcast(check: Check) -> Found:
    columns = {
        dotted(step.node.targets[0])
        for step in check.steps
        if isinstance(step.node, ast.Assign) and _is_column(step.node.value)
    }
    outputs = {
        dotted(step.node.targets[0])
        for step in check.steps
        if isinstance(step.node, ast.Assign)
        and re.match(r"(?:self\.)?(?:\w*model|net|layer|head|lin\w*|fc\d*)\(",
                     ast.unparse(step.node.value))
    }  # fmt: skip
    for step, node in check.nodes():
        sides: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, _ARITHMETIC):
            sides = [node.left, node.right]
        elif isinstance(node, ast.Compare) and len(node.comparators) == 1:
            sides = [node.left, node.comparators[0]]
        elif re.search(r"mse_loss|MSELoss|l1_loss|mean_squared|criterion|loss_fn",
                       _called(node)) and isinstance(node, ast.Call):  # fmt: skip
            sides = list(node.args[:2])
        if len(sides) != 2:
            continue
        odd = [
            bool({n.id for n in ast.walk(one) if isinstance(n, ast.Name)} & columns)
            or _is_column(one)
            or dotted(one) in outputs
            for one in sides
        ]
        if odd[0] != odd[1] and not any(isinstance(o, ast.Constant) for o in sides):
            yield step, node, ast.unparse(node)
    for step, node in check.nodes():
        for one in _returned(node):
            if re.search(r"\[\['\w+'\]\]\.(?:to_numpy\(\)|values)$|reshape\(\(?-1, 1",
                         ast.unparse(one)):  # fmt: skip
                yield step, one, f"what is computed with {ast.unparse(one)}"


_SMALL = r"u?int8|u?int16|int32|float16|\bhalf\b"


def _small_type(check: Check) -> Found:
    for step, node in check.nodes():
        if isinstance(node, ast.Call):
            text = ast.unparse(node)
            is_typed = re.search(r"dtype|astype|\.to\(|half\(", text)
            if is_typed and re.search(_SMALL, text):
                yield step, node, text[:80]


def _whole_numbers(check: Check) -> Found:
    """An array of whole numbers that gets fractions."""
    for step, node in check.nodes():
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
            continue
        text, name = ast.unparse(node.value), dotted(node.targets[0])
        is_whole = re.match(
            r"(?:np|numpy)\.(?:zeros|ones|empty|full)\(.*dtype=(?:'int|int|np\.int)"
            r"|(?:np|numpy)\.(?:arange\([\w, ]+\)|array\(\[(?:-?\d+(?:, )?)+\]\))"
            r"|(?:np|numpy)\.(?:zeros|ones|full)_like\("
            r"|(?:np|numpy)\.full\(.*, -?\d+\)",
            text,
        )
        if is_whole and name and any(_changes(one.node, name) for one in check.steps):
            yield step, node, text


def _off_by_one(check: Check) -> Found:
    for step, node in check.nodes():
        if isinstance(node, ast.Call | ast.Subscript | ast.BinOp | ast.Compare):
            text = ast.unparse(node)
            if isinstance(node, ast.Call) and _called(node) == "range":
                ends = [ast.unparse(one) for one in node.args]
                if any(re.search(r"- ?1$|^1$|//", end) for end in ends[:2]) and not (
                    ends[:1] == ["1"] and ends[-1].endswith("+ 1")
                ):
                    yield step, node, text
            elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
                upper = node.slice.upper
                lower = node.slice.lower
                cut = [ast.unparse(o) for o in (lower, upper) if o is not None]
                if any(re.search(r"-1$|- 1$|^1$|\+ 1$", one) for one in cut):
                    yield step, node, text
            elif (
                isinstance(node, ast.BinOp)
                and isinstance(node.op, ast.FloorDiv)
                and "len" in text
            ):
                yield step, node, text


# -- chance and order --------------------------------------------------------------

_RANDOM = (
    r"^(?:random\.\w+|np\.random\.(?!seed|default_rng)\w+|numpy\.random\.(?!seed)\w+"
    r"|torch\.(?:rand\w*|randperm|normal|multinomial|bernoulli)|.*\.shuffle|.*\.sample)$"
)
_SEEDED = (r"seed\(|manual_seed|random_state=|default_rng\(\S|Random\(\S"
                     r"|seed=|Generator\(")  # fmt: skip
_SPLITS = ("train_test_split", "KFold", "StratifiedKFold", "RandomForestClassifier",
           "KMeans", "MLPClassifier", "random_split", "ShuffleSplit")  # fmt: skip


def _unseeded(check: Check) -> Found:
    source = " ".join(ast.unparse(step.node) for step in check.steps)
    for step, node in check.nodes():
        name = _called(node)
        if name in ("np.random.default_rng", "random.Random", "default_rng") and (
            isinstance(node, ast.Call) and not node.args and not node.keywords
        ):
            yield step, node, ast.unparse(node)
        if re.search(_SEEDED, source):
            continue
        if re.match(_RANDOM, name) or name.rpartition(".")[2] in _SPLITS:
            yield step, node, ast.unparse(node)[:80]


def _order(check: Check) -> Found:
    for step, node in check.nodes():
        name = _called(node)
        if name in ("os.listdir", "glob.glob", "os.scandir", "hash", "id") or (
            _method(node) in ("glob", "rglob", "iterdir", "as_completed",
                              "imap_unordered", "walk")
        ):  # fmt: skip
            if not _is_sorted(node, check):
                yield step, node, ast.unparse(node)
        elif name in ("list", "enumerate", "tuple", "np.array") and isinstance(
            node, ast.Call
        ):
            if node.args and (
                _called(node.args[0]) == "set" or isinstance(node.args[0], ast.Set)
            ):
                yield step, node, ast.unparse(node)
        elif isinstance(node, ast.For) and (
            _called(node.iter) == "set" or isinstance(node.iter, ast.Set | ast.SetComp)
        ):
            yield step, node.iter, ast.unparse(node.iter)


def _is_sorted(node: ast.AST, check: Check) -> bool:
    return any(
        _called(one) == "sorted" and any(inner is node for inner in ast.walk(one))
        for _, one in check.nodes()
    )


def _text_order(check: Check) -> Found:
    for step, node in check.nodes():
        if _called(node) in ("sorted", "max", "min") or _method(node) == "sort":
            text = ast.unparse(node)
            if isinstance(node, ast.Call) and _named(node, "key") is None and re.search(
                r"glob|listdir|iterdir|files|paths|names|versions?\b|checkpoints?|ckpts?"
                r"|steps?\b|rows?\b|ids?\b", text
            ):  # fmt: skip
                yield step, node, text


# -- values ------------------------------------------------------------------------


def _used_up(check: Check) -> Found:
    """A generator or reader that is gone through a second time."""
    for step, node in check.nodes():
        if not isinstance(node, ast.Assign):
            continue
        is_once = isinstance(node.value, ast.GeneratorExp) or _called(node.value) in (
            "map", "filter", "zip", "iter", "csv.reader", "csv.DictReader",
            "enumerate", "reversed", "itertools.chain", "open",
        )  # fmt: skip
        name = dotted(node.targets[0])
        if not is_once or not name:
            continue
        every = [s.node for s in check.steps] + [check.statement]
        uses = {
            one.lineno
            for part in every
            for one in ast.walk(part)
            if isinstance(one, ast.Name)
            and one.id == name
            and isinstance(one.ctx, ast.Load)
        }
        if len(uses) > 1:
            yield step, node, name


def _float_equal(check: Check) -> Found:
    for node in ast.walk(check.test):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            sides = [node.left, *node.comparators]
            text = ast.unparse(node)
            has_float = any(
                isinstance(one, ast.Constant)
                and isinstance(one.value, float)
                and not one.value.is_integer()
                for side in sides
                for one in ast.walk(side)
            )
            if has_float or re.search(r"\bsum\(|mean\(|/ ", text):
                yield Step("", check.statement), node, text


def _precedence(check: Check) -> Found:
    for step, node in check.nodes():
        if not isinstance(node, ast.Compare):
            continue
        parts = [node.left, *node.comparators]
        for one in parts:
            if isinstance(one, ast.BinOp) and isinstance(
                one.op, ast.BitAnd | ast.BitOr
            ):
                yield step, node, ast.unparse(node)


def _falsy(check: Check) -> Found:
    """`x or default`, or `if x`, where 0 or an empty value is a value."""
    for step, node in check.nodes():
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            last = node.values[-1]
            if (
                isinstance(last, ast.Constant)
                and not isinstance(last.value, bool)
                and isinstance(node.values[0], ast.Name | ast.Attribute | ast.Call)
            ):
                yield step, node, ast.unparse(node)


def _identity(check: Check) -> Found:
    for step, node in [*check.nodes(), (Step("", check.statement), check.test)]:
        if isinstance(node, ast.Compare) and isinstance(
            node.ops[0], ast.Is | ast.IsNot
        ):
            other = node.comparators[0]
            if isinstance(other, ast.Constant) and other.value not in (
                None,
                True,
                False,
            ):
                yield step, node, ast.unparse(node)


def _option_bool(check: Check) -> Found:
    for step, node in check.nodes():
        kind = _named(node, "type")
        is_option = _method(node) == "add_argument" and kind is not None
        is_read = _called(node) == "bool" and "environ" in ast.unparse(node)
        if is_read or (is_option and kind is not None and dotted(kind) == "bool"):
            yield step, node, ast.unparse(node)


def _swallowed(check: Check) -> Found:
    for step, node in check.nodes():
        if isinstance(node, ast.ExceptHandler):
            is_any = node.type is None or dotted(node.type) in (
                "Exception",
                "BaseException",
            )
            is_quiet = all(
                isinstance(one, ast.Pass | ast.Continue)
                or (isinstance(one, ast.Return) and one.value is None)
                for one in node.body
            )
            if is_quiet or (is_any and not any(
                isinstance(one, ast.Raise) for one in ast.walk(node)
            )):  # fmt: skip
                what = ast.unparse(node.type) if node.type else "everything"
                yield step, node, what


def _read_as_number(check: Check) -> Found:
    has_text = any(
        isinstance(one, ast.Constant)
        and isinstance(one.value, str)
        and one.value[:1] in ("0", "+", "")
        for one in ast.walk(check.test)
    )
    if not has_text and not re.search(r"zfill|startswith|\bid\b|code|zip",
                                      ast.unparse(check.test)):  # fmt: skip
        return
    for step, node in check.nodes():
        if _method(node) in ("read_csv", "read_table", "read_excel") and (
            _named(node, "dtype") is None and _named(node, "converters") is None
        ):
            yield step, node, ast.unparse(node)


_SPREADS = r"\bstd\b|\bsd\b|sigma|scale|norm\b|\.sum\(|ptp\(|\bmax\(.*- .*min"


def _is_call(node: ast.AST) -> bool:
    """Calls are looked at after what is computed with them."""
    return isinstance(node, ast.Call)


def _not_finite(check: Check) -> Found:
    """What gives nan or inf of plain numbers: log of zero, a spread of zero."""
    said = ast.unparse(check.test)
    is_asked = isinstance(check.statement, ast.Assert | ast.Raise | ast.Expr)
    if (
        is_asked
        and not re.search(r"(?i)finite|nan|null|notna|inf\b", said)
        and (check.is_assert)
    ):
        return
    for step, node in sorted(check.nodes(), key=lambda one: _is_call(one[1])):
        text = ast.unparse(node) if isinstance(node, ast.BinOp | ast.Call) else ""
        product = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)
        if product and re.search(r"\blog\w*\(", text):
            yield step, node, f"{text}, where 0 * log(0) is nan"
        elif (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Div)
            and re.search(_SPREADS, ast.unparse(node.right))
        ):
            yield (
                step,
                node,
                (f"{text}, which is nan where all values are the same or zero"),
            )
        elif isinstance(node, ast.Call) and re.search(
            r"(?:^|\.)(?:log|log10|log2|sqrt|arccos|arcsin)$", _called(node)
        ):
            yield step, node, f"{text}, which is nan or inf at 0 or below"


def _degrees(check: Check) -> Found:
    """Sines and cosines of what was not made radians, where other values were."""
    for step in check.steps:
        text = ast.unparse(step.node)
        if not re.search(r"radians\(|deg2rad\(|/ 180", text):
            continue
        turned = {
            dotted(one.targets[0])
            for one in ast.walk(step.node)
            if isinstance(one, ast.Assign)
            and re.search(r"radians|deg2rad|/ 180", ast.unparse(one.value))
        }
        for node in ast.walk(step.node):
            if not re.search(r"(?:^|\.)(?:sin|cos|tan)$", _called(node)):
                continue
            names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            plain = [n for n in names if re.search(r"lat|lon|deg|angle|theta|phi", n)]
            if plain and not names & turned and "rad" not in ast.unparse(node):
                yield step, node, ast.unparse(node)


# -- models ------------------------------------------------------------------------


def _mode_left(check: Check) -> Found:
    text = " ".join(ast.unparse(step.node) for step in check.steps)
    if not re.search(r"Dropout|BatchNorm|dropout", text) or ".eval()" in text:
        return
    for step, node in check.nodes():
        if re.search(r"Dropout|BatchNorm|dropout", _called(node)):
            yield step, node, ast.unparse(node)
            return


def _gradients_kept(check: Check) -> Found:
    text = " ".join(ast.unparse(step.node) for step in check.steps)
    if ".backward()" not in text or "zero_grad" in text or ".grad = None" in text:
        return
    for step, node in check.nodes():
        if _method(node) == "backward":
            yield step, node, ast.unparse(node)


def _softmax_twice(check: Check) -> Found:
    text = " ".join(ast.unparse(step.node) for step in check.steps)
    if not re.search(r"CrossEntropyLoss|cross_entropy", text):
        return
    for step, node in check.nodes():
        if re.search(r"(?:^|\.)(?:[sS]oftmax|[sS]igmoid)$", _called(node)):
            yield step, node, ast.unparse(node)


def _fitted_apart(check: Check) -> Found:
    fits = [
        (step, node)
        for step, node in check.nodes()
        if _method(node) in ("fit_transform", "fit", "factorize", "get_dummies")
    ]
    owners = [ast.unparse(n.func.value) for _, n in fits if isinstance(n, ast.Call)
              and isinstance(n.func, ast.Attribute)]  # fmt: skip
    for (step, node), owner in zip(fits, owners, strict=True):
        text = ast.unparse(node)
        on_test = re.search(
            r"\((?:\w+\[)?['\"]?\w*(?:test|val|eval|new)\w*", text, re.I
        )
        if _method(node) != "fit" and (owners.count(owner) > 1 or on_test):
            yield step, node, text


def _all_fitted(check: Check) -> Found:
    """Something is fitted on all data before they are split."""
    text = [(s.node.lineno, ast.unparse(s.node)) for s in check.steps]
    splits = [line for line, one in text if "train_test_split" in one or "KFold" in one]
    for step, node in check.nodes():
        is_fit = _method(node) in ("fit_transform", "fit")
        if is_fit and splits and getattr(node, "lineno", 0) < min(splits):
            yield step, node, ast.unparse(node)


def pitfall(
    identity: str,
    name: str,
    find: Find,
    means: str,
    then: str,
    *,
    sure: float = 0.68,
    example: str,
    mend: Mend | None = None,
    messages: str = "",
) -> ErrorRule:
    """An entry; {0} is where it was found, and {1} what.

    It is looked for behind a check of the project that failed, and where a library
    says one of `messages`.
    """

    def explain(case: Case, match: re.Match[str]) -> Cause | None:
        check = failed_check(case)
        if check is None and messages and re.search(messages, case.raised.text):
            check = rests_on(case)
        first = next(find(check), None) if check else None
        if check is None or first is None:
            return None
        step, node, what = first
        place = f"{step.path or case.path}:{getattr(node, 'lineno', 0)}"
        tested = ast.unparse(check.test)[:100]
        words = "does not hold" if check.is_assert else "was met"
        if not isinstance(check.statement, ast.Assert | ast.Raise) and not (
            check.is_assert
        ):
            tested, words = "it", "fails"
        return Cause(
            f"{means.format(place, what)} That may be why {tested} {words} at "
            f"{case.place}.",
            sure,
            edit=mend(case, check, step, node, what) if mend else (),
            path=step.path or case.path,
            test=then.format(place, what),
        )

    frame = 'Traceback (most recent call last):\n  File "a.py", line {}, in <module>\n'
    lines = example.splitlines()
    log = frame.format(len(lines)) + f"    {lines[-1]}\nAssertionError"
    return rule(
        identity, name, "", r"", explain,
        question="What should the value be, by hand, for one small case?",
        example=f"--- a.py\n{example}\n+++\n{log}",
    )  # fmt: skip


RULES = (
    pitfall(
        "default-shared", "A default is shared by all calls", _mutable_default,
        "The default {1} of the function at {0} is made once and changed by each call: "
        "the next one begins with what the last has left.",
        "{1} → None, and make it inside: `if x is None: x = []`.", sure=0.78,
        example="def f(x, seen=[]):\n    seen.append(x)\n    return seen\nr = f(1)\n"
        "r = f(2)\nassert r == [2]",
        mend=mends.default_made_inside,
        messages=_SIZES,
    ),
    pitfall(
        "class-shared", "A list of a class is shared by its objects", _class_list,
        "{1} at {0} belongs to the class: all objects change the same one.",
        "Make it in __init__: self.… = [].", sure=0.78,
        example="class A:\n    items = []\n    def add(self, x):\n"
        "        self.items.append(x)\na = A()\na.add(1)\nassert A().items == []",
        messages=_SIZES,
    ),
    pitfall(
        "same-object", "One object stands in several places", _same_object,
        "{1} at {0} holds the same object several times: a change of one is a change "
        "of all.",
        "[… for _ in range(n)] makes one for each.", sure=0.78,
        example="grid = [[0] * 2] * 2\ngrid[0][0] = 1\nassert grid[1][0] == 0",
        mend=mends.one_for_each,
        messages=_SIZES,
    ),
    pitfall(
        "late-binding", "A function of a loop sees the loop's last value",
        _late_binding,
        "The function made in a loop at {0} uses {1} when it is called, and not when "
        "it is made: by then {1} has its last value.",
        "A default keeps it: lambda x, {1}={1}: …; or functools.partial.", sure=0.78,
        example="fs = [lambda: i for i in range(3)]\nassert fs[0]() == 0",
        mend=mends.bound_now,
    ),
    pitfall(
        "result-dropped", "The result of a call is not kept", _not_kept,
        "{1} at {0} gives a new value and changes nothing itself; its result is not "
        "kept.",
        "x = {1}.", sure=0.77,
        example="name = input()\nname.strip()\nassert name == 'a'",
        mend=mends.kept,
    ),
    pitfall(
        "part-assigned", "A copy of a part of a table is changed", _chained,
        "{1} at {0} changes a copy of a part of the table, and not the table.",
        "One step: df.loc[rows, 'column'] = …; df['c'] = df['c'].fillna(…).", sure=0.76,
        example="import pandas as pd\ndf = pd.DataFrame({{'a': [1]}})\n"
        "df['a'][0] = 5\nassert df['a'][0] == 5".replace("{{", "{").replace("}}", "}"),
        mend=mends.by_loc,
        messages=_NAN,
    ),
    pitfall(
        "option-truth", "A text is taken for yes", _option_bool,
        "{1} at {0}: bool('False') is True, any text that is not empty is.",
        "action='store_true' or argparse.BooleanOptionalAction; compare the text.",
        sure=0.78,
        example="import os\nflag = bool(os.environ.get('F', '0'))\nassert not flag",
    ),
    pitfall(
        "merge-grew", "A merge makes or loses rows", _merge,
        "{1} at {0} is told nothing of how rows belong together: a key that stands "
        "twice on one side gives a row for each pair, one without a partner is lost "
        "(inner) or gets nan (left).",
        "validate='one_to_one' or 'many_to_one' there; print len() of both sides and "
        "of the result, and df.duplicated(key).sum().", sure=0.74,
        example="import pandas as pd\na = b = pd.DataFrame({'k': [1, 1]})\n"
        "m = a.merge(b, on='k')\nassert len(m) == 2",
        messages=f"{_NAN}|{_SIZES}",
    ),
    pitfall(
        "index-aligned", "Rows are matched by their index and not by their order",
        _alignment,
        "{1} at {0} matches rows by their index: where one side was filtered, sorted "
        "or read apart, what has no partner is nan, and the rest may stand in other "
        "rows.",
        ".reset_index(drop=True) on both, or .to_numpy() where the order is the same.",
        sure=0.7,
        example="import pandas as pd\na = pd.DataFrame({'x': [1, 2]})\n"
        "b = a[a['x'] > 1]\na['y'] = b['x']\nassert a['y'].notna().all()",
        messages=_NAN,
    ),
    pitfall(
        "shapes-spread", "Two shapes are spread against each other", _broadcast,
        "In {1} at {0} one side has an axis of one place and the other has not: (n, 1) "
        "with (n,) gives (n, n) without a word.",
        "print both shapes; squeeze(-1) or ravel() of the one, assert a.shape == "
        "b.shape.", sure=0.74,
        example="import numpy as np\nx = np.ones(3)\ny = x.reshape(-1, 1)\n"
        "d = x - y\nassert d.shape == (3,)",
        messages=_SIZES,
    ),
    pitfall(
        "small-type", "A small type of numbers overflows or rounds", _small_type,
        "{1} at {0} keeps numbers in a small type: whole numbers wrap round past its "
        "end (255 + 1 is 0 as uint8, and 0 - 1 is 255), half precision rounds.",
        ".astype(np.int64) or float before the arithmetic.", sure=0.72,
        example="import numpy as np\nx = np.array([200], dtype=np.uint8)\n"
        "s = x + x\nassert s[0] == 400",
    ),
    pitfall(
        "whole-array", "An array of whole numbers cuts off fractions", _whole_numbers,
        "{1} at {0} is an array of whole numbers: what is put into it loses its "
        "fraction.",
        "dtype=float, or 1.0 instead of 1.", sure=0.74,
        example="import numpy as np\nx = np.array([1, 2])\nx[0] = 0.5\n"
        "assert x[0] == 0.5",
    ),
    pitfall(
        "used-up", "Something that is gone through once is used twice", _used_up,
        "{1} made at {0} can be gone through once: the second time it is empty.",
        "list(…) when it is made.", sure=0.75,
        example="xs = (i for i in range(3))\nn = sum(xs)\nassert n == len(list(xs))",
        mend=mends.as_list,
        messages=_SIZES,
    ),
    pitfall(
        "second-name", "Two names stand for one object", _second_name,
        "{1} are one object since {0} (or share their data): a change of one shows in "
        "the other.",
        ".copy(), copy.deepcopy for what is nested, .clone() of a tensor.", sure=0.72,
        example="a = [1]\nb = a\nb.append(2)\nassert a == [1]",
    ),
    pitfall(
        "precedence-of-and", "& and | bind more than a comparison", _precedence,
        "In {1} at {0} & or | is computed before the comparison.",
        "(a == 1) & (b == 2).", sure=0.76,
        example="x = 1\nok = x == 1 & x == 1\nok = 2 & x == 2\nassert ok",
        mend=mends.in_parentheses,
    ),
    pitfall(
        "zero-is-false", "A value of 0 is taken for none", _falsy,
        "{1} at {0} takes the default for 0, '' and [] too, not only for None.",
        "x if x is not None else default.", sure=0.7,
        example="k = 0\nv = k or 5\nassert v == 0",
        mend=mends.unless_none,
    ),
    pitfall(
        "identity", "Values are compared by is", _identity,
        "{1} at {0} asks whether it is the same object, not whether it is equal.",
        "==.", sure=0.75,
        example="a = input()\nok = a is 'yes'\nassert ok",
        mend=mends.by_value,
    ),
    pitfall(
        "gradients-kept", "Gradients are added up over steps", _gradients_kept,
        "{1} at {0} adds to the gradients of the steps before: nothing sets them to "
        "zero.",
        "optimizer.zero_grad() before backward().", sure=0.76,
        example="for _ in range(2):\n    loss = f(w)\n    loss.backward()\n"
        "g = w.grad + loss\nassert g == 1",
        mend=mends.zeroed,
    ),
    pitfall(
        "mode-left", "A model with dropout is not set to evaluation", _mode_left,
        "{1} at {0} behaves otherwise in training: nothing calls model.eval().",
        "model.eval() and torch.no_grad() before it is measured.", sure=0.74,
        example="import torch\nm = torch.nn.Dropout(0.5)\na = m(x)\nb = m(x)\n"
        "assert (a == b).all()",
    ),
    pitfall(
        "softmax-twice", "Probabilities go into a loss that wants logits",
        _softmax_twice,
        "{1} at {0} makes probabilities, and cross entropy takes logits and does that "
        "itself.",
        "Leave it out before the loss.", sure=0.74,
        example="p = torch.softmax(z, -1)\nloss = torch.nn.functional.cross_entropy("
        "p, y)\nassert loss < 0.1",
    ),
    pitfall(
        "fitted-apart", "Training and test are encoded apart", _fitted_apart,
        "{1} at {0} is fitted anew on another part of the data: the same value gets "
        "another number or scale there.",
        "fit on the training part once, transform on the others.", sure=0.75,
        example="a = enc.fit_transform(train)\nb = enc.fit_transform(test)\n"
        "assert a[0] == b[0]",
        mend=mends.only_transformed,
        messages=f"{_SIZES}|feature",
    ),
    pitfall(
        "fitted-on-all", "Something is fitted before the data are split", _all_fitted,
        "{1} at {0} sees all rows, those of the test part too, before they are split.",
        "Split first; a Pipeline in cross_val_score.", sure=0.72,
        example="x = scaler.fit_transform(x)\na, b = train_test_split(x, seed=1)\n"
        "assert abs(a.mean()) > 0",
    ),
    pitfall(
        "nan-made", "Arithmetic makes nan of plain numbers", _not_finite,
        "Look at {1} ({0}).",
        "Leave such values out, or say what they stand for: scipy.special.xlogy for "
        "x*log(x), a spread of 0 replaced by 1, np.where; print where the first nan "
        "is.", sure=0.74, messages=_NAN,
        example="import numpy as np\np = np.array([0.0, 1.0])\n"
        "h = -(p * np.log(p)).sum()\nassert np.isfinite(h)",
    ),
    pitfall(
        "degrees", "Degrees are taken for radians", _degrees,
        "{1} at {0} gets degrees, and wants radians: other values there are turned "
        "into them, this one is not.",
        "math.radians(…) of it.", sure=0.77,
        example="import math\ndef f(lat, d):\n    d = math.radians(d)\n"
        "    return math.cos(lat) * math.sin(d)\nv = f(60, 1)\nassert v > 0",
    ),
    pitfall(
        "chance-unseeded", "Chance is not fixed", _unseeded,
        "{1} at {0} draws by chance, and nothing fixes its seed: each run or call "
        "gives another result.",
        "A seed for each source (random, NumPy, torch, random_state=), or a check "
        "with a tolerance.", sure=0.72,
        example="import random\na = random.random()\nb = random.random()\n"
        "assert a == b",
    ),
    pitfall(
        "order-unfixed", "An order is taken for fixed that is not", _order,
        "{1} at {0} comes in no fixed order: it differs between machines, file "
        "systems or runs.",
        "sorted(…) around it.", sure=0.72,
        example="names = list(set(['b', 'a']))\nassert names == ['a', 'b']",
        mend=mends.in_order,
    ),
    pitfall(
        "text-order", "Numbers are ordered as text", _text_order,
        "{1} at {0} orders texts: '10' comes before '9'.",
        "key=int, or the number taken out of the name; zeros in front.", sure=0.68,
        example="ids = ['10', '9']\nlast = max(ids)\nassert last == '10'",
    ),
    pitfall(
        "error-swallowed", "An error before it was passed over", _swallowed,
        "The except at {0} passes over {1}: what failed there is not seen, and its "
        "result is missing here.",
        "Print the error there (traceback.print_exc()), or catch only what is meant.",
        sure=0.7,
        example="d = []\ntry:\n    d.append(f())\nexcept Exception:\n    pass\n"
        "assert d",
    ),
    pitfall(
        "floats-equal", "Fractions are compared for being equal", _float_equal,
        "{1} compares fractions exactly: 0.1 + 0.2 is not 0.3, and the order of a sum "
        "changes its last digits.",
        "math.isclose, np.isclose, pytest.approx.", sure=0.7,
        example="s = 0.1 + 0.2\nassert s == 0.3",
    ),
    pitfall(
        "one-off", "A range or slice is one too short or too long", _off_by_one,
        "{1} at {0} leaves out the last or the first (the end of a range and of a "
        "slice does not belong to it), or a rest is lost by //.",
        "Go through it with three items by hand; print its length.", sure=0.7,
        example="xs = [1, 2, 3]\nn = sum(xs[i] for i in range(len(xs) - 1))\n"
        "assert n == 6",
    ),
    pitfall(
        "read-as-number", "A column is read as another type than it is meant",
        _read_as_number,
        "{1} at {0} lets pandas guess types: '007' becomes 7, a column with a gap "
        "becomes a float, 'NA' becomes missing, and one odd cell makes all text.",
        "dtype={{'id': str}}, keep_default_na=False; print(df.dtypes).", sure=0.62,
        example="import pandas as pd\ndf = pd.read_csv('a.csv')\n"
        "assert df['id'][0] == '007'",
    ),
)  # fmt: skip
