"""Packages of another version than the code, or than each other."""

from __future__ import annotations

import re
import sys

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.distributions import distribution
from coresearch.diagnosis.failures import Sort
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.rule import Cause, rule, says


def _name(case: Case, match: re.Match[str]) -> Cause:
    name, module = match[1], match[2] or "The module"
    if "unknown location" in case.raised.text and not distribution(module):
        return Cause(
            f"{module} is a folder without the file that has {name}: a part of the "
            "project is missing, or another folder of that name comes first.",
            0.72,
            run=f"import {module.partition('.')[0]} as m\nprint(m.__path__)",
            expected="The folder that is really imported.",
        )
    hint = re.search(r"Did you mean: '(\w+)'", case.raised.text)
    meant, sure = (hint[1], 0.92) if hint else ("", 0.0)
    if not meant and module in sys.stdlib_module_names:
        meant, sure = _in_stdlib(module, name)
    if meant:
        return Cause(
            f"{module} has no {name}; it has {meant}.",
            sure,
            edit=case.every_edit(name, meant),
            path=case.path,
        )
    return Cause(
        f"{module} has no {name}: it was renamed or moved in another version, or it "
        "was never there.",
        0.7,
        test="" if match[2] else f"git grep -n {name}, and the module's newer name.",
        run=""
        if not match[2]
        else f"import {module.partition('.')[0]} as m\n"
        "print(getattr(m, '__version__', 'no version'), m.__file__)",
        expected="The version and file that are really imported.",
    )


_STDLIB_NAMES = {
    "collections": ("OrderedDict", "defaultdict", "Counter", "namedtuple", "deque",
                    "ChainMap"),
    "typing": ("Optional", "Iterable", "Sequence", "Mapping", "Callable", "Iterator"),
    "pathlib": ("Path", "PurePath"),
    "dataclasses": ("dataclass", "field", "asdict", "replace"),
    "functools": ("partial", "lru_cache", "reduce", "wraps", "cache"),
    "itertools": ("product", "combinations", "permutations", "chain", "islice"),
}  # fmt: skip


def _in_stdlib(module: str, name: str) -> tuple[str, float]:
    return nearest(name, _STDLIB_NAMES.get(module, ()))


_REMOVED = {
    "numpy.float": "float", "numpy.int": "int", "numpy.bool": "bool",
    "numpy.object": "object", "numpy.str": "str", "numpy.complex": "complex",
}  # fmt: skip
_REPLACED = {
    ("DataFrame", "append"): "pd.concat([frame, row.to_frame().T]) (pandas 2.0)",
    ("Series", "append"): "pd.concat([one, other]) (pandas 2.0)",
    ("DataFrame", "ix"): ".loc or .iloc (pandas 1.0)",
    ("Series", "ix"): ".loc or .iloc (pandas 1.0)",
    ("DataFrame", "iteritems"): ".items() (pandas 2.0)",
    ("Series", "iteritems"): ".items() (pandas 2.0)",
    ("DataFrame", "as_matrix"): ".to_numpy() (pandas 1.0)",
    ("dict", "iteritems"): ".items() (Python 3)",
    ("dict", "has_key"): "`key in d` (Python 3)",
    ("module", "numpy.float"): "float (NumPy 1.24)",
    ("module", "numpy.float_"): "np.float64 (NumPy 2.0)",
    ("module", "numpy.NaN"): "np.nan (NumPy 2.0)",
    ("module", "numpy.Inf"): "np.inf (NumPy 2.0)",
    ("module", "numpy.product"): "np.prod (NumPy 2.0)",
    ("module", "numpy.trapz"): "np.trapezoid (NumPy 2.4)",
    ("module", "numpy.in1d"): "np.isin (NumPy 2.4)",
    ("module", "numpy.cumproduct"): "np.cumprod (NumPy 2.0)",
    ("module", "numpy.row_stack"): "np.vstack (NumPy 2.4)",
    ("module", "numpy.unicode_"): "np.str_ (NumPy 2.0)",
    ("module", "numpy.infty"): "np.inf (NumPy 2.0)",
    ("module", "collections.Mapping"): "collections.abc.Mapping (Python 3.10)",
    ("module", "collections.Iterable"): "collections.abc.Iterable (Python 3.10)",
    ("module", "time.clock"): "time.perf_counter() (Python 3.8)",
    ("module", "PIL.Image.ANTIALIAS"): "Image.LANCZOS (Pillow 10)",
    ("module", "scipy.misc.imresize"): "PIL or skimage.transform.resize (SciPy 1.3)",
    ("module", "openai.ChatCompletion"): "client.chat.completions.create (openai 1.0)",
    ("module", "tensorflow.Session"): "tf.compat.v1.Session (TensorFlow 2)",
    ("module", "tensorflow.placeholder"): "tf.compat.v1.placeholder (TensorFlow 2)",
}
_EDITS = {
    "numpy.float": ("np.float", "float"), "numpy.int": ("np.int", "int"),
    "numpy.bool": ("np.bool", "bool"), "numpy.object": ("np.object", "object"),
    "numpy.str": ("np.str", "str"), "numpy.float_": ("np.float_", "np.float64"),
    "numpy.NaN": ("np.NaN", "np.nan"), "numpy.Inf": ("np.Inf", "np.inf"),
    "numpy.product": ("np.product", "np.prod"),
    "numpy.trapz": ("np.trapz", "np.trapezoid"),
    "numpy.in1d": ("np.in1d", "np.isin"),
    "numpy.cumproduct": ("np.cumproduct", "np.cumprod"),
    "numpy.row_stack": ("np.row_stack", "np.vstack"),
    "numpy.unicode_": ("np.unicode_", "np.str_"),
    "numpy.infty": ("np.infty", "np.inf"),
    "dict.iteritems": (".iteritems", ".items"),
    "DataFrame.iteritems": (".iteritems", ".items"),
    "Series.iteritems": (".iteritems", ".items"),
    "time.clock": ("time.clock", "time.perf_counter"),
}  # fmt: skip


