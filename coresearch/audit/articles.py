"""Articles for a constitution, drafted from the signs that a repository shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coresearch.audit.check import joined
from coresearch.audit.risks import Risk, Sign, of
from coresearch.core.constitution import Constitution, Kind, listed, matches, says

_MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Template:
    """What an article about a risk says, before the project has made it its own."""

    risk: Risk
    title: str
    text: str
    checks: Callable[[Sequence[Sign]], Sequence[str]]


def _paths(signs: Sequence[Sign]) -> list[str]:
    paths = dict.fromkeys(sign.evidence.path for sign in signs)
    data = [p for p in paths if p.endswith((".csv", ".tsv", ".jsonl"))]
    return [f"path {', '.join(data)}"] if data else []


def _words(signs: Sequence[Sign], *more: str) -> str:
    words = dict.fromkeys([*(s.word for s in signs if s.word), *more])
    return f"words {', '.join(words)}"


TEMPLATES = (
    Template(
        Risk.IDENTITY,
        "What names a person stays on this machine",
        "Data that name or identify a person are not copied, printed, sent or "
        "published. "
        "What leaves this machine is counted or changed so that nobody can be found in "
        "it. They are deleted on <date>.",
        lambda signs: [
            *_paths(signs),
            "words upload*, publish*, push_to_hub, e-mail, email",
            "question Can anybody be recognised in what this writes, prints or sends?",
        ],
    ),
    Template(
        Risk.PEOPLE,
        "Those whose data we use decide about them",
        "Data about people are used for what they agreed to, and for nothing else. Who "
        "asked them, and who reviewed that: <name, date>. Whoever withdraws is taken "
        "out "
        "by <how>.",
        lambda signs: [
            *_paths(signs),
            "rule H1",
            "question Did those whose data this uses agree to this use?",
        ],
    ),
    Template(
        Risk.WEB,
        "What is read from the web may be read",
        "Pages are read only where robots.txt, the terms and the law of <country> "
        "allow "
        "it, at most <how often>, and what was read is kept with its address and date.",
        lambda signs: [
            _words(signs, "scrape*", "crawl*"),
            "question Do the terms of this address allow this use?",
        ],
    ),
    Template(
        Risk.LICENCE,
        "Licences of data and models are kept",
        "Each data set and each model is named with its version and licence before it "
        "is "
        "used, and what is published keeps to the strictest of them: <which>.",
        lambda signs: [
            _words(signs, "load_dataset", "from_pretrained"),
            "question Which licence has it, and does it allow this use and "
            "publication?",
        ],
    ),
    Template(
        Risk.DUAL_USE,
        "What could do harm is kept apart",
        "What would help somebody to do harm (<what exactly>) is not published with "
        "the "
        "rest. <Name> is asked before any of it leaves the group.",
        lambda signs: [
            "rule H2",
            _words(signs, "publish*", "release*"),
            "question Who could do harm with this, and what keeps them from it?",
        ],
    ),
    Template(
        Risk.KEY,
        "Keys stay out of the repository",
        "Keys, tokens and passwords stand in the environment, never in a file that git "
        "keeps. One that was ever committed is revoked.",
        lambda signs: [
            "path .env, .env.*, **/*.pem, **/credentials*",
            "words api_key, password, secret",
        ],
    ),
    Template(
        Risk.EFFECT,
        "Effects outside this machine are decided one by one",
        "What sends, publishes, pays or moves something is started by a person who has "
        "read what it will do; at most <amount> a month is spent.",
        lambda signs: [
            _words(signs),
            "question What is the worst that this does if it is wrong, and who pays?",
        ],
    ),
    Template(
        Risk.DELETING,
        "Nothing is deleted that cannot be made again",
        "Code deletes only what it has made itself, in folders that are named in it.",
        lambda signs: [_words(signs, "rmtree", "unlink", "rm -rf")],
    ),
)

_HEAD = """# Constitution

What this project will and will not do. It is ours: drafted from what the repository
shows, and ours to change. What stands between < and > is for us to fill in. An article
warns when a suggestion touches it, by its checks; a person decides, and says why.

"""
_LAST = """## How this changes

By a decision of <who>, with the reason, as any other suggestion.

- Check: path CONSTITUTION.md
- Check: question What has changed since this was agreed?
"""


def article(template: Template, signs: Sequence[Sign]) -> str:
    """The text of an article, with what it rests on."""
    shown = [
        f"{s.said} ({s.evidence.path}:{s.evidence.line})" if s.evidence.line else s.said
        for s in signs[:_MOST_REASONS]
    ]
    more = len(signs) - _MOST_REASONS
    because = "; ".join(shown) + (f"; and {more} more places" if more > 0 else "")
    checks = "".join(f"- Check: {check}\n" for check in template.checks(signs))
    return (
        f"## {template.title}\n\n{template.text}\n\nBecause: {because}.\n\n{checks}\n"
    )


def draft(found: Sequence[Sign]) -> str:
    """A constitution for what was seen, and a word on what was not."""
    parts, absent = [_HEAD], []
    for template in TEMPLATES:
        signs = of(found, template.risk)
        if signs:
            parts.append(article(template, signs))
        else:
            absent.append(template.risk.value)
    if absent:
        parts.append(
            f"Looked for, and not seen: {joined(absent, 9)}. That is no proof that "
            "there is none.\n\n"
        )
    return "".join([*parts, _LAST])


def uncovered(known: Constitution, found: Sequence[Sign]) -> list[Template]:
    """Templates of risks that show and that no article's check would notice."""
    return [
        template
        for template in TEMPLATES
        if (signs := of(found, template.risk))
        and not any(_covers(known, template, sign) for sign in signs)
    ]


def _covers(known: Constitution, template: Template, sign: Sign) -> bool:
    for one in known.articles:
        if one.title == template.title:
            return True
        patterns = [p for check in one.of(Kind.PATH) for p in listed(check.text)]
        if sign.risk in (Risk.IDENTITY, Risk.PEOPLE) and any(
            matches(pattern, sign.evidence.path) for pattern in patterns
        ):
            return True
        words = [w for check in one.of(Kind.WORDS) for w in listed(check.text)]
        if sign.word and any(says(word, sign.word.casefold()) for word in words):
            return True
    return False
