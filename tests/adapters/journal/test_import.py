"""Somebody else's journal: taken in whole or not at all, and it stays theirs."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coresearch.core.canonical import canonical_json, sha256
from coresearch.core.decisions import Verdict
from coresearch.core.errors import BadInput, NotFound
from coresearch.core.events import Event, EventType
from coresearch.core.suggestions import Activity
from coresearch.journal import queries, reviewed
from coresearch.journal.calls import dollars_since
from coresearch.journal.export import export_jsonl, header_line
from coresearch.journal.importing import import_file
from coresearch.journal.predictions import count_due, open_predictions
from coresearch.journal.runs import list_runs
from coresearch.journal.store import Author, Journal
from coresearch.journal.verify import rebuild, verify
from tests.adapters.journal.records import (
    ADA,
    EMILE,
    EVENTS,
    Clock,
    accept,
    begin_run,
    decide,
    edit,
    long_edit,
    note,
    rule,
    suggest,
)

MARIE = Author("Marie Curie", "marie@example.org", "radium", "d" * 16)

Export = Callable[..., Path]


@pytest.fixture
def marie(tmp_path) -> Iterator[Journal]:
    """Another person's journal, empty."""
    with Journal(tmp_path / "marie", MARIE, Clock()) as journal:
        yield journal


@pytest.fixture
def export(tmp_path) -> Export:
    """Writes a journal as somebody else would be given it."""

    def write(journal: Journal, *, measures: bool = False, blobs: bool = False) -> Path:
        lines = [header_line(measures=measures)]
        export_jsonl(journal, lines.append, measures=measures, blobs=blobs)
        file = tmp_path / "export.jsonl"
        file.write_text("".join(lines))
        return file

    return write


def everything(journal: Journal) -> list[object]:
    """All rows of all tables that are derived."""
    names = [row[0] for row in journal.connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*_*'"
    )]  # fmt: skip
    return [
        (name, sorted(map(repr, journal.connection.execute(f"SELECT * FROM {name}"))))
        for name in sorted(names)
    ]


def require_sound(journal: Journal) -> None:
    """It verifies, and to make it again changes nothing."""
    verify(journal)
    before = everything(journal)
    rebuild(journal)
    assert everything(journal) == before


def sealed(*lines: dict[str, object]) -> Iterator[str]:
    """Lines of an export with hashes that fit, whatever they say."""
    ends: dict[str, str] = {}
    for line in lines:
        chain = str(line["journal"])
        event = Event(
            chain, int(str(line["seq"])), str(line["at"]), str(line["type"]),
            str(line["subject"]), canonical_json(line["body"]),
            ends.get(chain, "0" * 64),
        )  # fmt: skip
        ends[chain] = event.id
        yield json.dumps(line | {"id": event.id, "prev": event.prev}) + "\n"


# -- what comes in ------------------------------------------------------------------


@pytest.mark.parametrize(("measures", "blobs"), [(True, False), (False, True)])
def test_a_week_of_others_joins_and_everything_still_follows(
    copy_of_week, marie, export, measures, blobs
):
    mine = suggest(marie, note("Mine"))
    with Journal(copy_of_week, ADA) as week:
        file = export(week, measures=measures, blobs=blobs)
    done = import_file(marie, file)
    lines = file.read_text().splitlines()[1:]
    assert done.new == sum('"blob":"' not in line[:9] for line in lines)
    assert (done.new == EVENTS) is measures
    assert bool(done.missing) is not blobs
    assert {one.author for one in done.chains} >= {"Ada Lovelace", "Émile Borel"}
    require_sound(marie)
    assert verify(marie).missing == len(done.missing)
    assert [entry.id for entry in queries.waiting(marie, limit=100)] == [mine]


def test_the_same_file_twice_changes_nothing(copy_of_week, marie, export):
    with Journal(copy_of_week, ADA) as week:
        file = export(week)
    import_file(marie, file)
    before = everything(marie)
    again = import_file(marie, file)
    assert (again.new, again.blobs) == (0, 0)
    assert everything(marie) == before


def test_a_later_export_goes_on_where_the_earlier_ended(journal, marie, export):
    first = suggest(journal, note("First"))
    import_file(marie, export(journal))
    rule(journal, first, decide(Verdict.REJECTED, reason="no", seconds=4.0))
    done = import_file(marie, export(journal))
    assert [(one.known, one.new) for one in done.chains] == [(2, 1)]
    assert queries.entry(marie, first).state == "rejected"
    require_sound(marie)


