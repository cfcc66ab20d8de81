"""Rules for scripts and notebooks: their examples, their edits, and bad input."""

from __future__ import annotations

import ast
import json

import pytest

from benchmarks.scripts.measure import as_notebook
from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.edits import Edit, Modify
from coresearch.critic.files import critique_file
from coresearch.critic.scripts.engine import SCRIPT_RULES

BY_ID = {rule.id: rule for rule in SCRIPT_RULES}


def found(text: str, name: str = "train.py") -> list[str]:
    return [finding.rule for finding in critique_file(name, text).findings]


def edited(text: str, rule: str, name: str = "train.py") -> str:
    """`text` after accepting the first finding of `rule`."""
    findings = critique_file(name, text).findings
    edit = next(f.edit for f in findings if f.rule == rule)
    assert edit
    state = FileState.of(text.encode())
    planned = plan_edit(Edit((Modify(name, edit, base=state.digest),)), {name: state})
    after = planned.writes[0].after
    assert after is not None
    return after.content.decode()


@pytest.mark.parametrize("rule", SCRIPT_RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_bad_example_and_not_the_good_one(rule):
    assert rule.id in found(rule.example_bad)
    result = critique_file("train.py", rule.example_good)
    assert rule.id not in {finding.rule for finding in result.findings}
    assert result.not_assessed == ()


@pytest.mark.parametrize("rule", SCRIPT_RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_bad_example_in_a_notebook(rule):
    assert rule.id in found(as_notebook(f"# %%\n{rule.example_bad}"), "nb.ipynb")


@pytest.mark.parametrize("rule", ["X1", "X2", "X5", "X6", "X8", "X9"])
@pytest.mark.parametrize("name", ["train.py", "nb.ipynb"])
def test_an_edit_answers_its_finding_and_can_be_parsed(rule, name):
    text = BY_ID[rule].example_bad
    if rule == "X9":
        text = text.replace("with", "import pandas\nwith")
    if name.endswith("ipynb"):
        text = as_notebook(f"# %%\n{text}")
    after = edited(text, rule, name)
    assert rule not in found(after, name)
    if name.endswith("ipynb"):
        cells = json.loads(after)["cells"]
        after = "".join(line for cell in cells for line in cell["source"])
    ast.parse(after)


def test_a_finding_in_a_notebook_names_the_line_of_the_file():
    text = as_notebook('# %%\nimport pandas\n# %%\nx = "/home/ana/x.csv"\n')
    finding = next(f for f in critique_file("n.ipynb", text).findings)
    assert "/home/ana" in text.splitlines()[finding.line - 1]
    assert finding.quote == 'x = "/home/ana/x.csv"'


MAGICS = """# %%
%load_ext autoreload
!pip install \\
    torch
files = !ls
df.head?
import numpy as np
if True:
    %time x = np.random.rand(3)
# %%
%%bash
echo "no python" | grep (
# %%
%%time
y = np.random.rand(3)
await something()
"""


def test_magics_and_shell_lines_do_not_break_the_parse():
    result = critique_file("n.ipynb", as_notebook(MAGICS))
    assert result.not_assessed == ()
    assert [f.rule for f in result.findings] == ["X5"]


def test_a_cell_that_is_no_python_is_told_and_the_others_are_read():
    text = as_notebook('# %%\nimport torch\n# %%\nprint "x"\n# %%\np = "/home/ana/x"\n')
    result = critique_file("n.ipynb", text)
    assert [f.rule for f in result.findings] == ["X10"]
    (part,) = result.not_assessed
    assert "Missing parentheses" in part.reason
    assert 'print \\"x\\"' in text.splitlines()[part.line - 1]


def test_a_syntax_error_is_told_with_its_line():
    (part,) = critique_file("a.py", "import torch\n\ndef f(:\n").not_assessed
    assert part.reason == "no Python: invalid syntax, line 3"


@pytest.mark.parametrize("text", ["", "# nothing\n", "def add(a, b):\n    return a\n"])
def test_what_is_no_experiment_is_not_assessed(text):
    result = critique_file("a.py", text)
    assert result.checked == ()
    assert result.not_assessed


def test_the_markdown_of_a_notebook_is_read_as_a_plan():
    prose = "# Method\n\nWe tune the learning rate on the test set.\n"
    cells = [
        {"cell_type": "markdown", "source": prose.splitlines(keepends=True)},
        {"cell_type": "code", "source": ["import torch\n"], "outputs": []},
    ]
    text = json.dumps({"cells": cells, "nbformat": 4}, indent=1)
    finding = next(f for f in critique_file("n.ipynb", text).findings)
    assert finding.rule == "D2"
    assert "tune the learning rate" in text.splitlines()[finding.line - 1]


HOSTILE = {
    "parentheses": "import torch\nx = " + "(" * 5_000 + ")" * 5_000,
    "attributes": "import torch\nx = a" + ".b" * 20_000,
    "sums": "import torch\nx = " + "+".join("1" * 30_000),
    "calls": "import torch\nx = " + "f(" * 90 + ")" * 90,
    "ifs": "import torch\n" + "".join(" " * i + "if x:\n" for i in range(95)) + " " * 95
    + "pass\n",
    "elifs": "import torch\nif a:\n  pass\n" + "elif a:\n  pass\n" * 3_000,
    "literal": "import torch\nx = [" + "1.5, " * 60_000 + "]",
    "string": "import torch\nx = '" + "a" * 400_000 + "'",
    "null": "import torch\n\x00",
    "functions": "import torch\n"
    + "\n".join(f"def f{i}(x):\n    return f{i + 1}(f{i + 1}(x))" for i in range(99))
    + "\nf0(1)\n",
    "itself": "import torch\ndef f(x):\n    return f(f(x))\nf(f(1))\n",
    "loops": "import torch\n" + "for x in y:\n    z.append(x)\n" * 5_000,
    "surrogate": "import torch\nx = '\ud800'",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_code_takes_a_bounded_time_and_is_no_fault(name):
    result = critique_file("a.py", HOSTILE[name])
    assert result.checked or result.not_assessed


BAD_NOTEBOOKS = [
    "", "{", "[]", "null", '{"cells": 3}', '{"worksheets": []}', "[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", BAD_NOTEBOOKS)
def test_what_is_no_notebook_is_refused_in_a_sentence(text):
    from coresearch.core.errors import BadInput

    with pytest.raises(BadInput, match="It is no notebook"):
        critique_file("n.ipynb", text)


@pytest.mark.parametrize(
    "cells",
    ['[{"cell_type": "code"}]', "[1, null]", '[{"cell_type": "code", "source": [3]}]'],
)
def test_odd_cells_of_a_notebook_are_passed_over(cells):
    result = critique_file("n.ipynb", f'{{"cells": {cells}}}')
    assert result.findings == ()
    assert result.not_assessed
