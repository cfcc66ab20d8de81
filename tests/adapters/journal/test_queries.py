"""Lists, words and ids: what the journal answers."""

from __future__ import annotations

from itertools import chain

import pytest

from coresearch.core.decisions import Verdict
from coresearch.core.errors import BadInput, NotFound
from coresearch.core.findings import Severity
from coresearch.core.suggestions import Activity, Evidence, Origin, OriginKind
from coresearch.journal.queries import (
    Filter,
    count_waiting,
    decisions_on,
    entry,
    event,
    events_about,
    find_any,
    find_suggestion,
    id_length,
    known,
    last_applied,
    last_reason,
    list_entries,
    list_events,
    search,
    short,
    waiting,
)
from tests.adapters.journal.records import (
    ADA,
    EMILE,
    GRACE,
    accept,
    decide,
    edit,
    note,
    reverse,
    rule,
    suggest,
)


def titles(entries) -> list[str]:
    return [one.title for one in entries]


def listed(journal, limit=20, offset=0, **wanted) -> list[str]:
    return titles(list_entries(journal, Filter(**wanted), limit=limit, offset=offset))


# -- ids ----------------------------------------------------------------------------


@pytest.fixture
def ids(journal) -> list[str]:
    """Twenty suggestions: enough that two begin with the same digit."""
    with journal.writing():
        return [journal.record_suggestion(note(f"Number {n}")) for n in range(20)]


def test_a_suggestion_is_found_by_the_beginning_of_its_id(journal, ids):
    for identity in ids:
        assert find_suggestion(journal, identity) == identity
        assert find_suggestion(journal, identity[:8]) == identity
        assert find_suggestion(journal, f" {identity[:8].upper()} ") == identity


def test_the_beginning_of_several_ids_is_refused_and_names_them(journal, ids):
    first = [identity[0] for identity in ids]
    shared = next(digit for digit in first if first.count(digit) > 1)
    with pytest.raises(BadInput, match="several ids") as caught:
        find_suggestion(journal, shared)
    named = [identity for identity in ids if identity.startswith(shared)][:5]
    assert all(identity[:5] in caught.value.message for identity in named)


@pytest.mark.parametrize("given", ["", "  ", "zzz", "12g", "%", "_", "é", "\udce9"])
def test_what_cannot_be_an_id_is_not_found(journal, ids, given):
    with pytest.raises(NotFound, match="no id"):
        find_suggestion(journal, given)


def test_an_id_that_is_not_there_is_not_found(journal, ids):
    missing = next(f"{n:08x}" for n in range(99) if f"{n:08x}" not in str(ids))
    with pytest.raises(NotFound, match="nothing whose id begins"):
        find_suggestion(journal, missing)
    with pytest.raises(NotFound):
        find_suggestion(journal, ids[0] + "0")
    with pytest.raises(NotFound):
        entry(journal, missing)
    with pytest.raises(NotFound):
        event(journal, missing)


def test_events_are_found_by_the_beginning_of_their_ids(journal, ids):
    decision = rule(journal, ids[0], decide(Verdict.REJECTED))
    assert find_any(journal, decision[:12]) == decision
    assert find_any(journal, ids[0]) == ids[0]
    with pytest.raises(NotFound):
        find_suggestion(journal, decision[:12])
    assert event(journal, decision).type == "decision.made"


def test_ids_are_shown_longer_as_the_journal_grows(journal, ids):
    assert id_length(journal) == 7
    assert short(journal, ids[0]) == ids[0][:7]
    journal.connection.execute(
        "INSERT INTO events SELECT 70000, 'x', 'x', 1, at, type, subject, body, prev "
        "FROM events LIMIT 1"
    )
    assert id_length(journal) == 9


# -- lists --------------------------------------------------------------------------