def test_blobs_that_lacked_come_with_a_later_file(journal, marie, export):
    identity = suggest(journal, long_edit("Long"))
    done = import_file(marie, export(journal))
    assert len(done.missing) == 3
    [told] = queries.events_about(marie, identity)
    assert "not here" in marie.legible(told.body)["details"]
    again = import_file(marie, export(journal, blobs=True))
    assert (again.new, again.blobs, again.missing) == (0, 3, [])
    assert marie.suggestion(identity) == journal.suggestion(identity)
    assert verify(marie).missing == 0


def test_own_events_that_come_back_are_known(journal, marie, export):
    suggest(journal, note("Ada's"))
    import_file(marie, export(journal))
    suggest(marie, note("Marie's"))
    back = import_file(journal, export(marie))
    assert [one.author for one in back.chains if one.new] == ["Marie Curie"]
    require_sound(journal)
    again = import_file(marie, export(journal))
    assert again.new == 1  # that Ada took Marie's in
    require_sound(marie)


# -- it stays theirs ----------------------------------------------------------------


def test_what_others_wait_for_is_listed_under_their_name(journal, marie, export):
    theirs = suggest(journal, note("Theirs"))
    import_file(marie, export(journal))
    assert queries.waiting(marie, limit=9) == []
    assert queries.count_waiting(marie) == 0
    everyone = queries.Filter(everyone=True)
    [row] = queries.list_entries(marie, everyone, limit=9)
    assert (row.id, row.author, row.imported) == (theirs, "Ada Lovelace", 1)
    assert queries.list_entries(marie, queries.Filter(), limit=9) == []


def test_nothing_of_others_counts_in_a_review(copy_of_week, marie, export):
    suggest(marie, note("Mine"))
    all_time = reviewed.While()

    def counted() -> list[object]:
        return [
            reviewed.count_by_origin(marie, all_time),
            reviewed.count_by_prompt(marie, all_time),
            reviewed.looks(marie, all_time),
            reviewed.lifetimes(marie, all_time),
            reviewed.forecasts(marie, all_time),
            reviewed.stated_confidence(marie, all_time),
            reviewed.who_began(marie, all_time),
            reviewed.rejected_then_done(marie, all_time),
            dollars_since(marie, ""),
            open_predictions(marie),
            count_due(marie, "9"),
            list_runs(marie, limit=9),
        ]

    before = counted()
    with Journal(copy_of_week, ADA) as week:
        import_file(marie, export(week, measures=True))
    assert counted() == before
    assert len(list_runs(marie, limit=9, everyone=True)) == 4


def test_what_others_left_unfinished_is_not_ours_to_finish(journal, marie, export):
    identity = suggest(journal, edit())
    write = decide(Verdict.ACCEPTED)
    rule(journal, identity, write)
    accept(journal, suggest(journal, edit("Another")))
    begin_run(journal, "e" * 16)
    import_file(marie, export(journal))
    assert marie.pending_decisions() == []
    assert not marie.has_open_ends()
    assert queries.last_applied(marie, [Verdict.ACCEPTED]) is None
    assert queries.decisions_on(marie, identity) == []


def test_a_ruling_of_others_leaves_what_waits_here(journal, marie, export):
    same = edit("The same thing said to both")
    identity = suggest(marie, same)
    assert suggest(journal, same) == identity
    rule(journal, identity, decide(Verdict.REJECTED, reason="no"))
    import_file(marie, export(journal))
    assert queries.entry(marie, identity).state == "waiting"
    assert queries.count_waiting(marie) == 1
    rule(marie, identity, decide(Verdict.ACCEPTED))
    assert queries.entry(marie, identity).state == "accepted"
    require_sound(marie)


def test_what_is_said_here_takes_the_place_of_what_was_imported(journal, marie, export):
    theirs = edit("The same", "plan.md")
    identity = suggest(journal, theirs)
    rule(journal, identity, decide(Verdict.REJECTED))
    import_file(marie, export(journal))
    assert queries.entry(marie, identity).state == "rejected"
    ours = edit("The same", "plan.md", reason="in our own words")
    assert suggest(marie, ours) == identity
    assert marie.suggestion(identity).reason == "in our own words"
    assert queries.entry(marie, identity).state == "waiting"
    require_sound(marie)


def test_without_measures_nothing_tells_how_long_somebody_looked(
    copy_of_week, marie, export
):
    with Journal(copy_of_week, ADA) as week:
        text = export(week).read_text()
        assert "31.0" in export(week, measures=True).read_text()
    for private in ("prediction.", "item.", "flaw.", "task.", "reflection."):
        assert f'"type":"{private}' not in text
    assert "31.0" not in text
    assert '"seconds":null' in text


# -- what is refused ----------------------------------------------------------------

Spoil = Callable[[list[str]], list[str]]


def changed(which: int, **fields: object) -> Spoil:
    def spoil(lines: list[str]) -> list[str]:
        value = json.loads(lines[which]) | fields
        return [*lines[:which], json.dumps(value) + "\n", *lines[which + 1 :]]

    return spoil


