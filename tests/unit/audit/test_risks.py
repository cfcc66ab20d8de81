"""What could concern people, and the articles that are drafted from it."""

from __future__ import annotations

import pytest

from coresearch.audit.articles import draft, uncovered
from coresearch.audit.risks import Risk, secret_files, signs
from coresearch.audit.tree import Tree
from coresearch.core.constitution import constitution_of

KEY = "sk-" + "Abc123Def456Ghi789Jkl012Mno345"


def seen(**files: str) -> list[tuple[Risk, str]]:
    return [(one.risk, one.said) for one in _signs(**files)]


def _signs(**files: str):
    texts = {name.replace("__", "."): text for name, text in files.items()}
    return signs(Tree(dict.fromkeys(texts, 1), texts))


@pytest.mark.parametrize(
    ("files", "risk"),
    [
        ({"a__csv": "email,answer\n"}, Risk.IDENTITY),
        ({"a__jsonl": '{"phone": "1", "x": 2}\n'}, Risk.IDENTITY),
        ({"a__csv": "x\nann@mail.org\n"}, Risk.IDENTITY),
        ({"a__csv": "participant_id,age\n"}, Risk.PEOPLE),
        ({"a__csv": "Geburtsdatum;Note\n"}, Risk.IDENTITY),
        ({"plan__md": "Forty participants sort cards.\n"}, Risk.PEOPLE),
        ({"a__py": "import bs4\n"}, Risk.WEB),
        ({"a__py": "load_dataset('imdb')\n"}, Risk.LICENCE),
        ({"plan__md": "We make deepfakes.\n"}, Risk.DUAL_USE),
        ({"a__py": f"API_KEY = '{KEY}'\n"}, Risk.KEY),
        ({"a__py": "model.push_to_hub('me/x')\n"}, Risk.EFFECT),
        ({"a__sh": "rsync -a out host:\n"}, Risk.EFFECT),
        ({"a__py": "shutil.rmtree('out')\n"}, Risk.DELETING),
    ],
)
def test_each_risk_is_seen(files, risk):
    assert [one for one, _ in seen(**files)] == [risk]


@pytest.mark.parametrize(
    "files",
    [
        {"a__csv": "epoch,loss\n1,2\n"},
        {"a__csv": "x\nme@example.org\n"},
        {"a__py": "from_pretrained('./mine')\n"},
        {"a__py": "key = os.environ['API_KEY']\n"},
        {"a__md": "We age the wine.\n"},
        {"a__csv": ""},
    ],
)
def test_what_is_none_is_not_seen(files):
    assert seen(**files) == []


def test_no_value_of_the_data_and_no_key_is_repeated():
    found = _signs(
        a__csv="email,b\nann@mail.org,1\n",
        b__csv="ann@mail.org,3\n",
        c__py=f"k = '{KEY}'",
    )
    told = repr(found) + draft(found)
    assert "ann@" not in told
    assert KEY not in told


def test_a_draft_has_an_article_for_each_risk_and_no_other():
    found = _signs(a__csv="email,x\n", b__py="model.push_to_hub('me/x')\n")
    agreed = constitution_of(draft(found))
    assert [one.title.split()[0] for one in agreed.articles] == [
        "What",
        "Effects",
        "How",
    ]
    assert agreed.faults == ()
    assert all(one.checks for one in agreed.articles)
    assert "not seen: people, web" in draft(found)
    assert uncovered(agreed, found) == []


def test_what_no_article_would_notice_is_told():
    found = _signs(a__csv="email,x\n", b__py="model.push_to_hub('me/x')\n")
    agreed = constitution_of("## Data\n- Check: path *.csv\n")
    assert [one.risk for one in uncovered(agreed, found)] == [Risk.EFFECT]
    other = constitution_of("## Data\n- Check: words push_to_hub\n")
    assert [one.risk for one in uncovered(other, found)] == [Risk.IDENTITY]


def test_files_that_are_secret_by_their_names():
    paths = (".env", ".env.example", "a/id_rsa", "b.pem", "environment.yml")
    assert secret_files(Tree(dict.fromkeys(paths, 1), {})) == [
        ".env",
        "a/id_rsa",
        "b.pem",
    ]
