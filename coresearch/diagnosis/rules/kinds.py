"""What a value is, and what the code takes it for: by what is asked of it."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.rule import Cause, rule, says

_OWNERS = {
    "an array or tensor": "shape ndim dtype reshape astype transpose flatten mean std "
    "sum "
    "argmax tolist size squeeze ravel min max clip copy T view",
    "a tensor": "cuda cpu to detach backward numpy item requires_grad grad unsqueeze "
    "permute device float long contiguous repeat expand is_cuda dim softmax",
    "a table (DataFrame)": "columns iloc loc groupby merge dropna fillna iterrows "
    "to_csv head values index apply drop rename sort_values to_numpy",
    "a list": "append extend insert sort pop remove reverse",
    "a dictionary": "keys values items get update setdefault iteritems has_key",
    "a string": "split strip lower upper startswith endswith encode replace join "
    "format "
    "decode isdigit",
    "a model": "parameters train eval state_dict load_state_dict forward predict fit "
    "named_parameters children modules generate",
    "a file": "read write readlines close seek",
}
_HAS = {owner: frozenset(names.split()) for owner, names in _OWNERS.items()}
_HOW = {
    ("ndarray", "append"): "np.append(a, x) makes a new array; gather in a list first.",
    ("Tensor", "astype"): "x.to(torch.float32), or x.numpy() first.",
    ("str", "decode"): "It is text already (Python 3): leave .decode(…) out.",
    ("dict", "has_key"): "`key in d` (Python 3).",
    ("generator", "next"): "next(g) (Python 3).",
    ("map", "append"): "list(map(…)) (Python 3).",
}


def _taken_for(case: Case, match: re.Match[str]) -> Cause | None:
    owner, name = match[1], match[2]
    how = _HOW.get((owner, name)) or _HOW.get((owner.rpartition(".")[2], name), "")
    kinds = [kind for kind, names in _HAS.items() if name in names]
    if owner in ("NoneType", "module") or not (how or kinds):
        return None
    likely = kinds[0] if kinds else "something else"
    return Cause(
        f"A {owner} at {case.place} is taken for {likely}: {name} is asked of it, "
        f"which "
        f"{owner} does not have.",
        0.78 if how else 0.72,
        test=how
        or f"See where it is made: a conversion is missing, a function gives "
        f"{owner} (or several values) instead, or a name was given to something else.",
    )


def _no_such_operation(case: Case, match: re.Match[str]) -> Cause:
    what = next((group for group in match.groups() if group), "")
    why = next((text for kind, text in _WHY if re.search(kind, match[0])), "")
    return Cause(
        f"At {case.place} something is done with {what or 'a value'} that it does not "
        f"allow: {match[0].splitlines()[0]}.{why}",
        0.78,
        test="print(type(…), repr(…)[:200]) of it just before, and where it is made.",
    )


_WHY = (
    (r"'set'", " A set has no positions: list(…) or sorted(…) first."),
    (r"'(?:Posix|Windows)?Path'", " Paths are joined with /."),
    (r"'type' object is not subscriptable", " list[int] needs Python 3.9; before that "
     "typing.List."),
    (r"'type'", " A class is used where an object of it is meant: () is missing."),
    (r"'list' and 'list'|'list' and '(?:int|float)'", " Lists do not compute: "
    "np.array(…)."),
    (r"0-d array", " A single value is gone over: np.atleast_1d(…)."),
    (r"'(?:int|float|bool)' object is not (?:iterable|subscriptable)",
     " A single number stands where several values are meant: range(…), [x], or a "
     "function that returned one value."),
    (r"'dict_(?:keys|values|items)'", " list(…) first."),
    (r"'(?:NAType|NaTType)'", " A missing value is computed with."),
)  # fmt: skip

RULES = (
    rule(
        "no-type", "Something that is no type stands where one is wanted", "TypeError",
        r"(?:isinstance|issubclass)\(\) arg (\d) must be a (?:type|class)",
        says(
            "isinstance or issubclass at {place} gets something that is no type: None "
            "(type(None) is meant), a text, a list (a tuple is wanted), or a name "
            "that was "
            "given to a value.",
            0.82, test="Print it just before.",
        ),
        question="Where does the type come from?",
        example="TypeError: isinstance() arg 2 must be a type or tuple of types",
    ),
    rule(
        "taken-for", "A value is taken for something else", "AttributeError",
        r"'([\w.]+)' object has no attribute '(\w+)'", _taken_for,
        question="What makes it, and what does that return?",
        example="AttributeError: 'list' object has no attribute 'shape'",
    ),
    rule(
        "no-such-operation", "A value does not allow this", "TypeError",
        r"'([\w.]+)' object (?:is not (?:subscriptable|iterable|an iterator)|does not "
        r"support item (?:assignment|deletion)|cannot be interpreted as an integer)"
        r"|unsupported operand type\(s\) for \S+: '([\w.]+)' and '[\w.]+'"
        r"|bad operand type for \S+ \S+: '(\w+)'|iteration over a 0-d array"
        r"|object of type '(\w+)' has no len\(\)|can't multiply sequence"
        r"|argument of type '(\w+)' is not (?:iterable|a container)"
        r"|'[<>]=?' not supported between instances of '(\w+)'", _no_such_operation,
        question="What should it be here?",
        example="TypeError: unsupported operand type(s) for -: 'list' and 'list'",
    ),
    rule(
        "text-expected", "Text is wanted, and something else comes", "TypeError",
        r"expected string or bytes-like object(?:, got '(\w+)')?|sequence item \d+: "
        r"expected "
        r"str instance, (\w+) found|a bytes-like object is required, not '(\w+)'"
        r"|must be str, not (\w+)|write\(\) argument must be str",
        says(
            "Text is wanted at {place}, and something else comes{1}{2}{3}{4}: a "
            "number, a "
            "missing value (nan), bytes, or a list.",
            0.9, test="Which rows are no text: [x for x in xs if not isinstance(x, "
            "str)]; "
            "open(…, 'rb') gives bytes.",
        ),
        question="What should an empty value be?",
        example="TypeError: expected string or bytes-like object, got 'float'",
    ),
    rule(
        "array-written", "An array cannot take what is put into it", "ValueError",
        r"could not broadcast input array from shape|assignment destination is "
        r"read-only"
        r"|output array is read-only|cannot copy sequence with size|axes don't match "
        r"array"
        r"|NumPy boolean array indexing assignment",
        says(
            "What is put into an array at {place} does not fit, or the array must not "
            "change: {line}",
            0.93, test="Print both shapes; .copy() for an array that is only read.",
        ),
        question="Which of the two shapes is meant?",
        example="ValueError: could not broadcast input array from shape (3,4) into "
        "shape "
        "(3,)",
    ),
)  # fmt: skip