FAULTS: dict[str, tuple[Spoil, str]] = {
    "empty": (lambda lines: [], "is no export"),
    "no export": (lambda lines: lines[1:], "is no export"),
    "newer": (changed(0, version=999), "newer coresearch"),
    "not JSON": (lambda lines: [*lines, "{\n"], f"Line {EVENTS + 2} is no JSON"),
    "cut off": (lambda lines: [*lines[:-1], lines[-1][:50]], "is no JSON, or was cut"),
    "no object": (lambda lines: [*lines, "[]\n"], "is no JSON object"),
    "NaN": (lambda lines: [*lines, '{"a": NaN}\n'], "is no JSON"),
    "deep": (lambda lines: [*lines, "[" * 9_999 + "\n"], "is no JSON"),
    "body": (changed(4, body={}), "Line 5 (suggestion.made) has been changed"),
    "type": (changed(4, type="x"), "has no type"),
    "subject": (changed(4, subject="a\x1b[2J"), "has no subject"),
    "chain": (changed(4, journal="../../etc"), "has no journal"),
    "number": (changed(4, seq=True), "has no seq"),
    "gone": (lambda lines: [*lines[:20], *lines[21:]], "does not follow number"),
    "twice": (lambda lines: [*lines[:6], *lines[5:]], "does not follow number"),
    "blob": (
        lambda lines: [*lines, json.dumps({"blob": "0" * 64, "base64": "aGk="})],
        "is not the blob 000000000000",
    ),
    "no blob": (
        lambda lines: [*lines, json.dumps({"blob": "0" * 64, "base64": "\x1b"})],
        "not in base64",
    ),
}


@pytest.fixture(scope="session")
def week_lines(week, tmp_path_factory) -> list[str]:
    """The export of the week, with measures and without blobs."""
    copied = tmp_path_factory.mktemp("lines") / ".coresearch"
    shutil.copytree(week, copied)
    lines = [header_line(measures=True)]
    with Journal(copied, ADA) as journal:
        export_jsonl(journal, lines.append)
    return lines


@pytest.fixture(scope="module")
def wary(tmp_path_factory) -> Iterator[Journal]:
    """Marie's journal, into which nothing comes that is wrong: one for all of that."""
    folder = tmp_path_factory.mktemp("wary") / "marie"
    with Journal(folder, MARIE, Clock()) as journal:
        suggest(journal, note("Mine"))
        yield journal


@pytest.mark.parametrize("name", FAULTS)
def test_the_first_fault_is_named_and_nothing_is_taken_in(
    week_lines, wary, tmp_path, name
):
    spoil, said = FAULTS[name]
    before = everything(wary)
    file = tmp_path / "spoilt.jsonl"
    file.write_text("".join(spoil(week_lines)))
    with pytest.raises(BadInput) as caught:
        import_file(wary, file)
    assert said in caught.value.message
    assert "\x1b" not in caught.value.message
    assert everything(wary) == before


UNSOUND = {
    "title": ["a", "list"],
    "severity": "extreme",
    "confidence": 7,
    "weight": 1e9,
    "origin": {"kind": "oracle", "name": "me"},
    "evidence": [{"quote": 3}],
    "effect": {"kind": "edit", "files": [{"change": "explode", "path": "a"}]},
    "paths": [],
    "activity": None,
}


@pytest.mark.parametrize("field", UNSOUND)
def test_a_suggestion_that_is_none_is_refused_though_its_hash_fits(
    week_lines, wary, tmp_path, field
):
    opened, made = (json.loads(week_lines[number]) for number in (1, 4))
    opened |= {"seq": 1, "journal": made["journal"], "subject": made["journal"]}
    made |= {"seq": 2}
    made["body"] |= {field: UNSOUND[field]}
    file = tmp_path / "unsound.jsonl"
    file.write_text(week_lines[0] + "".join(sealed(opened, made)))
    with pytest.raises(BadInput, match=r"Line 3 is no suggestion\.made"):
        import_file(wary, file)


def test_two_that_went_different_ways_are_refused(journal, marie, export, tmp_path):
    suggest(journal, note("First"))
    shutil.copytree(journal.path.parent, tmp_path / "copy")
    suggest(journal, note("One way"))
    import_file(marie, export(journal))
    with Journal(tmp_path / "copy", ADA, Clock()) as copy:
        suggest(copy, note("Another way"))
        file = export(copy)
    with pytest.raises(BadInput, match="two have gone different ways"):
        import_file(marie, file)
    require_sound(marie)


