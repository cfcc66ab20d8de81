"""Articles of a constitution, and what touches them."""

from __future__ import annotations

import pytest

from coresearch.core.constitution import (
    constitution_of,
    listed,
    matches,
    says,
    touched,
)
from coresearch.core.edits import Create, Edit, Modify, Replacement
from coresearch.core.runs import ProposedRun
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)

AGREED = """# Constitution

Ours.

## Data stay here

They do not leave.

- Check: path data/**, *.key
- Check: words upload*, push_to_hub
- `Check: question Who agreed?`

## People are asked

- Check: rule H1

## Nothing runs unseen

Check: question Have you read it?
"""


def suggested(effect=None, *, title="A thought", rule="", path="plan.md") -> Suggestion:
    kind = OriginKind.RULE if rule else OriginKind.MODEL
    return Suggestion(
        Activity.DESIGN,
        title,
        "For a reason.",
        Origin(kind, rule or "played"),
        evidence=(Evidence("upload everything", path),),
        effect=effect,
    )


def titles(suggestion: Suggestion) -> list[str]:
    found = touched(constitution_of(AGREED), suggestion)
    return [one.article.title for one in found]


def test_an_article_has_its_text_its_line_and_its_checks():
    agreed = constitution_of(AGREED)
    first = agreed.articles[0]
    assert [one.title for one in agreed.articles] == [
        "Data stay here",
        "People are asked",
        "Nothing runs unseen",
    ]
    assert (first.line, first.text) == (5, "They do not leave.")
    assert [check.kind for check in first.checks] == ["path", "words", "question"]
    assert first.checks[2].text == "Who agreed?"
    assert agreed.faults == ()


@pytest.mark.parametrize(
    ("suggestion", "expected"),
    [
        (suggested(), []),
        (suggested(title="Upload the weights"), ["Data stay here"]),
        (suggested(title="An uploader"), ["Data stay here"]),
        (suggested(title="A reload"), []),
        (suggested(path="data/people.csv"), ["Data stay here"]),
        (suggested(rule="H1"), ["People are asked"]),
        (suggested(rule="H2"), []),
        (
            suggested(Edit((Create("data/new/a.csv", "a\n"),))),
            ["Data stay here", "Nothing runs unseen"],
        ),
        (
            suggested(ProposedRun("model.push_to_hub('me')")),
            ["Data stay here", "Nothing runs unseen"],
        ),
        (
            suggested(ProposedRun("open('data/people.csv')")),
            ["Data stay here", "Nothing runs unseen"],
        ),
    ],
)
def test_what_touches_what(suggestion, expected):
    assert titles(suggestion) == expected


def test_only_what_an_edit_adds_is_held_against_words():
    taken_out = Replacement("upload()\nkeep()\n", "keep()\n")
    put_in = Replacement("keep()\n", "keep()\nupload()\n")
    for replacement, expected in ((taken_out, 1), (put_in, 2)):
        edit = Edit((Modify("train.py", (replacement,)),))
        assert len(titles(suggested(edit))) == expected


def test_an_edit_of_the_constitution_is_not_touched_by_its_own_words():
    edit = Edit((Create("CONSTITUTION.md", "## No upload\n"),))
    assert titles(suggested(edit)) == ["Nothing runs unseen"]


def test_a_check_that_is_none_is_told_and_not_guessed():
    agreed = constitution_of(
        "Check: words early\n## One\n- Check: pth data/**\n- Check: path\n"
    )
    assert [fault.split(": ")[0] for fault in agreed.faults] == [
        "CONSTITUTION.md:1",
        "CONSTITUTION.md:3",
        "CONSTITUTION.md:4",
    ]
    assert agreed.articles[0].checks == ()


def test_headings_in_fences_are_no_articles():
    assert constitution_of("```\n## Not one\nCheck: rule H1\n```\n").articles == ()


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("data/**", "data/a/b.csv", True),
        ("data/*", "data/a.csv", True),
        ("data/*.csv", "data/a/b.csv", False),
        ("data", "data/a/b.csv", True),
        ("data", "database.csv", False),
        ("**/*.pem", "a/b/c.pem", True),
        ("**/*.pem", "c.pem", True),
        ("a.b", "axb", False),
    ],
)
def test_patterns_of_paths(pattern, path, fits):
    assert matches(pattern, path) is fits


def test_words_of_other_languages_and_signs():
    assert says("Straße*", "in der straßen".casefold())
    assert not says("rm -rf", "storm -rfx")
    assert listed('`a b`, "c",, d') == ["a b", "c", "d"]