@pytest.fixture
def mixed(open_as):
    """Five suggestions to two people, one minute after another from 00:02 on."""
    ada, emile = open_as(ADA), open_as(EMILE)
    first = suggest(ada, edit("First", "plan.md", "run.py"))  # 00:02
    second = suggest(ada, note("Second", activity=Activity.SAFETY))  # 00:03
    third = suggest(emile, edit("Third", "run.py"))  # 00:05
    suggest(ada, note("Fourth", evidence=()))  # 00:06
    suggest(ada, edit("Fifth", "paper/plän\udce9.md"))  # 00:07
    accept(emile, first, reason="right")
    rule(ada, second, decide(Verdict.REJECTED, reason="no"))
    reverse(ada, third, accept(ada, third), Verdict.UNDONE)
    return ada


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Fifth", "Fourth", "Third", "Second", "First"]),
        ({"activity": "safety"}, ["Second"]),
        ({"activity": "panel"}, []),
        ({"kind": "edit"}, ["Fifth", "Third", "First"]),
        ({"kind": "note"}, ["Fourth", "Second"]),
        ({"state": "accepted"}, ["First"]),
        ({"state": "rejected"}, ["Second"]),
        ({"state": "undone"}, ["Third"]),
        ({"state": "waiting"}, ["Fifth", "Fourth"]),
        ({"path": "plan.md"}, ["Second", "First"]),
        ({"path": "run.py"}, ["Third", "First"]),
        ({"path": "paper/plän\udce9.md"}, ["Fifth"]),
        ({"path": "paper"}, []),
        ({"since": "2026-03-02T00:05"}, ["Fifth", "Fourth", "Third"]),
        ({"until": "2026-03-02T00:05"}, ["Second", "First"]),
        (
            {"since": "2026-03-02T00:03", "until": "2026-03-02T00:06"},
            ["Third", "Second"],
        ),
        ({"since": "2027"}, []),
        ({"path": "run.py", "since": "2026-03-02T00:04"}, ["Third"]),
        ({"path": "run.py", "state": "accepted"}, ["First"]),
        ({"kind": "edit", "state": "waiting", "activity": "design"}, ["Fifth"]),
    ],
)
def test_a_filter_lists_what_fits_newest_first(mixed, wanted, found):
    assert listed(mixed, **wanted) == found


@pytest.mark.parametrize(
    "part", ["Émile", "émile", "ÉMILE", "E\u0301mile", "borel", "BOREL@example", "l@e"]
)
def test_an_author_is_found_by_a_part_of_name_or_address(mixed, part):
    assert listed(mixed, author=part) == ["First"]


@pytest.mark.parametrize("part", ["%", "_", "Lovelace\nada", "nobody", "\udce9", "'"])
def test_signs_in_an_authors_name_mean_nothing_else(mixed, part):
    assert listed(mixed, author=part) == []


def test_who_decided_is_who_is_listed_or_else_who_was_told(mixed):
    rows = {one.title: one.author for one in list_entries(mixed, Filter(), limit=9)}
    assert rows["First"] == EMILE.name
    assert rows["Third"] == ADA.name
    assert rows["Fourth"] == ADA.name
    assert listed(mixed, author="ada") == ["Fifth", "Fourth", "Third", "Second"]


def test_pages_are_parts_of_the_list(mixed):
    whole = listed(mixed)
    for wanted in ({}, {"author": "ada"}, {"path": "run.py"}):
        whole = listed(mixed, **wanted)
        pages = [listed(mixed, limit=2, offset=n, **wanted) for n in range(0, 6, 2)]
        assert list(chain(*pages)) == whole
    assert listed(mixed, limit=2, offset=99) == []


def test_an_entry_tells_what_the_suggestion_is(journal):
    identity = suggest(
        journal,
        edit(
            "Name the seeds",
            "plan.md",
            severity=Severity.HIGH,
            confidence=0.9,
            origin=Origin(OriginKind.RULE, "S4"),
            evidence=(Evidence("We train once.", "plan.md", 3, 4),),
        ),
    )
    one = entry(journal, identity)
    assert (one.origin_kind, one.origin, one.severity) == ("rule", "S4", "high")
    assert (one.path, one.line, one.confidence) == ("plan.md", 3, 0.9)
    assert (one.state, one.decided_at, one.author) == ("waiting", None, ADA.name)


