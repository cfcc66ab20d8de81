"""The same plan in three markups is read the same, and edits are written in its own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.edits import Edit, Modify
from coresearch.critic.files import critique_file
from coresearch.critic.formats.endings import markup_of
from coresearch.critic.outline import Kind
from coresearch.critic.reader import read_document

MARKDOWN = """# Leaf diseases

## Method

We train a CNN on *leaf* images. See [the data](https://example.org/x) and `run.py`.

- one arm with mixup
- one without

<!-- We tune on the test set. -->

| arm | seeds |
|-----|-------|
| a   | 5     |
| b   | 3     |

```
python train.py --test-set
```

## Results

We tune the learning rate on the test set.
"""

RESTRUCTURED = """=============
Leaf diseases
=============

Method
------

We train a CNN on *leaf* images. See `the data <https://example.org/x>`_ and ``run.py``.

- one arm with mixup
- one without

.. We tune on the test set.

+-----+-------+
| arm | seeds |
+=====+=======+
| a   | 5     |
+-----+-------+
| b   | 3     |
+-----+-------+

.. code-block:: console

   python train.py --test-set

Results
-------

We tune the learning rate on the test set.
"""

ORG = """* Leaf diseases
:PROPERTIES:
:ID: 7
:END:
** Method

We train a CNN on /leaf/ images. See [[https://example.org/x][the data]] and =run.py=.

- one arm with mixup
- one without

# We tune on the test set.

| arm | seeds |
|-----+-------|
| a   | 5     |
| b   | 3     |

#+BEGIN_SRC sh
python train.py --test-set
#+END_SRC

** Results

We tune the learning rate on the test set.
"""

SAME = {"plan.md": MARKDOWN, "plan.rst": RESTRUCTURED, "plan.org": ORG}


def read(name: str, text: str):
    return read_document(text, markup_of(name))


@pytest.mark.parametrize("name", SAME)
def test_the_same_plan_has_the_same_sections_tables_and_items(name):
    document = read(name, SAME[name])
    titles = [(s.level, s.title) for s in document.sections if s.style]
    assert titles == [(1, "Leaf diseases"), (2, "Method"), (2, "Results")]
    (table,) = document.tables
    assert table.rows == (("arm", "seeds"), ("a", "5"), ("b", "3"))
    said = [document.text[s.start : s.end] for s in document.sentences if s.is_prose]
    assert "one arm with mixup" in said
    assert sum(kind.kind is Kind.CODE for kind in document.blocks) == 1
    (sentence,) = [words for words in said if words.startswith("See")]
    assert sentence.replace("`", "") == "See the data and run.py."


@pytest.mark.parametrize("name", SAME)
def test_the_same_flaw_is_found_with_its_line_and_words(name):
    text = SAME[name]
    findings = [f for f in critique_file(name, text).findings if f.rule == "D2"]
    assert [f.quote for f in findings] == ["We tune the learning rate on the test set."]
    assert text.splitlines()[findings[0].line - 1] == findings[0].quote


SIMPLE = """Plan
====

=====  =====  ======
arm    seeds  hours
=====  =====  ======
plain  5      2
mixup  5      3
=====  =====  ======

After it.
"""


def test_a_simple_table_has_its_cells():
    document = read("plan.rst", SIMPLE)
    (table,) = document.tables
    assert table.rows == (
        ("arm", "seeds", "hours"), ("plain", "5", "2"), ("mixup", "5", "3"),
    )  # fmt: skip
    assert document.text.rstrip().endswith("After it.")


RST_DATA = "Data\n^^^^\n\nMNIST.\n"
SHORT = "We train an LSTM on the training data and compare it with a GRU on accuracy."


@pytest.mark.parametrize(
    ("name", "plan", "heading"),
    [
        (
            "plan.rst",
            f"Plan\n****\n\nMethod\n^^^^^^\n\n{SHORT}\n\n" + RST_DATA,
            "\n^^^^",
        ),
        ("plan.rst", f"Plan\n====\n\n{SHORT}\n", "\n----"),
        ("plan.org", f"* Plan\n** Method\n{SHORT}\n** Data\nMNIST.\n", "\n** "),
        ("plan.org", f"* Plan\n{SHORT}\n", "\n** "),
        ("plan.md", f"# Plan\n\n## Method\n\n{SHORT}\n\n## Data\n\nMNIST.\n", "\n## "),
    ],
)
def test_a_section_that_an_edit_adds_has_a_heading_of_the_file_s_own(
    name, plan, heading
):
    findings = [f for f in critique_file(name, plan).findings if f.edit]
    sections = [f for f in findings if heading in f.edit[0].replace]
    assert sections
    state = FileState.of(plan.encode())
    edit = Edit((Modify(name, sections[0].edit, base=state.digest),))
    after = plan_edit(edit, {name: state}).writes[0].after
    assert after is not None
    before = read(name, plan).sections
    assert len(read(name, after.content.decode()).sections) == len(before) + 1


def test_literal_blocks_and_directives_are_not_prose():
    text = (
        "Plan\n====\n\nRun it like this::\n\n   we tune on the test set\n\n"
        ".. figure:: x.png\n   :alt: tune on test\n\n   We tune on the test set.\n\n"
        ".. note:: This is read.\n\n   And this too.\n"
    )
    document = read("a.rst", text)
    prose = " ".join(
        document.text[s.start : s.end] for s in document.sentences if s.is_prose
    )
    assert prose == "Run it like this:: And this too."


MARKS = [
    "=", "==", "====", "\n", "\n\n", "|", "+", "+--+", "*", "**", "-", "..", "::",
    "`a`_", "`b", "<c>`_", "[[x][y]]", "[[", "]]", "#+begin_src", "#+end_src", ":a:",
    ":end:",
    "#", "We tune on the test set.", "\t", "\r\n", "1.", "a)", "~~~~", ".. code::",
    "   ",
]  # fmt: skip
PIECES = st.lists(st.sampled_from(MARKS), max_size=60).map(" ".join)


@pytest.mark.parametrize("name", ["a.rst", "a.org"])
@given(text=st.one_of(PIECES, PIECES.map(lambda t: t.replace(" ", "\n")), st.text()))
@settings(max_examples=60, deadline=None)
def test_every_text_is_read_and_every_place_is_one_of_the_file(name, text):
    document = read(name, text)
    for sentence in document.sentences:
        assert 0 <= document.origin(sentence.start) < max(1, len(text))
    for finding in critique_file(name, text).findings:
        assert 1 <= finding.line <= finding.end_line <= text.count("\n") + 1
