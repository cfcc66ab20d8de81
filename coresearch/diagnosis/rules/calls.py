"""Functions that are called with other arguments than they take."""

from __future__ import annotations

import ast
import re

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.rule import Cause, rule, says


def _parameters(case: Case, name: str) -> set[str]:
    """Of the function, or of the class's `__init__`, of this (dotted) name."""
    last = name.removesuffix(".__init__").rpartition(".")[2]
    for node in case.nodes():
        if isinstance(node, ast.ClassDef) and node.name == last:
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                    return _arguments(inner)
                if isinstance(inner, ast.AnnAssign) and isinstance(
                    inner.target, ast.Name
                ):
                    return {
                        one.target.id
                        for one in node.body
                        if isinstance(one, ast.AnnAssign)
                        and isinstance(one.target, ast.Name)
                    }
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if is_function and getattr(node, "name", "") == last:
            return _arguments(node)
    return set()


def _arguments(node: ast.AST) -> set[str]:
    given: ast.arguments = getattr(node, "args")  # noqa: B009
    every = [*given.args, *given.kwonlyargs]
    return {one.arg for one in every} - {"self", "cls"}


def _keyword(case: Case, match: re.Match[str]) -> Cause:
    function, word = match[1], match[2]
    hint = re.search(r"Did you mean '(\w+)'", case.raised.text)
    found, sure = (hint[1], 0.92) if hint else nearest(
        word, _parameters(case, function)
    )  # fmt: skip
    if found:
        return Cause(
            f"{function} takes no {word}; it takes {found}, which is spelt nearly so.",
            sure,
            edit=case.only_edit(f"{word}=", f"{found}="),
            path=case.path,
        )
    return Cause(
        f"{function} takes no argument {word}: it is misspelt, of another version of "
        f"the "
        f"library or project, or {function} stands for a method of a base class that "
        "takes more.",
        0.75,
        test=f"help({function}) shows what it takes in the version that is installed.",
    )


def _self(case: Case, match: re.Match[str]) -> Cause | None:
    name, takes, given = match[1], int(match[2]), int(match[3])
    if given != takes + 1 or "." not in name:
        return None
    method = name.rpartition(".")[2]
    for node in case.nodes():
        if not isinstance(node, ast.ClassDef):
            continue
        for inner in node.body:
            is_it = isinstance(inner, ast.FunctionDef) and inner.name == method
            if not is_it or not isinstance(inner, ast.FunctionDef):
                continue
            first = inner.args.args[0].arg if inner.args.args else ""
            if first in ("self", "cls") or inner.decorator_list:
                continue
            more = f"def {method}(self, " if first else f"def {method}(self"
            edit = case.line_edit(f"def {method}(", more, inner.lineno)
            return Cause(
                f"{name} is a method without self as its first parameter: Python hands "
                "it the object first.",
                0.93,
                edit=edit,
                path=case.path,
            )
    return None


def _coroutine(case: Case, match: re.Match[str]) -> Cause:
    functions = {n.name for n in case.nodes() if isinstance(n, ast.AsyncFunctionDef)}
    edit: tuple[Replacement, ...] = ()
    for name in functions:
        if re.search(rf"(?<!await )\b{name}\(", case.code):
            edit = case.line_edit(f"{name}(", f"await {name}(")
            break
    return Cause(
        f"At {case.place} a coroutine is used as if it were its result: await is "
        "missing.",
        0.93,
        edit=edit,
        path=case.path,
        test="Write await before the call.",
    )


def _method(case: Case, match: re.Match[str]) -> Cause:
    edit: tuple[Replacement, ...] = ()
    loop = re.search(r"\bin ([\w.]+\.\w+):$", case.code)
    subscript = re.search(r"([\w.]+\.\w+)\[", case.code)
    name = loop[1] if loop else subscript[1] if subscript else ""
    if loop:
        edit = case.line_edit(f"in {name}:", f"in {name}():")
    return Cause(
        f"{name or 'A method'} is a method that was not called: its parentheses are "
        "missing.",
        0.93,
        edit=edit,
        path=case.path,
    )


