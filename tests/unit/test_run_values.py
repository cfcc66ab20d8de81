"""Cells, metrics and escape sequences: values in, values out."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.core.cells import read_notebook, script_cells
from coresearch.core.errors import BadInput
from coresearch.core.escapes import Filter, as_left_on_screen
from coresearch.core.html_tables import tables_as_text
from coresearch.core.metrics import Metrics, flattened
from coresearch.core.outputs import Output, OutputKind
from coresearch.core.shown import value_text
from coresearch.kernel.messages import in_pieces
from coresearch.workbench.endings import exit_status

# -- cells --------------------------------------------------------------------------


def test_a_script_without_markers_is_one_cell():
    [cell] = script_cells("import os\n\nprint(1)\n")
    assert (cell.number, cell.line) == (1, 1)
    assert cell.source == "import os\n\nprint(1)\n"


def test_markers_make_cells_that_know_their_line():
    text = "import os\n# %% Load\nx = 1\n# %% [markdown]\n# Prose\n#%%\n\n# %%\ny = 2\n"
    found = [(c.number, c.line, c.title) for c in script_cells(text)]
    assert found == [(1, 1, ""), (2, 2, "Load"), (3, 8, "")]


def test_a_notebook_gives_its_code_cells_and_its_kernel():
    def code(source: object, *tags: str) -> dict[str, object]:
        return {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}}

    cells = [
        {"cell_type": "markdown", "source": "# Title", "metadata": {}},
        code(["a = 1\n", "b = 2"]),
        code("1 / 0", "raises-exception"),
        code("no()", "skip-execution"),
        code("  "),
        code("c"),
    ]
    metadata = {"kernelspec": {"name": "ir"}}
    text = json.dumps({"nbformat": 4, "cells": cells, "metadata": metadata})
    notebook = read_notebook(text, "a.ipynb")
    assert notebook.kernel == "ir"
    found = [(c.number, c.source, c.may_fail) for c in notebook.cells]
    assert found == [(1, "a = 1\nb = 2", False), (2, "1 / 0", True), (5, "c", False)]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"nbformat": 3}', '{"nbformat": 4, "cells": [1]}', "nan"]
)
def test_what_is_no_notebook_is_said_to_be_none(text):
    with pytest.raises(BadInput):
        read_notebook(text, "a.ipynb")


# -- shown values -------------------------------------------------------------------

TABLE = """<style>td {x}</style><table border=1><thead><tr><th></th><th>acc</th></tr>
<tbody><tr><th>adam<td>0.9<br>1<tr><th>日本</th><td>\x1b[2J</td></tr></table>
<p>no cell</p><table><tr><td colspan="2">wide</td><td>c</td></tr></table>"""


def test_a_table_of_html_is_a_table_of_text():
    assert tables_as_text(TABLE).splitlines() == [
        "      acc",
        "adam  0.9 1",
        "日本  ␛[2J",
        "wide         c",
    ]
    assert tables_as_text("<b>none</b>") == ""
    assert tables_as_text("<table><tr>" * 1000) == ""
    long = tables_as_text("<table>" + "<tr><td>x</td></tr>" * 100)
    assert long.splitlines()[-1] == "… 40 more rows"


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ({"text/plain": "   a\n0  1", "text/html": TABLE}, "   a\n0  1"),
        ({"text/plain": "<IPython.core.display.HTML object>"}, "<IPython.core."),
        (
            {"text/plain": "<m.Styler at 0x7f00>", "text/html": TABLE},
            "      acc\nadam",
        ),
        (
            {"text/plain": "<IPython.core.display.Markdown object>",
             "text/markdown": "**b**"},
            "**b**",
        ),
        ({"text/html": "<table><tr><td>1"}, "1"),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_value_is_shown_by_the_form_that_says_something(data, shown):
    assert value_text(data).startswith(shown)
    assert bool(value_text(data)) == bool(shown)


def test_a_long_text_comes_in_pieces_and_all_of_it():
    text = "".join(map(str, range(300_000)))
    long = Output(OutputKind.STREAM, 1, 0.5, {"name": "stdout", "text": text})
    pieces = list(in_pieces(long))
    assert len(pieces) == 4
    assert "".join(piece.content["text"] for piece in pieces) == text
    assert {piece.content["name"] for piece in pieces} == {"stdout"}
    error = Output(OutputKind.ERROR, 1, 0.5, {"ename": "x"})
    assert list(in_pieces(error)) == [error]


# -- metrics ------------------------------------------------------------------------


def reported(*pieces: str) -> Metrics:
    metrics = Metrics()
    for piece in pieces:
        metrics.feed(piece)
    return metrics


def rows(*lines: dict[str, object]) -> dict[str, float | None]:
    """The last value of each metric after `lines` were printed."""
    metrics = Metrics()
    for line in lines:
        metrics.feed(json.dumps(line) + "\n")
    return {name: one.last for name, one in metrics.series.items()}


def test_what_stands_beside_the_numbers_says_what_they_are_of():
    about = {"arm": "base", "seed": 1, "smoke": False, "note": None}
    assert rows({**about, "acc": 0.5}, {**about, "acc": 0.9}) == {"acc": 0.9}
    assert rows({"msg": "begun"}, {"msg": "done"}, {"arm": "a", "acc": 1}) == {"acc": 1}
    assert rows({"acc": [1, 2], "arm": "a"}) == {}, "only one value is a number"


def test_rows_of_different_things_are_no_metric_of_the_run():
    arms = [{"arm": arm, "acc": 0.5} for arm in ("a", "b", "a")]
    assert rows({"loss": 2}, *arms) == {"loss": 2}
    seeds = [{"arm": "a", "seed": seed, "acc": 0.5} for seed in (0, 1)]
    assert rows(*seeds, {"acc": 0.7}) == {"acc": 0.7}


def test_lines_of_numbers_are_metrics_wherever_they_are_cut():
    text = 'epoch\n{"step": 1, "loss": 0.5}\n{"step": 2, "loss": 0.25}\n'
    for cut in range(len(text)):
        series = reported(text[:cut], text[cut:]).series
        assert series["loss"].points == [(1, 0.5), (2, 0.25)]
        assert list(series) == ["loss"]


@pytest.mark.parametrize(
    "line",
    [
        '{"name": "a"}', '{"loss": true}', "{}", "[1]", "loss: 0.1",
        '{"loss": 1} and more', "{" * 100_000, '{"loss": 1',
    ],
)  # fmt: skip
def test_other_lines_are_not(line):
    assert reported(line + "\n", "\n").series == {}


@pytest.mark.parametrize(
    ("form", "line", "wanted"),
    [
        ("acc: {acc}", "epoch 3  acc:  0.91 (best)", {"acc": 0.91}),
        ("{step}/9 loss={val.loss}", "7/9 loss=1.5e-3", {"val.loss": 0.0015}),
        ("loss {a}", "loss -.5", {"a": -0.5}),
        ("loss {a}", "loss NaN", {"a": None}),
        ("loss {a}", "loss high", {}),
        ("a.b {a}", "aXb 3", {}),
    ],
)
def test_other_lines_are_where_their_form_is_given(form, line, wanted):
    metrics = Metrics([form])
    for piece in (line[:5], line[5:] + "\n"):
        metrics.feed(piece)
    assert {name: one.last for name, one in metrics.series.items()} == wanted


@pytest.mark.parametrize("form", ["", "acc: ", "{a} {a}", "{}", "{ a }"])
def test_a_form_that_names_no_number_is_refused(form):
    with pytest.raises(BadInput):
        Metrics([form])


def test_what_is_not_finite_is_counted_and_has_no_place_in_the_extremes():
    lines = [f'{{"a": {value}}}\n' for value in ("NaN", "1", "Infinity", "1e999")]
    a = reported(*lines).series["a"]
    assert (a.count, a.last, a.least, a.most) == (4, None, 1.0, 1.0)
    json.dumps(reported(*lines).points(), allow_nan=False)


def test_a_huge_line_is_passed_over_and_the_next_is_read():
    metrics = reported('{"a": ' + "1" * 70_000, "1" * 70_000, '}\n{"b": 2}\n')
    assert list(metrics.series) == ["b"]


def test_nested_numbers_have_dotted_names():
    found = dict(flattened({"val": {"acc": 1, "name": "x"}, "n": 2.5, "ok": True}))
    assert found == {"val.acc": 1, "n": 2.5}


# -- escapes ------------------------------------------------------------------------


def shown(*pieces: str, colours: bool = True) -> str:
    passes = Filter(colours=colours)
    return "".join(map(passes.feed, pieces)) + passes.finish()


def test_colours_and_progress_bars_pass_and_the_rest_is_shown():
    assert shown("\x1b[31mred\x1b[0m\r50%\x1b[K\x1b[A\t\n") == (
        "\x1b[31mred\x1b[0m\r50%\x1b[K\x1b[A\t\n"
    )
    assert shown("\x1b]52;c;aGk=\x07") == "␛]52;c;aGk=␇"
    assert shown("\x1b[2J\x1b[H\x9b31m") == "␛[2J␛[H\\u009b31m"
    assert shown("\x1b[1;31mred\x1b[0m", colours=False) == "red"


@given(st.lists(st.sampled_from(["\x1b", "[", "3", "1", "m", "J", "x", "\x07"])))
def test_nothing_but_what_is_kept_gets_through_however_it_is_cut(pieces):
    whole = shown("".join(pieces))
    assert whole == shown(*pieces)
    assert "\x1b" not in re.sub(r"\x1b\[[0-9;:]{0,40}m", "", whole)
    assert "\x07" not in whole


def test_a_progress_bar_is_kept_as_it_was_left():
    assert as_left_on_screen("0%\r50%\r100%\ndone\n") == "100%\ndone\n"
    assert as_left_on_screen("abcdef\rxy\x1b[K\n") == "xy\n"
    assert as_left_on_screen("abc\b\bX\r\nnext") == "aXc\nnext"


# -- endings ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code"),
    [("", 0), ("None", 0), ("0", 0), ("3", 3), ("256", 0), ("-1", 255), ("oh no", 1)],
)
def test_an_exit_has_the_status_that_a_shell_would_see(value, code):
    assert exit_status(value) == code
