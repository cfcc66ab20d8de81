"""Comments that leave findings out: which passage they stand for, and the reason."""

from __future__ import annotations

import pytest

from benchmarks.scripts.measure import as_notebook
from coresearch.critic.files import critique_file
from coresearch.critic.ignores import Sifted, sift

FLAW = "We tune the learning rate on the test set."
IGNORE = "coresearch: ignore D2 because the set is public"


def sifted(name: str, text: str) -> Sifted:
    result = critique_file(name, text)
    return sift(name, text, result.findings, result.checked)


FORMS = {
    "before.md": f"# A\n\nWe wait.\n\n<!-- {IGNORE} -->\n\n{FLAW}\n",
    "just-before.md": f"# A\n\nWe wait.\n\n<!-- {IGNORE} -->\n{FLAW}\n",
    "end.md": f"# A\n\n{FLAW} <!-- {IGNORE} -->\n",
    "end-of-paragraph.md": f"# A\n\n{FLAW}\nThen we stop. <!-- {IGNORE} -->\n",
    "top.md": f"<!-- {IGNORE} -->\n\n# A\n\nWe train.\n\n{FLAW}\n",
    "under-front-matter.md": f"---\na: b\n---\n<!-- {IGNORE} -->\n# A\n\n{FLAW}\n",
    "windows.md": f"# A\r\n\r\n{FLAW} <!-- {IGNORE} -->\r\n",
    "comment.rst": f"A\n=\n\nWe wait.\n\n.. {IGNORE}\n\n{FLAW}\n",
    "comment.org": f"* A\nWe wait.\n\n# {IGNORE}\n{FLAW}\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_comment_leaves_out_what_it_stands_for(name):
    result = sifted(name, FORMS[name])
    assert [item.finding.rule for item in result.ignored] == ["D2"]
    assert result.ignored[0].by.reason == "the set is public"
    assert "D2" not in {finding.rule for finding in result.findings}
    assert result.faults == ()


FORMS_IN_CODE = {
    "before": '# {}\np = "/home/ana/x"\n',
    "end": 'p = "/home/ana/x"  # {}\n',
}


@pytest.mark.parametrize("form", FORMS_IN_CODE)
@pytest.mark.parametrize("name", ["a.py", "a.ipynb"])
def test_a_comment_in_code_leaves_out_the_line(name, form):
    said = "coresearch: ignore X10 because it is a test"
    text = "import torch\n\n" + FORMS_IN_CODE[form].format(said)
    if name.endswith("ipynb"):
        text = as_notebook(f"# %%\n{text}")
    result = sifted(name, text)
    assert [item.finding.rule for item in result.ignored] == ["X10"]
    assert result.findings == ()
    assert result.faults == ()


def test_another_passage_and_another_rule_are_not_left_out():
    text = f"# A\n\n<!-- {IGNORE} -->\nWe wait.\n\n{FLAW}\n"
    assert "D2" in {finding.rule for finding in sifted("a.md", text).findings}
    text = f"# A\n\n{FLAW} <!-- coresearch: ignore S4 because no -->\n"
    assert "D2" in {finding.rule for finding in sifted("a.md", text).findings}


UNREASONED = ["ignore D2", "ignore D2 because", "ignore because of it", "ignore"]


@pytest.mark.parametrize("said", UNREASONED)
def test_without_rule_or_reason_it_is_not_followed_and_that_is_told(said):
    result = sifted("a.md", f"# A\n\n{FLAW} <!-- coresearch: {said} -->\n")
    assert "D2" in {finding.rule for finding in result.findings}
    (fault,) = result.faults
    assert fault.startswith("Line 3: an ignore")


def test_one_that_leaves_nothing_out_is_told():
    result = sifted("a.md", f"# A\n\n<!-- {IGNORE} -->\nWe train a CNN on the data.\n")
    asked = critique_file("a.md", "# A\n\nWe train a CNN on the data.\n").checked
    wanted = ("Line 3: nothing to ignore of D2.",) if "D2" in asked else ()
    assert result.faults == wanted


def test_several_rules_may_stand_in_one_comment():
    text = f"# A\n\n{FLAW} <!-- coresearch: ignore d2, S1 because so be it -->\n"
    rules = {item.finding.rule for item in sifted("a.md", text).ignored}
    assert "D2" in rules
