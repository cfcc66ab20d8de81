"""Follow an expression back to what its value came from."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from coresearch.diagnosis.failures import Frame, Raised
from coresearch.diagnosis.origins import files, tables
from coresearch.diagnosis.origins.scopes import (
    Body,
    Scope,
    Source,
    dotted,
    imported,
    loop_of,
    source_of,
    statements,
)
from coresearch.diagnosis.origins.values import (
    Column,
    Function,
    Items,
    Keyed,
    Literal,
    Made,
    Row,
    Stream,
    Table,
    Value,
)

_DEPTH = 12
_MOST_VALUES = 2_000
"""Expressions that are followed for one failure: calls of calls soon are many."""
_MOST_MODULES = 40
_MOST_TEXT = 100_000
Read = Callable[[str], "str | None"]


class Trail:
    """One failure's way through the repository."""

    def __init__(self, paths: tuple[str, ...], read: Read) -> None:
        self.paths = paths
        self.read = read
        self._known = frozenset(paths)
        self._trees: dict[str, ast.Module | None] = {}
        self._left = _MOST_VALUES

    def tree(self, path: str) -> ast.Module | None:
        """The syntax tree of a file; None where it has none."""
        if path not in self._trees:
            text = self.read(path)
            try:
                self._trees[path] = ast.parse(text) if text else None
            except (SyntaxError, ValueError, RecursionError):
                self._trees[path] = None
        return self._trees[path]

    def reached(self, start: Iterable[str]) -> list[str]:
        """These files and the project's modules that they import, and so on."""
        found = [path for path in start if path.endswith(".py")]
        for path in found:  # grows meanwhile
            tree = self.tree(path)
            if tree is None or len(found) >= _MOST_MODULES:
                continue
            for full in imported(tree).values():
                for module in (full, full.rpartition(".")[0]):
                    other = self.module_path(module, path)
                    if other and other not in found:
                        found.append(other)
        return found

    # -- scopes ----------------------------------------------------------------------

    def named(self, path: str) -> str:
        """A frame's path from the tree's top; empty if it is not in it."""
        parts = path.replace("\\", "/").split("/")
        ends = ("/".join(parts[start:]) for start in range(len(parts)))
        return next((end for end in ends if end in self._known), "")

    def scope_of(self, raised: Raised, frame: Frame) -> Scope | None:
        """The scope of a frame, with what the frames before it called it with."""
        scope: Scope | None = None
        for one in raised.frames:
            path = "" if one.is_library else self.named(one.path)
            tree = self.tree(path) if path else None
            if tree is None:
                scope = None if not one.is_library else scope
            else:
                scope = self._entered(scope, path, tree, one)
            if one is frame:
                return scope if tree is not None else None
        return None

    def _entered(
        self, outer: Scope | None, path: str, tree: ast.Module, frame: Frame
    ) -> Scope:
        body = _function_at(tree, frame)
        bound: Mapping[str, Value | None] = {}
        if outer is not None and outer.body is body:  # a comprehension's own frame
            bound = outer.bound
        elif outer is not None and not isinstance(body, ast.Module):
            call = _call_at(outer, frame.function)
            if call is not None:
                bound = self._bound(body, call, outer, 0)
        return Scope(path, tree, body, frame.line, bound)

    def _bound(
        self, body: Body, call: ast.Call, scope: Scope, depth: int
    ) -> dict[str, Value | None]:
        if isinstance(body, ast.Module):
            return {}
        names = [one.arg for one in (*body.args.posonlyargs, *body.args.args)]
        if names and names[0] in ("self", "cls"):
            names = names[1:]
        known: dict[str, Value | None] = dict(
            zip(
                names,
                (self.value(one, scope, depth + 1) for one in call.args),
                strict=False,
            )
        )
        for keyword in call.keywords:
            if keyword.arg:
                known[keyword.arg] = self.value(keyword.value, scope, depth + 1)
        return known

    # -- values ----------------------------------------------------------------------

    def value(self, node: ast.expr, scope: Scope, depth: int = 0) -> Value | None:
        """What the expression is; None where that is not plain."""
        self._left -= 1
        if depth > _DEPTH or self._left < 0:
            return None
        match node:
            case ast.Constant():
                return Literal(node.value, scope.place(node))
            case ast.Name():
                return self._name(node.id, scope, depth)
            case ast.List() | ast.Tuple():
                return Items(
                    tuple(self.value(one, scope, depth + 1) for one in node.elts)
                )
            case ast.Dict():
                return self._dictionary(node, scope, depth)
            case ast.Subscript():
                return self._part(node, scope, depth)
            case ast.Attribute():
                return self._attribute(node, scope, depth)
            case ast.BinOp():
                return self._joined(node, scope, depth)
            case ast.JoinedStr():
                return self._text(node, scope, depth)
            case ast.Call():
                return self._call(node, scope, depth)
            case ast.Await() | ast.NamedExpr() | ast.Starred():
                return self.value(node.value, scope, depth + 1)
        return None

    def _dictionary(self, node: ast.Dict, scope: Scope, depth: int) -> Keyed | None:
        entries: dict[str, Value | None] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                return None  # made from another one, or by computation
            entries[key.value] = self.value(value, scope, depth + 1)
        return Keyed(entries, scope.place(node))

    def _name(self, name: str, scope: Scope, depth: int) -> Value | None:
        for statement in statements(scope.body):
            if statement.lineno <= scope.line <= (statement.end_lineno or 0) and (
                loop := loop_of(name, statement)
            ):
                return self._from(loop, scope, depth)
        source = source_of(name, scope.body, scope.line)
        if source is not None:
            made = self._from(source, scope, depth)
            if made is None and name in scope.bound:
                made = scope.bound[name]  # given, and changed on some ways only
            return self._changed(name, made, source.line, scope, depth)
        if name in scope.bound:
            made = scope.bound[name]
            return self._changed(name, made, 0, scope, depth)
        if not isinstance(scope.body, ast.Module):
            default = _default(scope.body, name)
            if default is not None:
                return self.value(default, scope, depth + 1)
            outside = replace(scope, body=scope.module, line=0, bound={})
            return self._name(name, outside, depth + 1)
        return self._function(name, scope)

    def _from(self, source: Source, scope: Scope, depth: int) -> Value | None:
        at = replace(scope, line=source.line or scope.line)
        value = self.value(source.node, at, depth + 1)
        if source.kind == "part":
            if isinstance(value, Items) and source.position < len(value.values):
                return value.values[source.position]
            return None
        if source.kind == "item":
            return item_of(value)
        return value

    def _changed(
        self, name: str, value: Value | None, since: int, scope: Scope, depth: int
    ) -> Value | None:
        """What the statements between have made of a table."""
        if not isinstance(value, Table):
            return value
        for node in statements(scope.body):
            if not since < node.lineno or (scope.line and node.lineno >= scope.line):
                continue
            match node:
                case ast.Assign(
                    targets=[ast.Subscript(value=ast.Name(id=of), slice=key)]
                ) if of == name:
                    new = tables.texts(self.value(key, scope, depth + 1))
                    old = tuple(n for n in new if n not in value.columns)
                    value = replace(value, columns=(*value.columns, *old))
                case ast.Assign(
                    targets=[ast.Attribute(value=ast.Name(id=of), attr="columns")]
                ) if of == name:
                    value = self._headed(value, node.value, scope, depth)
                case ast.Expr(
                    value=ast.Call(
                        func=ast.Attribute(value=ast.Name(id=of), attr=method)
                    ) as call
                ) if of == name and _is_inplace(call):
                    changed = self._method(value, method, call, scope, depth)
                    value = changed if isinstance(changed, Table) else value
        return value

    def _headed(self, table: Table, node: ast.expr, scope: Scope, depth: int) -> Table:
        new = tables.texts(self.value(node, scope, depth + 1))
        if new:
            return replace(table, columns=new)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Attribute):
                table = tables.spelt(table, inner.attr, scope.place(node))
        return table

    def _part(self, node: ast.Subscript, scope: Scope, depth: int) -> Value | None:
        base = self.value(node.value, scope, depth + 1)
        key = self.value(node.slice, scope, depth + 1)
        names = tables.texts(key)
        match base:
            case Keyed() if isinstance(key, Literal):
                return base.entries.get(str(key.value))
            case Items() if isinstance(key, Literal) and isinstance(key.value, int):
                inside = -len(base.values) <= key.value < len(base.values)
                return base.values[key.value] if inside else None
            case Table() if isinstance(key, Items) and names:
                return replace(base, columns=names)
            case Table() if names:
                return Column(base, names[0])
            case Table():
                return base  # some of its rows
            case Row() if names:
                return Column(base.table, names[0])
        return None

    def _attribute(self, node: ast.Attribute, scope: Scope, depth: int) -> Value | None:
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            return self._member(node.attr, scope, depth)
        base = self.value(node.value, scope, depth + 1)
        match base:
            case Keyed():
                return base.entries.get(node.attr)
            case Table() if node.attr in ("loc", "iloc", "values", "T"):
                return base
            case Table() if node.attr in base.columns:
                return Column(base, node.attr)
            case Made(by="parse_args"):
                return self._option(base, node.attr, scope, depth)
        return None

    def _member(self, name: str, scope: Scope, depth: int) -> Value | None:
        """What `__init__` put into `self.name`, if the class is made in one place."""
        owner, first = _class_at(scope)
        if owner is None or first is None:
            return None
        made = [
            (path, tree, node)
            for path in self.reached([p for p in self.paths if p.endswith(".py")][:40])
            if (tree := self.tree(path)) is not None
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and dotted(node.func).rpartition(".")[2] == owner.name
        ]
        bound: Mapping[str, Value | None] = {}
        if len(made) == 1:
            path, tree, call = made[0]
            outer = Scope(path, tree, _around(tree, call), call.lineno)
            bound = self._bound(first, call, outer, depth + 1)
        inner = Scope(scope.path, scope.module, first, 0, bound)
        for node in statements(first):
            if not isinstance(node, ast.Assign):
                continue
            for target in node.targets:
                value = _part_for(target, node.value, name)
                if value is not None:
                    return self.value(value, inner, depth + 1)
        return None

    def _option(
        self, parsed: Made, name: str, scope: Scope, depth: int
    ) -> Value | None:
        """The default of an option of argparse."""
        for node in ast.walk(scope.module):
            if not isinstance(node, ast.Call) or not dotted(node.func).endswith(
                "add_argument"
            ):
                continue
            names = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if name not in [str(n).lstrip("-").replace("-", "_") for n in names]:
                continue
            for keyword in node.keywords:
                if keyword.arg == "default":
                    return self.value(keyword.value, scope, depth + 1)
        return None

    def _joined(self, node: ast.BinOp, scope: Scope, depth: int) -> Value | None:
        left = self.value(node.left, scope, depth + 1)
        right = self.value(node.right, scope, depth + 1)
        if not isinstance(left, Literal) or not isinstance(right, Literal):
            return None
        one, other = left.value, right.value
        if isinstance(one, str) and isinstance(other, str):
            if isinstance(node.op, ast.Div):
                return Literal(posixpath.join(one, other), scope.place(node))
            if isinstance(node.op, ast.Add):
                return Literal(one + other, scope.place(node))
        if isinstance(one, int) and isinstance(other, int):
            if isinstance(node.op, ast.Mult) and abs(one * other) < 10**12:
                return Literal(one * other, scope.place(node))
            if isinstance(node.op, ast.Add):
                return Literal(one + other, scope.place(node))
        return None

    def _text(self, node: ast.JoinedStr, scope: Scope, depth: int) -> Literal | None:
        parts: list[str] = []
        for one in node.values:
            inner = one.value if isinstance(one, ast.FormattedValue) else one
            value = self.value(inner, scope, depth + 1)
            if not isinstance(value, Literal):
                return None
            parts.append(str(value.value))
        return Literal("".join(parts), scope.place(node))

    # -- calls -----------------------------------------------------------------------

    def full_name(self, node: ast.expr, scope: Scope) -> str:
        """The name of what is called, imports followed: `pandas.read_csv`."""
        name = dotted(node)
        first, dot, rest = name.partition(".")
        return imported(scope.module).get(first, first) + dot + rest

    def _function(self, name: str, scope: Scope, depth: int = 0) -> Function | None:
        for node in scope.module.body:
            kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
            if isinstance(node, kinds) and node.name == name:
                return Function(scope.path, node)
        full = imported(scope.module).get(name, "")
        module, _, own = full.rpartition(".")
        path = self.module_path(module, scope.path)
        tree = self.tree(path) if path else None
        if tree is None or depth > _DEPTH:
            return None  # or modules that hand a name on to each other
        return self._function(own, Scope(path, tree, tree, 0), depth + 1)

    def module_path(self, module: str, beside: str) -> str:
        """The file of a module of the project; empty if it is none."""
        if not module:
            return ""
        end = module.replace(".", "/")
        folder = beside.rpartition("/")[0]
        tries = [f"{folder}/{end}" if folder else end, end, f"src/{end}"]
        for start in tries:
            for path in (f"{start}.py", f"{start}/__init__.py"):
                if path in self._known:
                    return path
        fits = [path for path in self.paths if path.endswith(f"/{end}.py")]
        return fits[0] if len(fits) == 1 else ""

    def callee(self, node: ast.Call, scope: Scope) -> Function | None:
        """The project's own function that is called."""
        return self.function(node.func, scope)

    def function(self, named: ast.expr, scope: Scope) -> Function | None:
        """The project's own function or class of this name, be it of another file."""
        name = dotted(named)
        if not name:
            return None
        if "." not in name:
            return self._function(name, scope)
        module, _, own = self.full_name(named, scope).rpartition(".")
        path = self.module_path(module, scope.path)
        tree = self.tree(path) if path else None
        return self._function(own, Scope(path, tree, tree, 0)) if tree else None

    def function_at(self, named: ast.expr, path: str) -> Function | None:
        """The same, as a file of the project sees it."""
        tree = self.tree(path)
        return self.function(named, Scope(path, tree, tree, 0)) if tree else None

    def _call(self, node: ast.Call, scope: Scope, depth: int) -> Value | None:
        function = self.callee(node, scope)
        if function is not None and not isinstance(function.node, ast.ClassDef):
            return self._returned(function, node, scope, depth)
        if isinstance(node.func, ast.Attribute):
            base = self.value(node.func.value, scope, depth + 1)
            if base is not None:
                return self._method(base, node.func.attr, node, scope, depth)
        name = function.node.name if function else self.full_name(node.func, scope)
        return self._library(name, node, scope, depth)

    def _returned(
        self, function: Function, call: ast.Call, scope: Scope, depth: int
    ) -> Value | None:
        tree = self.tree(function.path)
        body = function.node
        if tree is None or isinstance(body, ast.ClassDef):
            return None
        bound = self._bound(body, call, scope, depth)
        returns = [
            one
            for one in statements(body)
            if isinstance(one, ast.Return) and one.value is not None
        ]
        if not returns or returns[-1].value is None:
            return None
        last = returns[-1]
        inner = Scope(function.path, tree, body, last.lineno, bound)
        return self.value(returns[-1].value, inner, depth + 1)

    def _arguments(
        self, node: ast.Call, scope: Scope, depth: int
    ) -> tuple[tuple[Value | None, ...], dict[str, Value | None]]:
        return (
            tuple(self.value(one, scope, depth + 1) for one in node.args),
            {
                one.arg: self.value(one.value, scope, depth + 1)
                for one in node.keywords
                if one.arg
            },
        )

    def _method(
        self, base: Value, method: str, node: ast.Call, scope: Scope, depth: int
    ) -> Value | None:
        arguments, named = self._arguments(node, scope, depth)
        first = arguments[0] if arguments else None
        match base:
            case Table() if method == "groupby":
                return Made(
                    "groupby", (base, *arguments), named, scope.place(node), node
                )
            case Made(by="groupby", arguments=(Table() as table, keys, *_)):
                says_no = base.keywords.get("as_index")
                if isinstance(says_no, Literal) and says_no.value is False:
                    return None
                made = tables.grouped(
                    table, tables.texts(keys), named, scope.place(node)
                )
                return replace(made, last=base.node, last_path=scope.path)
            case Table():
                return tables.after(base, method, arguments, named, scope.place(node))
            case Keyed() if method == "get" and isinstance(first, Literal):
                found = base.entries.get(str(first.value))
                return found or (arguments[1] if len(arguments) > 1 else None)
            case Stream() if method in ("read", "read_text", "decode", "strip"):
                return base
            case Stream() if method in ("split", "readlines", "splitlines"):
                return self._split(base, method, first, scope.place(node))
            case Literal(value=str()) if method in ("open", "read_text"):
                return self._opened(base, node, scope)
            case Literal(value=str()) if method in ("expanduser", "resolve"):
                return base
            case Made() if method == "parse_args":
                return Made("parse_args", (), {}, scope.place(node), node)
        return None

    def _split(
        self, stream: Stream, method: str, first: Value | None, place: str
    ) -> Items | None:
        """The parts of a file's text; only of a short one."""
        name = self.named(stream.path)
        text = self.read(name) if name else None
        if text is None or len(text) > _MOST_TEXT:
            return None
        sign = first.value if isinstance(first, Literal) else None
        parts = text.splitlines() if method != "split" else (
            text.split(sign if isinstance(sign, str) and sign else None)
        )  # fmt: skip
        return Items(tuple(Literal(one, name or place) for one in parts))

    def _opened(self, path: Literal, node: ast.Call, scope: Scope) -> Stream:
        encoding = next(
            (
                one.value.value
                for one in node.keywords
                if one.arg == "encoding" and isinstance(one.value, ast.Constant)
            ),
            "",
        )
        return Stream(str(path.value), str(encoding), scope.place(node))

    def _library(
        self, name: str, node: ast.Call, scope: Scope, depth: int
    ) -> Value | None:
        arguments, named = self._arguments(node, scope, depth)
        first = arguments[0] if arguments else None
        match name:
            case "open" | "gzip.open" | "codecs.open" | "io.open":
                if isinstance(first, Literal):
                    return self._opened(first, node, scope)
                return None
            case "pathlib.Path" | "str" | "os.fspath":
                return first
            case "os.path.join":
                parts = [tables.texts(one) for one in arguments]
                if all(parts):
                    joined = posixpath.join(*(part[0] for part in parts))
                    return Literal(joined, scope.place(node))
                return None
            case "vars" | "dict" | "list" | "tuple" | "sorted" if not named:
                return first
            case "dict":
                return Keyed(named, scope.place(node))
            case "yaml.safe_load" | "yaml.load" | "json.load" | "json.loads":
                return self._config(first)
            case "pandas.read_csv" | "pandas.read_table":
                return self._table(name, first, named, node, scope)
            case "csv.DictReader":
                made = self._table(name, first, named, node, scope)
                return Items((Row(made),)) if made else None
            case "torch.load":
                return self._checkpoint()
        return Made(name, arguments, named, scope.place(node), node)

    def _config(self, first: Value | None) -> Value | None:
        path = _path(first)
        found = self.named(path) if path else ""
        text = self.read(found) if found else None
        return files.config(found, text) if text is not None else None

    def _table(
        self,
        name: str,
        first: Value | None,
        named: Mapping[str, Value | None],
        node: ast.Call,
        scope: Scope,
    ) -> Table | None:
        path = _path(first)
        found = self.named(path) if path else ""
        text = self.read(found) if found else None
        if text is None or {"header", "names", "skiprows", "usecols"} & set(named):
            kept = tables.texts(named.get("usecols"))
            if text is None or not kept:
                return None
        said = tables.texts(named.get("sep", named.get("delimiter")))
        default = "\t" if name.endswith("read_table") else ","
        separator = said[0] if said and len(said[0]) == 1 else default
        encoding = (tables.texts(named.get("encoding")) or ("",))[0]
        if isinstance(first, Stream):
            encoding = first.encoding
        columns = files.header(text, separator)
        if encoding == "utf-8-sig" or "pandas" in name:  # pandas takes the mark off
            columns = tuple(one.removeprefix("\ufeff") for one in columns)
        columns = tables.texts(named.get("usecols")) or columns
        return Table(
            found, columns, scope.place(node), {}, separator, encoding,
            has_dates="parse_dates" in named, node=node, last=node,
            last_path=scope.path,
        )  # fmt: skip

    def _checkpoint(self) -> Keyed | None:
        """What the project itself saves with torch.save, if it does so in one place."""
        saved = list(self._saved())
        return saved[0] if len(saved) == 1 else None

    def _saved(self) -> Iterator[Keyed]:
        for path in self.paths:
            if not path.endswith(".py") or "torch.save" not in (self.read(path) or ""):
                continue
            tree = self.tree(path)
            for node in ast.walk(tree) if tree else ():
                if (
                    isinstance(node, ast.Call)
                    and dotted(node.func) == "torch.save"
                    and node.args
                    and tree is not None
                ):
                    scope = Scope(path, tree, _around(tree, node), node.lineno)
                    made = self.value(node.args[0], scope, 1)
                    if isinstance(made, Keyed):
                        yield made


