"""Files of results as tables: what is odd is said, what cannot be read is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.analysis.readers import READERS, read_csv, read_json, read_jsonl
from coresearch.analysis.table import joined, parsed, said, table_of, widened
from coresearch.core.errors import BadInput


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5), ("3", 3), ("-1e-3", -0.001), ("81.5 %", 0.815), ("", None),
        ("n/a", None), ("True", True), ("OOM", "OOM"), ("1_000", "1_000"),
        ("2026-11-22", "2026-11-22"), (" 7 ", 7),
    ],
)  # fmt: skip
def test_cells(text, value):
    assert parsed(text) == value


def test_no_number_is_told_from_nothing():
    assert math.isnan(parsed("nan"))
    assert parsed("-inf") == -math.inf


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_with_any_mark(mark):
    table = read_csv(f"arm{mark}acc\na{mark}0.5\nb{mark}\n")
    assert table.columns == {"arm": ["a", "b"], "acc": [0.5, None]}


def test_decimal_commas_where_semicolons_part():
    assert read_csv("arm;acc\na;0,5\n").columns["acc"] == [0.5]


def test_names_that_are_doubled_or_absent():
    assert list(read_csv("a,a,\n1,2,3\n").columns) == ["a", "a'", "column 3"]


def test_short_rows_are_filled_and_said():
    table = read_csv("a,b\n1\n2,3\n")
    assert table.columns["b"] == [None, 3]
    assert table.notes == ("1 row shorter than the header",)


@pytest.mark.parametrize(
    ("reader", "text", "fault"),
    [
        (".csv", "", "empty"),
        (".csv", "a,b\n1,2,3\n", "Line 2 has 3 fields"),
        (".csv", 'a,b\n"1,2\n', "no CSV"),
        (".json", "{", "no JSON"),
        (".json", "[1, 2]", "No table"),
        (".json", '{"a": [1], "b": [1, 2]}', "No table"),
        (".jsonl", '{"a": 1}\n{"a"\n{"a": 2}', "Line 2"),
        (".jsonl", "[1]\n", "no JSON object"),
        (".json", "[" * 100_000, "no JSON"),
    ],
)
def test_what_is_no_table_is_refused(reader, text, fault):
    with pytest.raises(BadInput, match=fault):
        READERS[reader](text)


def test_every_form_of_json():
    rows = [{"arm": "a", "acc": 0.5}, {"arm": "b", "acc": 0.6}]
    expected = {"arm": ["a", "b"], "acc": [0.5, 0.6]}
    assert read_json(
        '[{"arm": "a", "acc": 0.5}, {"arm": "b", "acc": 0.6}]'
    ).columns == (expected)
    held = '{"results": [{"arm": "a", "acc": 0.5}, {"arm": "b", "acc": 0.6}], "n": 2}'
    assert read_json(held).columns == expected
    assert read_json('{"arm": ["a", "b"], "acc": [0.5, 0.6]}').columns == expected
    named = read_json('{"a": {"acc": 0.5}, "b": {"acc": 0.6}}')
    assert named.columns == {"name": ["a", "b"], "acc": [0.5, 0.6]}
    assert read_json('{"acc": 0.5, "seed": 1}').rows == 1
    nested = read_jsonl('{"val": {"acc": 0.5}, "tags": ["x"]}\n')
    assert nested.columns == {"val.acc": [0.5], "tags": ['["x"]']}
    assert table_of(rows).columns == expected


def test_a_torn_last_line_is_left_out_and_said():
    table = read_jsonl('{"a": 1}\n{"a": 2')
    assert (table.rows, table.notes) == (1, ("line 2 was cut off, and is left out",))


def test_long_tables_become_wide():
    table = widened(
        table_of(
            {"arm": arm, "metric": metric, "value": value}
            for arm, metric, value in [
                ("a", "f1", 1.0),
                ("a", "acc", 2.0),
                ("b", "f1", 3.0),
            ]
        )
    )
    assert table.columns == {"arm": ["a", "b"], "f1": [1.0, 3.0], "acc": [2.0, None]}


def test_several_files_are_one_table():
    one, other = table_of([{"acc": 1.0}]), table_of([{"acc": 2.0, "seed": 3}])
    table = joined({"x": one, "y": other})
    assert table.columns["source_file"] == ["x", "y"]
    assert table.columns["seed"] == [None, 3]


@given(st.text())
def test_any_text_is_read_or_refused(text):
    for reader in READERS.values():
        try:
            table = reader(text)
        except BadInput:
            continue
        assert all(len(column) == table.rows for column in table.columns.values())


@given(st.one_of(st.floats(), st.integers(), st.booleans(), st.text(), st.none()))
def test_any_cell_can_be_said(cell):
    assert isinstance(said(cell), str)