def test_an_edit_told_to_two_people_is_one_entry(open_as):
    ada, emile = open_as(ADA), open_as(EMILE)
    first, second = suggest(ada, edit("Same")), suggest(emile, edit("Same"))
    assert first == second
    assert listed(ada) == listed(ada, path="plan.md") == ["Same"]
    assert entry(ada, first).author == ADA.name


# -- the inbox ----------------------------------------------------------------------


def test_what_matters_most_waits_first_and_then_what_waits_longest(journal):
    low, medium, high = Severity
    for title, severity, confidence in [
        ("low and sure", low, 1.0),
        ("medium, unsure", medium, 0.3),
        ("high, half sure", high, 0.5),
        ("high and sure", high, 1.0),
        ("high, not said how sure", high, None),
        ("high and sure too", high, 1.0),
    ]:
        suggest(journal, note(title, severity=severity, confidence=confidence))
    assert titles(waiting(journal, limit=9)) == [
        "high and sure",
        "high and sure too",
        "high, half sure",
        "high, not said how sure",
        "low and sure",
        "medium, unsure",
    ]
    assert titles(waiting(journal, limit=2)) == ["high and sure", "high and sure too"]
    assert count_waiting(journal) == 6


def test_only_what_waits_is_in_the_inbox(mixed):
    assert titles(waiting(mixed, limit=9)) == ["Fourth", "Fifth"]
    assert count_waiting(mixed) == 2
    assert titles(waiting(mixed, limit=9, path="paper/plän\udce9.md")) == ["Fifth"]
    assert titles(waiting(mixed, limit=9, path="plan.md")) == []


def test_what_was_put_off_still_waits(journal):
    identity = suggest(journal, note())
    rule(journal, identity, decide(Verdict.LATER))
    assert count_waiting(journal) == 1


# -- one suggestion -----------------------------------------------------------------


def test_everything_about_a_suggestion_is_told_in_order(mixed):
    identity = find_suggestion(mixed, entry_id(mixed, "Third"))
    told = [row.type for row in events_about(mixed, identity)]
    assert told == ["suggestion.made"] + ["decision.made", "effect.applied"] * 2
    assert len(decisions_on(mixed, identity)) == 2


def entry_id(journal, title: str) -> str:
    rows = list_entries(journal, Filter(), limit=99)
    return next(one.id for one in rows if one.title == title)


def test_the_last_reason_is_that_of_a_ruling(journal):
    identity = suggest(journal, note())
    assert last_reason(journal, identity) == ""
    rule(journal, identity, decide(Verdict.REJECTED, reason="first"))
    rule(journal, identity, decide(Verdict.REJECTED, reason="second"))
    rule(journal, identity, decide(Verdict.LATER, reason="busy"))
    assert last_reason(journal, identity) == "second"


def test_what_is_known_of_a_suggestion_is_each_time_that_it_was_made(journal):
    suggestion = note()
    first = suggest(journal, suggestion)
    rule(journal, first, decide(Verdict.REJECTED))
    second = suggest(journal, suggestion, occurrence=1)
    found = known(journal, suggestion.fingerprint)
    assert [one.id for one in found] == [first, second]
    assert [one.state for one in found] == ["rejected", "waiting"]


def test_the_last_applied_decision_is_one_that_stands(journal):
    kept, undone = suggest(journal, edit("Kept")), suggest(journal, edit("Undone"))
    first, second = accept(journal, kept), accept(journal, undone)
    assert last_applied(journal, [Verdict.ACCEPTED]) == second
    reversal = reverse(journal, undone, second, Verdict.UNDONE)
    assert last_applied(journal, [Verdict.ACCEPTED]) == first
    assert last_applied(journal, [Verdict.UNDONE]) == reversal
    assert last_applied(journal, [Verdict.REDONE]) is None


