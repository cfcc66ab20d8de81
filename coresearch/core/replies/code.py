"""Whether code that a reply proposes to run can be run at all."""

from __future__ import annotations

import ast
import re
import warnings

from coresearch.core.runs import ProposedRun

_IPYTHON = re.compile(
    r"^\s*(?:[\w, ]+=\s*)?[%!?]|\?{1,2}\s*$|^\s*await\b", re.MULTILINE
)
"""What IPython understands and Python does not: then nothing is said beforehand."""


def broken_python(run: ProposedRun) -> str:
    """Why the code is no Python; empty if it is, or is in another language."""
    if run.language or _IPYTHON.search(run.code):
        return ""
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(run.code)
    except SyntaxError as error:
        return f"The code to run is no Python: {error.msg}, in its line {error.lineno}."
    except (ValueError, RecursionError, MemoryError):
        return "The code to run is no Python."
    return ""