def item_of(value: Value | None) -> Value | None:
    """What a loop over it gives, where all items are of one kind."""
    if isinstance(value, Items) and len(value.values) == 1:
        return value.values[0]
    return value if isinstance(value, Stream) else None


def _path(value: Value | None) -> str:
    if isinstance(value, Stream):
        return value.path
    return value.value if isinstance(value, Literal) and isinstance(
        value.value, str
    ) else ""  # fmt: skip


def _function_at(tree: ast.Module, frame: Frame) -> Body:
    best: Body = tree
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.lineno <= frame.line <= (node.end_lineno or 0)
            and (isinstance(best, ast.Module) or node.lineno > best.lineno)
        ):
            best = node
    return best


def _class_at(
    scope: Scope,
) -> tuple[ast.ClassDef | None, ast.FunctionDef | None]:
    """The class whose method the scope is, and its `__init__`."""
    for node in ast.walk(scope.module):
        if isinstance(node, ast.ClassDef) and scope.body in node.body:
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                    return node, inner
    return None, None


def _part_for(target: ast.expr, value: ast.expr, name: str) -> ast.expr | None:
    """What `self.name` gets in an assignment, also one of several at once."""
    if isinstance(target, ast.Attribute) and target.attr == name:
        return value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, part in zip(target.elts, value.elts, strict=False):
            if isinstance(one, ast.Attribute) and one.attr == name:
                return part
    return None