def test_raw_events_are_listed_newest_first(mixed):
    rows = list_events(mixed, limit=99)
    assert rows[-1].type == "journal.opened"
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert list_events(mixed, limit=2, offset=1) == rows[1:3]
    assert {row.author for row in rows} == {ADA.name, EMILE.name}


# -- search -------------------------------------------------------------------------


@pytest.fixture
def told(journal):
    for title, reason in [
        ("Été: name the seeds", "One run says nothing."),
        ("Use run_id, not the date", 'He said "no AND yes" of the l\'été data.'),
        ("Seeding is not enough", "Naïve Bayes is a base line; see foo-bar."),
    ]:
        suggest(journal, note(title, reason=reason))
    return journal


def hits(journal, words, limit=9, offset=0) -> list[str]:
    rows = search(journal, words, limit=limit, offset=offset)
    return [row.id for row in rows]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("été", [2, 1]),
        ("ETE", [2, 1]),
        ("e\u0301te\u0301", [2, 1]),
        ("naive", [3]),
        ("seeds", [1]),
        ("seed", []),
        ("seed*", [3, 1]),
        ("SEED*", [3, 1]),
        ("run_id", [2]),
        ("run", [1]),
        ("name seeds", [1]),
        ("seeds name", [1]),
        ("seeds date", []),
        ("foo-bar", [3]),
        ("bar-foo", []),
        ('"no', [2]),
        ('"no and yes"', [2]),
        ("no AND yes", [2]),
        ("no OR nothing", []),
        ("NOT", [3, 2]),
        ("NEAR(no yes)", []),
        ("text:seeds", []),
        ("-seeds", [1]),
        ("seeds --", [1]),
        ("^seeds", [1]),
        ("seeds + name", [1]),
        ("(seeds)", [1]),
        ("{seeds}", [1]),
        ("seeds;DROP", []),
        ("'; DROP TABLE events; --", []),
        ("seeds\0", [1]),
        ("se\0eds", []),
        ("\udce9 seeds", [1]),
        ('"', []),
        ("*", []),
        ("**", []),
        ("seeds *", [1]),
        ("seed**", [3, 1]),
        ('seed"*', [3, 1]),
        ("see*ds", []),
        ("\\", []),
        ("%", []),
        ("plan.md", [3, 2, 1]),
        ("trained", []),
        ("once", [3, 2, 1]),
    ],
)
def test_words_find_what_holds_them_all_newest_first(told, words, numbers):
    made = told.connection.execute(
        "SELECT event FROM suggestions ORDER BY position"
    ).fetchall()
    assert hits(told, words) == [made[number - 1][0] for number in numbers]


@pytest.mark.parametrize("words", ["", "  ", "\t\n"])
def test_a_search_for_nothing_is_refused(told, words):
    with pytest.raises(BadInput):
        search(told, words, limit=9)


def test_reasons_of_decisions_are_found(told):
    [seeds] = hits(told, "seeds")
    identity = event(told, seeds).subject
    decision = rule(told, identity, decide(Verdict.REJECTED, reason="Zirkonium"))
    assert hits(told, "zirkonium") == [decision]


def test_what_was_recorded_after_the_last_search_is_found(told, open_as):
    assert hits(told, "later") == []
    emile = open_as(GRACE)
    suggest(emile, note("Later"))
    assert len(hits(told, "later")) == 1
    suggest(emile, note("Later still"))
    assert len(hits(told, "later")) == 2


def test_search_goes_by_pages(told):
    whole = hits(told, "once")
    assert [hits(told, "once", limit=1, offset=n)[0] for n in range(3)] == whole
    assert hits(told, "once", limit=1, offset=3) == []


def test_a_search_waits_for_nobody_when_there_is_nothing_to_index(told, open_as):
    assert len(hits(told, "seeds")) == 1
    with open_as(EMILE).writing():
        assert len(hits(told, "seeds")) == 1
