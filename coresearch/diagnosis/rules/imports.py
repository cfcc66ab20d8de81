"""Modules that are missing, hidden, or import each other."""

from __future__ import annotations

import re
import sys

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.distributions import (
    AMBIGUOUS,
    OTHER_NAMES,
    distribution,
    known_modules,
)
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.packages import inner_package
from coresearch.diagnosis.rule import Cause, rule, says

_MISSING = r"No module named '?([\w.]+)'?"


def _distribution(case: Case, match: re.Match[str]) -> Cause | None:
    module = match[1]
    name = distribution(module)
    if not name or _own_file(case, module):
        return None
    if "." in module and module not in OTHER_NAMES:
        return None  # its package was found: Python names the part that it lacks
    sure = 0.75 if module.partition(".")[0] in AMBIGUOUS else 0.93
    other = f" (the module {module} comes with it)" if name != module else ""
    return Cause(
        f"{name} is not installed in the environment that ran this{other}.",
        sure,
        run=f"%pip install {name}",
        expected=f"Successfully installed {name}",
        test=f"python -m pip install {name}, with the Python that runs the script; "
        "then add it to the project's dependencies.",
    )


def _own_file(case: Case, module: str) -> str:
    end = module.replace(".", "/")
    wanted = (f"{end}.py", f"{end}/__init__.py")
    fits = [path for path in case.around.paths if path in wanted or path.endswith(
        tuple(f"/{one}" for one in wanted)
    )]  # fmt: skip
    return min(fits, key=len, default="")


def _own_module(case: Case, match: re.Match[str]) -> Cause | None:
    module = match[1]
    if distribution(module) and not _own_file(case, module):
        return None
    if path := _own_file(case, module):
        depth = module.count(".") + 1 + path.endswith("__init__.py")
        folder = "/".join(path.split("/")[:-depth]) or "."
        return Cause(
            f"{path} is in the repository, but its folder {folder} is not on Python's "
            "path.",
            0.9,
            test=f"PYTHONPATH={folder} python …, or install the project with "
            "pip install -e .",
        )
    if module.partition(".")[0] in sys.stdlib_module_names:
        return None
    return Cause(
        f"{module} is neither in the repository nor a package that is known here: one "
        f"of "
        "the project's requirements that is not installed for this Python, or an own "
        "module whose folder is not on the path.",
        0.6,
        test=f"git ls-files '*{module.split('.')[-1]}*' shows whether it is yours; if "
        "it is not: python -m pip install -r requirements.txt with the Python that "
        "runs "
        "it, or its real name where it is documented, not a guess.",
    )


def _moved(case: Case, match: re.Match[str]) -> Cause | None:
    module = match[1]
    top = module.partition(".")[0]
    if "." not in module or module in OTHER_NAMES or _own_file(case, module):
        return None
    if not distribution(top):
        return None
    return Cause(
        f"{top} is installed, and has no {module}: the installed version is newer or "
        "older than the one that the code was written for, or a file of yours is "
        f"called {top}.py.",
        0.7 if top in AMBIGUOUS else 0.85,
        run=f"import {top}\nprint(getattr({top}, '__version__', '?'), {top}.__file__)",
        expected="The version and file that are really imported.",
    )


def _misspelt(case: Case, match: re.Match[str]) -> Cause | None:
    module = match[1].partition(".")[0]
    if distribution(module) or _own_file(case, match[1]):
        return None
    names = known_modules() | sys.stdlib_module_names
    meant, sure = nearest(module, names)
    if not meant or sure < 0.6:
        return None
    sure = min(sure, 0.8)
    return Cause(
        f"There is no module {module}; {meant} is spelt nearly so.",
        sure,
        edit=case.line_edit(module, meant),
        path=case.path,
    )


def _shadowed(case: Case, match: re.Match[str]) -> Cause | None:
    module = match[1]
    if inner_package(case.raised) == module:
        return None  # it was found, and is not whole
    file = f"{module}.py"
    hides = module in sys.stdlib_module_names or distribution(module)
    has_own = any(p == file or p.endswith(f"/{file}") for p in case.around.paths)
    said = "consider renaming" in case.raised.text or "initialized module" in match[0]
    if not hides or not (has_own or said):
        return None
    return Cause(
        f"The file {file} here hides the library {module}: Python imports yours.",
        0.92,
        test=f"Rename {file} and remove its __pycache__; then run it again.",
    )