def _around(tree: ast.Module, inner: ast.AST) -> Body:
    return _function_at(tree, Frame("", getattr(inner, "lineno", 0)))


def _call_at(scope: Scope, function: str) -> ast.Call | None:
    """The call at the scope's line that led into `function`."""
    wanted = function.rpartition(".")[2]
    calls = [
        node
        for statement in statements(scope.body)
        if statement.lineno <= scope.line <= (statement.end_lineno or 0)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call)
    ]
    by_name = [one for one in calls if dotted(one.func).rpartition(".")[2] == wanted]
    if by_name:
        return by_name[0]
    is_made = wanted in ("__init__", "__call__", "forward")
    return calls[0] if is_made and len(calls) == 1 else None


def _default(
    body: ast.FunctionDef | ast.AsyncFunctionDef, name: str
) -> ast.expr | None:
    plain = [*body.args.posonlyargs, *body.args.args]
    count = len(body.args.defaults)
    for one, value in zip(plain[len(plain) - count :], body.args.defaults, strict=True):
        if one.arg == name:
            return value
    for one, other in zip(body.args.kwonlyargs, body.args.kw_defaults, strict=True):
        if one.arg == name:
            return other
    return None


def _is_inplace(call: ast.Call) -> bool:
    return any(
        one.arg == "inplace"
        and isinstance(one.value, ast.Constant)
        and one.value.value is True
        for one in call.keywords
    )
