"""What mends a slip is applied without looking, and the script runs to its end."""

from __future__ import annotations

import traceback

import pytest

from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.edits import Edit, Modify
from coresearch.diagnosis.case import Around
from coresearch.diagnosis.engine import Diagnosis, diagnose
from coresearch.diagnosis.reader import read_log

SLIPS = {
    "default-shared": "def f(x, seen=[]):\n    seen.append(x)\n    return seen\n\n\n"
    "f(1)\nassert f(2) == [2]\n",
    "same-object": "grid = [[0] * 2] * 2\ngrid[0][0] = 1\nassert grid[1][0] == 0\n",
    "late-binding": "fs = [lambda x: x + i for i in range(3)]\nassert fs[0](1) == 1\n",
    "result-dropped": "name = ''.join([' a'])\nname.strip()\nassert name == 'a'\n",
    "precedence-of-and": "a, b = 5, 6\nok = a == 5 & b == 6\nassert ok\n",
    "identity": "a = ''.join(['y', 'es'])\nassert a is 'yes', a\n",
    "zero-is-false": "def k():\n    n = 0\n    n = n or 5\n    return n\n\n\n"
    "assert k() == 0\n",
    "used-up": "xs = (i for i in range(3))\nn = sum(1 for x in xs)\n"
    "assert n == len(list(xs))\n",
    # Whole numbers: their order in a set is the same in each run.
    "order-unfixed": "first = list(set([8, 1]))\nassert first == [1, 8]\n",
    "fitted-apart": "class Scale:\n    def fit_transform(self, x):\n"
    "        self.m = max(x)\n        return self.transform(x)\n\n"
    "    def transform(self, x):\n        return [one / self.m for one in x]\n\n\n"
    "scale = Scale()\na = scale.fit_transform([2, 4])\n"
    "b = scale.fit_transform([2])\nassert a[0] == b[0]\n",
}


@pytest.mark.parametrize("rule", SLIPS)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_a_mended_slip_runs_to_its_end(rule):
    code = SLIPS[rule]
    with pytest.raises(AssertionError):
        run(code)
    try:
        run(code)
    except AssertionError:
        said = traceback.format_exc()
    [one] = [d for d in told(code, said) if d.rule.id == rule]
    assert one.cause.edit
    assert one.cause.confidence <= 0.8
    run(mended(code, one))


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("df['a'][df['a'] > 1] = 0", "df.loc[df['a'] > 1, 'a'] = 0"),
        ("df[df['a'] > 1]['b'] = 0", "df.loc[df['a'] > 1, 'b'] = 0"),
        ("df['a'].fillna(0, inplace=True)", "df['a'] = df['a'].fillna(0)"),
    ],
)
def test_a_part_of_a_table_is_set_in_one_step(line, new):
    code = f"import pandas as pd\ndf = pd.read_csv('x')\n{line}\nassert df['a'].sum()\n"
    said = (
        'Traceback (most recent call last):\n  File "a.py", line 4, in <module>\n'
        "    assert df['a'].sum()\nAssertionError\n"
    )
    [one] = [d for d in told(code, said) if d.rule.id == "part-assigned"]
    assert mended(code, one) == code.replace(line, new)


def run(code: str) -> None:
    """The script, as if it were `a.py`."""
    exec(compile(code, "a.py", "exec"), {"__name__": "__main__"})


def told(code: str, said: str) -> tuple[Diagnosis, ...]:
    """What is said of its end."""
    failure = read_log(said).first
    assert failure is not None
    return diagnose(failure, Around(files={"a.py": code}, paths=("a.py",)))


def mended(code: str, one: Diagnosis) -> str:
    """The script after the edit."""
    state = FileState.of(code.encode())
    edit = Edit((Modify("a.py", one.cause.edit, base=state.digest),))
    [write] = plan_edit(edit, {"a.py": state}).writes
    assert write.after is not None
    return write.after.content.decode()