def _circular(case: Case, match: re.Match[str]) -> Cause:
    top = match[2].partition(".")[0]
    if inner_package(case.raised) == top:
        return Cause(
            f"{top} breaks off while it is imported, inside itself: its files are of "
            "two versions, or a part that it needs is of another.",
            0.75,
            test=f"python -m pip install --force-reinstall {top}",
        )
    return Cause(
        f"{match[2]} is still being imported when {match[1]} is asked of it: two "
        "modules import each other.",
        0.9,
        test="Move what both need into a third module, or import it inside the "
        "function that needs it.",
    )


RULES = (
    rule(
        "missing-distribution", "A package is not installed",
        "ModuleNotFoundError ImportError", _MISSING, _distribution,
        question="Which Python ran it (which python), and is that the environment that "
        "you installed into?",
        example="ModuleNotFoundError: No module named 'sklearn'",
    ),
    rule(
        "missing-own-module", "A module of your own is not on the path",
        "ModuleNotFoundError ImportError", _MISSING, _own_module,
        question="From which folder was it run, and where is the module?",
        example="ModuleNotFoundError: No module named 'my_helpers.text_parts'",
    ),
    rule(
        "module-moved", "A package has no such part in this version",
        "ModuleNotFoundError", _MISSING, _moved,
        question="For which version was the code written?",
        example="ModuleNotFoundError: No module named 'torch._six'",
    ),
    rule(
        "stdlib-removed", "This Python no longer has the module",
        "ModuleNotFoundError ImportError",
        r"No module named '?(distutils|imp|asyncore|asynchat|smtpd|telnetlib|cgi|crypt"
        r"|pipes|xdrlib|imghdr|sndhdr|lib2to3|cPickle|ConfigParser|urllib2|StringIO"
        r"|Queue|tkinter|_tkinter|_bz2|_lzma|_sqlite3|_ctypes)(?:\.[\w.]+)?'?",
        says(
            "{1} is not in this Python: removed in 3.12 or 3.13, of Python 2, or left "
            "out "
            "where this Python was built.",
            0.9,
            test="setuptools brings distutils; else an older Python for old code, or a "
            "newer version of the package in the traceback.",
        ),
        question="Which Python is it, and who imports the module?",
        example="ModuleNotFoundError: No module named 'distutils'",
    ),
    rule(
        "module-typo", "The name of a module is misspelt",
        "ModuleNotFoundError", _MISSING, _misspelt,
        question="Is the module that was meant installed?",
        example="ModuleNotFoundError: No module named 'matplotllib'",
    ),
    rule(
        "relative-import", "A script imports as if it were part of a package",
        "ImportError", r"attempted relative import (with no known parent package"
        r"|beyond top-level package)",
        says(
            "{place} has a relative import, and is run as a script: it belongs to no "
            "package then.",
            0.96,
            test="python -m PACKAGE.MODULE from the folder above the package; or "
            "import without the dot, if the module lies beside it.",
        ),
        question="Is the file part of a package, and from where is it run?",
        example="ImportError: attempted relative import with no known parent package",
    ),
    rule(
        "shadowed-module", "A file of yours hides a library",
        "AttributeError ImportError",
        r"(?:partially initialized )?module '(\w+)' (?:from '[^']*' )?has no attribute",
        _shadowed,
        question="Is there a file of the library's name beside the script?",
        example="AttributeError: partially initialized module 'random' has no "
        "attribute "
        "'choice' (most likely due to a circular import)",
    ),
    rule(
        "circular-import", "Two modules import each other",
        "ImportError AttributeError",
        r"cannot import name '(\w+)' from partially initialized module '([\w.]+)'",
        _circular,
        question="Which of the two needs the other only inside a function?",
        example="ImportError: cannot import name 'A' from partially initialized module "
        "'a' (most likely due to a circular import) (/x/a.py)",
    ),
)  # fmt: skip