def test_nobody_goes_on_with_a_chain_of_this_journal(journal, export, tmp_path):
    suggest(journal, note("First"))
    shutil.copytree(journal.path.parent, tmp_path / "copy")
    with Journal(tmp_path / "copy", ADA, Clock()) as copy:
        rule(copy, suggest(copy, edit()), decide(Verdict.ACCEPTED))
        file = export(copy, measures=True)
    with pytest.raises(BadInput, match="this journal's own"):
        import_file(journal, file)


def test_nobody_else_says_what_became_of_a_decision(journal, marie, export, tmp_path):
    identity = suggest(marie, edit())
    decision = rule(marie, identity, decide(Verdict.ACCEPTED))
    suggest(journal, note("Harmless"))
    head, opened, *_ = export(journal).read_text().splitlines(keepends=True)
    forged = json.loads(opened) | {
        "seq": 2, "type": "effect.applied", "subject": decision, "body": {"note": ""},
    }  # fmt: skip
    file = tmp_path / "forged.jsonl"
    file.write_text(head + "".join(sealed(json.loads(opened), forged)))
    with pytest.raises(BadInput, match="only this journal can say that"):
        import_file(marie, file)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("sweep.ordered", {"order": "cancelled", "tasks": []}),
        ("run.ended", {"state": "succeeded", "metrics": {}}),
    ],
)
def test_nobody_else_orders_what_runs_here(
    journal, marie, export, tmp_path, kind, body
):
    mine = begin_run(marie, "a1" * 8)
    with marie.writing():
        marie.append(EventType.SWEEP_STARTED, "b2" * 8, SWEEP)
    subject = "b2" * 8 if kind == "sweep.ordered" else mine
    suggest(journal, note("Harmless"))
    head, opened, *_ = export(journal).read_text().splitlines(keepends=True)
    forged = {"seq": 2, "type": kind, "subject": subject, "body": body}
    lines = sealed(json.loads(opened), json.loads(opened) | forged)
    file = tmp_path / "forged.jsonl"
    file.write_text(head + "".join(lines))
    with pytest.raises(BadInput, match="only this journal can say that"):
        import_file(marie, file)


SWEEP = {
    "name": "", "path": "train.py", "count": 2, "engine": {"name": "local"},
    "metric": "", "suggestion": "", "decision": "",
}  # fmt: skip


def test_the_same_chain_in_both_forms_is_refused(journal, marie, export):
    suggest(journal, note("First"))
    import_file(marie, export(journal))
    with pytest.raises(BadInput, match="in another form"):
        import_file(marie, export(journal, measures=True))


def test_a_part_of_a_chain_is_refused_where_its_beginning_is_not_here(
    week_lines, marie, tmp_path
):
    file = tmp_path / "part.jsonl"
    file.write_text(week_lines[0] + week_lines[-1])
    with pytest.raises(BadInput, match="of which this journal has none"):
        import_file(marie, file)


def test_a_file_that_is_not_there_or_is_a_folder(marie, tmp_path):
    with pytest.raises(NotFound):
        import_file(marie, tmp_path / "nowhere.jsonl")
    with pytest.raises(BadInput, match="folder"):
        import_file(marie, tmp_path)


def test_an_author_who_writes_orders_to_a_terminal_is_shown_harmlessly(
    marie, export, tmp_path
):
    evil = Author("Eve \x1b]0;owned\x07", "eve@example.org", "x", "e" * 16)
    with Journal(tmp_path / "eve", evil, Clock()) as journal:
        suggest(journal, note("\x1b[2JGone", activity=Activity.DESIGN))
        file = export(journal)
    [one] = import_file(marie, file).chains
    assert "\x1b" not in one.author


def test_blobs_nobody_names_are_left_alone(journal, marie, export):
    suggest(journal, note("First"))
    file = export(journal)
    data = b"nobody names me"
    line = {"blob": sha256(data), "base64": base64.b64encode(data).decode()}
    file.write_text(file.read_text() + json.dumps(line) + "\n")
    assert import_file(marie, file).blobs == 0
    assert list(marie.blobs.digests()) == []


def test_the_author_of_a_shared_journal_begins_a_chain_of_their_own(
    journal, tmp_path, export
):
    suggest(journal, note("First"))
    with Journal(tmp_path / "anew", ADA, Clock()) as anew:
        import_file(anew, export(journal, measures=True))
        suggest(anew, note("Second"))
        assert [row.title for row in queries.waiting(anew, limit=9)] == ["Second"]
        require_sound(anew)


def test_what_emile_wrote_can_be_searched(journal, marie, export, open_as):
    suggest(open_as(EMILE), note("Borel's paradox of measure"))
    import_file(marie, export(journal))
    [row] = queries.search(marie, "paradox", limit=9)
    assert (row.author, row.imported) == ("Émile Borel", 1)
