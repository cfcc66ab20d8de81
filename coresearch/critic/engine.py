"""Ask every rule about a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coresearch.core.findings import Finding
from coresearch.critic.bounds import USUAL, Bounds
from coresearch.critic.document import Document
from coresearch.critic.formats.markup import MARKDOWN, Markup
from coresearch.critic.language import (
    NotAssessed,
    unread_sections,
    why_not_assessable,
)
from coresearch.critic.learnt.verdicts import Verdicts, weighed
from coresearch.critic.plan import Plan
from coresearch.critic.reader import read_document
from coresearch.critic.rule import Rule, finding
from coresearch.critic.rules import ALL_RULES


@dataclass(frozen=True, slots=True)
class Critique:
    """What the rules have to say about one text."""

    findings: tuple[Finding, ...]
    """Ranked by weight, then by line."""
    checked: tuple[str, ...]
    """Ids of the rules whose precondition held."""
    not_asked: tuple[str, ...]
    """Ids of the rules whose precondition did not hold."""
    not_assessed: tuple[NotAssessed, ...]
    """Parts about which nothing can be said. Never read them as being fine."""
    doubtful: tuple[Finding, ...] = ()
    """What rules found and what more likely than not is none; ranked alike."""


def critique(
    text: str,
    *,
    rules: Sequence[Rule] = ALL_RULES,
    markup: Markup = MARKDOWN,
    bounds: Bounds = USUAL,
    weigh: bool = True,
) -> Critique:
    """What `rules` find in the `text` of a plan.

    With `weigh`, what was learnt from examples is heard too: it adds what sentences
    read like, and sets aside what is doubtful.
    """
    document = read_document(text, markup)
    reason = why_not_assessable(document)
    if reason:
        ids = tuple(rule.id for rule in rules)
        whole = NotAssessed(1, len(document.line_starts), reason)
        return Critique((), (), ids, (whole,))
    foreign = unread_sections(document)
    unread = tuple(_unread(document, foreign))
    plan = Plan(document, frozenset(foreign), bounds)
    asked = [rule for rule in rules if _may_ask(rule, plan, bool(unread))]
    findings = [finding(rule, hit) for rule in asked for hit in rule.find(plan)]
    heard = frozenset(rule.id for rule in asked)
    verdicts = Verdicts(tuple(findings), ())
    if weigh:
        verdicts = weighed(plan, rules, heard, findings)
    spoke = heard | {said.rule for said in verdicts.said}
    checked = tuple(rule.id for rule in rules if rule.id in spoke)
    return Critique(
        findings=_ranked(verdicts.said),
        doubtful=_ranked(verdicts.doubtful),
        checked=checked,
        not_asked=tuple(rule.id for rule in rules if rule.id not in checked),
        not_assessed=unread,
    )


def _ranked(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (-f.weight, f.line)))


def _may_ask(rule: Rule, plan: Plan, partly_unread: bool) -> bool:
    """What was not read may hold what seems to be missing."""
    if rule.of_absence and partly_unread:
        return False
    return bool(plan.prose) and rule.needs(plan)


def _unread(document: Document, foreign: dict[int, str]) -> Iterator[NotAssessed]:
    for index, language in sorted(foreign.items()):
        section = document.sections[index]
        end = max(section.end, section.line + 1)
        yield NotAssessed(section.line + 1, end, f"language: {language}")
    if document.unread_from is not None:
        last = len(document.line_starts)
        yield NotAssessed(document.unread_from + 1, last, "too long to be read")