def _removed(case: Case, match: re.Match[str]) -> Cause | None:
    owner, name = (match[1], match[2]) if match[1] else (match[3], match[4])
    is_module = bool(match[1])
    key = f"{owner}.{name}"
    now = _REPLACED.get(("module", key) if is_module else (owner, name), "")
    if is_module and not now and key in _REMOVED:
        now = f"{_REMOVED[key]} (NumPy 1.24)"
    if not now:
        return None
    edit = case.line_edit(*_EDITS[key]) if key in _EDITS else ()
    return Cause(
        f"{key} was removed; use {now.partition(' (')[0]} instead. The version in "
        f"which it went: {now.rpartition('(')[2].rstrip(')')}.",
        0.93,
        edit=edit,
        path=case.path,
        test=f"Write {now.partition(' (')[0]} at {case.place}, or install the older "
        "version that the code was written for.",
    )


RULES = (
    rule(
        "import-name", "A module does not have the name that is imported",
        "ImportError",
        r"cannot import name '?(\w+)'?(?: from (?!partially)'?([\w.]+)'?|$)", _name,
        question="Which version is installed, and for which was the code written?",
        example="ImportError: cannot import name 'AdamW' from 'transformers' (/x.py)",
    ),
    rule(
        "removed-api", "A newer version no longer has it",
        "AttributeError",
        r"module '([\w.]+)' has no attribute '(\w+)'|'(\w+)' object has no attribute "
        r"'(\w+)'", _removed,
        question="Which version is installed, and for which was the code written?",
        example="AttributeError: module 'numpy' has no attribute 'float'.",
    ),
    rule(
        "shared-library", "A library of the system is missing or of another version",
        "ImportError OSError",
        r"(lib[\w.+-]+\.so[\d.]*|GLIBC\w*_[\d.]+|DLL load failed|undefined symbol: "
        r"\w+)",
        says(
            "{1} cannot be loaded: a binary package was built for another system or "
            "for "
            "another version of what it links to.",
            0.85,
            run="import platform, sys\nprint(sys.version, platform.platform(), "
            "platform.libc_ver())",
            expected="Python, system and C library, to compare with the package's "
            "wheels",
        ),
        question="Were the packages installed by one tool, or by pip and conda mixed?",
        example="ImportError: libcudnn.so.8: cannot open shared object file: No such "
        "file or directory",
    ),
    rule(
        "numpy-binary", "A package was built against another NumPy",
        "", r"numpy\.dtype size changed|compiled using NumPy 1\.x cannot be run in",
        says(
            "A compiled package was built against another NumPy than the one "
            "installed.",
            0.93,
            test="Reinstall the package that is named in the traceback; or for now "
            "pip install 'numpy<2'.",
        ),
        question="Which package's import is the last own frame?",
        example="ValueError: numpy.dtype size changed, may indicate binary "
        "incompatibility. Expected 96 from C header, got 88 from PyObject",
    ),
    rule(
        "symbol-lookup", "A program finds another version of a library",
        "", r"symbol lookup error: (.*)",
        says(
            "The program was linked to another version of a library than it finds: {1}",
            0.8,
            test="ldd on the file that is named; and see LD_LIBRARY_PATH.",
        ),
        question="What is in LD_LIBRARY_PATH?",
        example="python: symbol lookup error: /x/libtorch.so: undefined symbol: foo",
        sorts=(Sort.NATIVE,),
    ),
)  # fmt: skip