RULES = (
    rule(
        "no-length", "What is made on the way has no length and no positions",
        "TypeError",
        r"object of type '(generator|map|filter|zip)' has no len"
        r"|'(generator|map|filter|zip|dict_keys|dict_values|dict_items)' object is not "
        r"subscriptable",
        says(
            "A {1}{2} at {place} gives its values one after the other; it has no "
            "length and no positions.",
            0.95,
            test="list(…) where it is made, if it fits into memory and is gone through "
            "more than once.",
        ),
        question="How many values does it give?",
        example="TypeError: object of type 'generator' has no len()",
    ),
    rule(
        "keyword-typo", "An argument's name is not known", "TypeError",
        r"([\w.<>]+)\(\) got an unexpected keyword argument '(\w+)'", _keyword,
        question="Which version of the function is installed?",
        example="TypeError: train() got an unexpected keyword argument 'learning_rat'",
    ),
    rule(
        "missing-argument", "An argument is missing", "TypeError",
        r"([\w.<>]+)\(\) missing (\d+) required (?:positional|keyword-only) "
        r"arguments?: "
        r"(.+)",
        says(
            "{1} was called at {place} without {3}.",
            0.9,
            test="Give {3} at {place}, or a default where {1} is defined.",
        ),
        question="What should the value be here?",
        example="TypeError: train() missing 1 required positional argument: 'data'",
    ),
    rule(
        "self-missing", "A method has no self", "TypeError",
        r"([\w.<>]+)\(\) takes (\d+) positional arguments? but (\d+) (?:was|were) "
        r"given",
        _self,
        question="Does the method need the object? If not: @staticmethod.",
        example="--- a.py\nclass Encoder:\n    def encode(text):\n"
        "        return text\n\n\nEncoder().encode(1)\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 6, in <module>\n    Encoder().encode(1)\n'
        "TypeError: Encoder.encode() takes 1 positional argument but 2 were given",
    ),
    rule(
        "too-many-arguments", "Too many arguments are given", "TypeError",
        r"([\w.<>]+)\(\) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) "
        r"(?:was|were) given",
        says(
            "{1} takes {2} arguments by position, and got {3} (self counts).",
            0.75,
            test="Name the arguments at {place}: the order or the version differs.",
        ),
        question="In which order does it take them?",
        example="TypeError: train() takes 2 positional arguments but 3 were given",
    ),
    rule(
        "coroutine", "A coroutine is not awaited", "TypeError AttributeError",
        r"'coroutine'|coroutine '([\w.]+)' was never awaited", _coroutine,
        question="Is the function that calls it async?",
        example="TypeError: unsupported operand type(s) for +=: 'float' and "
        "'coroutine'",
    ),
    rule(
        "running-loop", "An event loop is running already", "RuntimeError",
        r"asyncio\.run\(\) cannot be called from a running event loop"
        r"|This event loop is already running",
        says(
            "At {place} a second event loop is started inside one that runs: in a "
            "notebook, or inside an async function.",
            0.95,
            test="In a notebook or an async function write await instead of "
            "asyncio.run(…) or run_until_complete(…).",
        ),
        question="Is it a notebook, or an async function?",
        example="RuntimeError: asyncio.run() cannot be called from a running event "
        "loop",
    ),
    rule(
        "method-not-called", "A method was not called", "TypeError",
        r"'(?:builtin_function_or_)?(?:method|function)' object is not "
        r"(?:iterable|subscriptable)", _method,
        question="Is it a method or a property in this version?",
        example="TypeError: 'method' object is not iterable",
    ),
    rule(
        "not-callable", "Something that is no function is called", "TypeError",
        r"'(\w+)' object is not callable",
        says(
            "A {1} is called as a function at {place}: a name was given to a value "
            "that "
            "a function had before (list = …), or a comma or operator is missing.",
            0.75,
            test="Search the file for an assignment to the name that is called.",
        ),
        question="Was the name assigned to in an earlier cell?",
        example="TypeError: 'list' object is not callable",
    ),
    rule(
        "abstract-class", "A class is not complete", "TypeError",
        r"Can't instantiate abstract class (\w+) (?:with|without)(.*)",
        says(
            "{1} does not define all that its base class asks for:{2}.",
            0.92,
            test="Define what is missing in {1}; look for a misspelt method.",
        ),
        question="Is one of them there under another name?",
        example="TypeError: Can't instantiate abstract class Net with abstract method "
        "forward",
    ),
)  # fmt: skip
