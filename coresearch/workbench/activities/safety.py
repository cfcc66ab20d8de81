"""Whom the project could harm, and what it has agreed to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.audit.articles import TEMPLATES, article, draft, uncovered
from coresearch.audit.check import Check, appended, joined
from coresearch.audit.risks import Risk, Sign, of, secret_files, signs
from coresearch.audit.tree import Tree, at, is_test, name_of
from coresearch.core.constitution import (
    CONSTITUTION,
    Constitution,
    Kind,
    constitution_of,
    listed,
    matches,
    touched,
)
from coresearch.core.edits import Create, Edit
from coresearch.core.findings import Severity
from coresearch.core.suggestions import Activity, Evidence, Suggestion
from coresearch.core.text import counted, one_line
from coresearch.critic.catalogue import EVERY_ID
from coresearch.critic.language import language_of
from coresearch.journal.queries import short, waiting
from coresearch.workbench.activities.account import Account, to_read
from coresearch.workbench.activities.scripts import as_list, judged
from coresearch.workbench.activities.shelf import tree_of
from coresearch.workbench.project import Project

_WAITING = 200
AGREEMENT = Check(
    "A1", "a constitution for this project", Activity.SAFETY, Severity.MEDIUM,
    "Which of these would you stand by, and what is missing?",
    "Weston and Foerster 2025, arXiv 2512.05356",
)  # fmt: skip
GAP = Check(
    "A2", "nothing agreed about this", Activity.SAFETY, Severity.MEDIUM,
    "What do you want to hold to here?",
)  # fmt: skip
SECRET = Check(
    "A3", "key in a file that git keeps", Activity.SAFETY, Severity.HIGH,
    "Has it been revoked?",
)  # fmt: skip
UNGUARDED = Check(
    "A4", "secret file that git would keep", Activity.SAFETY, Severity.HIGH,
    "Was it ever committed or pushed?",
)  # fmt: skip
PERSONAL = Check(
    "A5", "data that name persons", Activity.SAFETY, Severity.HIGH,
    "Who agreed that these lie in the history of a repository?",
    "GDPR, article 4(1) and 5(1)(c)",
)  # fmt: skip
UNLICENSED = Check(
    "A6", "no licence", Activity.SAFETY, Severity.LOW,
    "What may others do with this?",
)  # fmt: skip
MISTAKEN = Check(
    "A7", "article that can never be touched", Activity.SAFETY, Severity.MEDIUM,
    "What was the check meant to notice?",
)  # fmt: skip


def look(project: Project) -> Account:
    """What concerns people here, what was agreed, and what touches it."""
    tree = tree_of(project)
    if not tree.sizes:
        said = "There is no file in this repository yet: nothing to look at.\n"
        return Account(Activity.SAFETY, said, ())
    found = signs(tree)
    text = tree.texts.get(CONSTITUTION)
    known = constitution_of(text or "")
    suggestions = [
        *_secrets(tree, found), *_personal(found), *_licence(tree),
        *(_draft(found) if text is None else _gaps(text, known, found)),
        *_mistakes(tree, known, text or ""),
    ]  # fmt: skip
    plans = [p for p in tree.prose if "plan" in name_of(p) or "protocol" in name_of(p)]
    critique = list(judged(project, plans, "H"))
    parts = [
        f"What may concern people, in {counted(len(tree.sizes), 'file')}:\n\n",
        *_table(found),
        *(["\nWhat the critic asks of the plans:\n\n"] if critique else []),
        *as_list(critique),
        *_foreign(tree),
        *_agreed(project, known, text is not None),
    ]
    files = to_read(tree, *_documents(found))
    return Account(Activity.SAFETY, "".join(parts), tuple(suggestions), files)


def _documents(found: Sequence[Sign]) -> Iterator[str]:
    """Where something was seen, but for the data themselves."""
    for sign in found:
        if not sign.evidence.path.endswith((".csv", ".tsv", ".jsonl", ".txt")):
            yield sign.evidence.path


def _table(found: Sequence[Sign]) -> Iterator[str]:
    yield "| what | places | such as |\n|---|---|---|\n"
    for template in TEMPLATES:
        seen = of(found, template.risk)
        such = one_line(seen[0].said).replace("|", "\\|") if seen else "not seen"
        yield f"| {template.risk} | {len(seen) or '—'} | {such} |\n"
    yield "\n“Not seen” is no proof: this looks at names, columns and calls.\n"


def _foreign(tree: Tree) -> Iterator[str]:
    """Documents in a language whose words are not known here."""
    other = {
        path: language
        for path, text in tree.prose.items()
        if (language := language_of(text)) not in (None, "English")
    }
    if other:
        named = joined(f"{path} ({language})" for path, language in other.items())
        yield f"\nRead for a few words only, for their language: {named}.\n"


def _agreed(project: Project, known: Constitution, is_there: bool) -> Iterator[str]:
    if not is_there:
        yield f"\nThere is no {CONSTITUTION} yet; a draft is among the suggestions.\n"
        return
    checks = sum(len(one.checks) for one in known.articles)
    yield (
        f"\n{CONSTITUTION} has {counted(len(known.articles), 'article')} with "
        f"{counted(checks, 'check')}.\n"
    )
    if not known.articles:
        yield "An article begins with a heading of the second level: ## Title\n"
    yield from _touching(project, known)


def _touching(project: Project, known: Constitution) -> Iterator[str]:
    rows = waiting(project.journal, limit=_WAITING)
    held = [(row, touched(known, project.journal.suggestion(row.id))) for row in rows]
    hits = [(row, articles) for row, articles in held if articles]
    if not hits:
        yield (
            f"None of {counted(len(rows), 'waiting suggestion')} touches an article.\n"
        )
        return
    yield (
        f"{len(hits)} of {counted(len(rows), 'waiting suggestion')} touch an "
        "article:\n\n"
    )
    for row, articles in hits[:12]:
        titles = joined(f"“{one_line(one.article.title)}”" for one in articles)
        yield f"- {short(project.journal, row.id)} {one_line(row.title)}: {titles}\n"
    if hits[12:]:
        yield f"- and {len(hits) - 12} more\n"


def _draft(found: Sequence[Sign]) -> Iterator[Suggestion]:
    shown = [sign for t in TEMPLATES for sign in of(found, t.risk)[:1]]
    count = len({sign.risk for sign in found})
    seen = (
        f"{counted(count, 'article')} for what the repository shows ("
        f"{joined(dict.fromkeys(s.risk.value for s in shown), 9)})"
        if found
        else "nothing was seen that calls for an article of its own"
    )
    yield AGREEMENT.suggest(
        f"A draft to make your own: {seen}, and one on how it changes. Later "
        "suggestions "
        "that touch an article are shown with it. Change it before you accept: "
        "coresearch amend.",
        [Evidence(CONSTITUTION), *(sign.evidence for sign in shown)],
        0.6,
        effect=Edit((Create(CONSTITUTION, draft(found)),)),
    )


def _gaps(
    text: str, known: Constitution, found: Sequence[Sign]
) -> Iterator[Suggestion]:
    for template in uncovered(known, found):
        seen = of(found, template.risk)
        yield GAP.suggest(
            f"{one_line(seen[0].said)}, and no article of {CONSTITUTION} would notice "
            "a "
            "suggestion about it.",
            [sign.evidence for sign in seen],
            0.6,
            title=f"{GAP.name}: {template.risk}",
            effect=appended(CONSTITUTION, text, f"\n{article(template, seen)}"),
        )


def _secrets(tree: Tree, found: Sequence[Sign]) -> Iterator[Suggestion]:
    for path in dict.fromkeys(sign.evidence.path for sign in of(found, Risk.KEY)):
        seen = [s for s in of(found, Risk.KEY) if s.evidence.path == path]
        yield SECRET.suggest(
            f"{seen[0].said}. Whoever has the repository has it, also after it is "
            "deleted from the file: revoke it, then read it from the environment.",
            [sign.evidence for sign in seen],
            0.5 if is_test(path) else 0.75,
        )
    files = secret_files(tree)
    if files:
        known = tree.texts.get(".gitignore")
        added = "".join(f"{path}\n" for path in files)
        yield UNGUARDED.suggest(
            f"{joined(files)}: by its name it holds secrets, and git does not ignore "
            "it. "
            "If it is in the index already: git rm --cached, and revoke what is in it.",
            [Evidence(path, path) for path in files],
            0.85,
            effect=Edit((Create(".gitignore", added),))
            if ".gitignore" not in tree.sizes
            else appended(".gitignore", known, added)
            if known is not None
            else None,
        )


def _personal(found: Sequence[Sign]) -> Iterator[Suggestion]:
    for path in dict.fromkeys(s.evidence.path for s in of(found, Risk.IDENTITY)):
        seen = [s for s in of(found, Risk.IDENTITY) if s.evidence.path == path]
        yield PERSONAL.suggest(
            f"{'; '.join(sign.said for sign in seen)}. What git keeps once, every "
            "clone "
            "keeps.",
            [sign.evidence for sign in seen],
            0.7,
            cheapest_test="Do the scripts use these columns? If not, keep a copy "
            "without "
            "them in the repository, and the rest elsewhere.",
        )


def _licence(tree: Tree) -> Iterator[Suggestion]:
    names = {name_of(path).lower().partition(".")[0] for path in tree.sizes}
    if not names & {"license", "licence", "copying", "unlicense"} and tree.scripts:
        first = tree.scripts[0]
        yield UNLICENSED.suggest(
            "There is no licence: by default nobody else may use, copy or change it.",
            [at(first.path, 1, first.lines[0] if first.lines else first.path)],
            0.7,
        )


def _mistakes(tree: Tree, known: Constitution, text: str) -> Iterator[Suggestion]:
    said = text.splitlines()
    for fault in known.faults:
        line = int(fault.split(":")[1])
        evidence = Evidence(said[line - 1].strip(), CONSTITUTION, line, line)
        yield MISTAKEN.suggest(fault, [evidence], 0.9)
    for one in known.articles:
        for check in one.checks:
            why = _never(tree, check.kind, listed(check.text))
            if why:
                evidence = Evidence(
                    said[check.line - 1].strip(), CONSTITUTION, check.line, check.line
                )
                yield MISTAKEN.suggest(
                    f"{why}, so this check of “{one_line(one.title)}” notices nothing.",
                    [evidence],
                    0.6,
                )


def _never(tree: Tree, kind: Kind, items: Sequence[str]) -> str:
    if kind is Kind.RULE:
        unknown = [
            one for one in items if one.upper() not in EVERY_ID and not _own(one)
        ]
        return f"There is no rule {joined(unknown)}" if unknown else ""
    if kind is Kind.PATH and all("*" not in one and "." in one for one in items):
        gone = [o for o in items if not any(matches(o, p) for p in tree.sizes)]
        absent = [one for one in gone if not name_of(one).startswith(".")]
        return f"There is no file {joined(absent)}" if absent == list(items) else ""
    return ""


def _own(rule: str) -> bool:
    """Whether it is a check of an activity, such as R5."""
    return rule[:1].upper() in "RAP" and rule[1:].isdigit()
