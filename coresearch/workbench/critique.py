"""Critique of files by the offline rules: findings, and suggestions in the inbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coresearch import __version__
from coresearch.config import Settings
from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.diffs import patch
from coresearch.core.edits import Edit, Modify
from coresearch.core.errors import BadInput, Refused
from coresearch.core.events import EventType
from coresearch.core.findings import Finding, Severity
from coresearch.core.runs import ProposedRun
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
    suggestion_id,
)
from coresearch.critic.bounds import USUAL, Bounds
from coresearch.critic.catalogue import EVERY_ID, AnyRule, is_code, rules_for
from coresearch.critic.drafts import is_draft
from coresearch.critic.engine import Critique
from coresearch.critic.files import critique_file
from coresearch.critic.ignores import Ignored, sift
from coresearch.journal.queries import events_about
from coresearch.workbench.expressions import kept_expressions
from coresearch.workbench.project import Project
from coresearch.workbench.suggest import Placed, put_in_inbox, withdraw_gone
from coresearch.workbench.texts import Text

if TYPE_CHECKING:
    from coresearch.workbench.writing.verdicts import Checked


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding, with what the journal knows of it."""

    finding: Finding
    id: str
    patch: str
    """The edit as a unified diff; empty if there is none."""
    state: str
    """new, waiting, rejected, …; `unkept` outside a repository."""
    earlier: str = ""
    """What the person ruled before."""

    @property
    def is_open(self) -> bool:
        """Whether the person has not said yet that it does not matter."""
        return self.state in ("new", "waiting", "unkept")


@dataclass(frozen=True, slots=True)
class Report:
    """The critique of one text."""

    name: str
    judged: tuple[Judged, ...]
    critique: Critique
    ignored: tuple[Ignored, ...] = ()
    """What comments in the text ask to be left out."""
    faults: tuple[str, ...] = ()
    """What is wrong with such comments."""
    withdrawn: int = 0
    """How many findings of before waited and are there no more."""
    numbers: Checked | None = None
    """Of a draft in a repository: its numbers, held against the runs."""
    doubtful: tuple[Finding, ...] = ()
    """What rules found that more likely than not is no flaw; it is kept nowhere."""

    def at_or_above(self, severity: Severity) -> int:
        """How many open findings are at least this severe."""
        return sum(
            item.is_open and item.finding.severity.rank >= severity.rank
            for item in self.judged
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules are asked, and how much the findings of each matter here."""

    asked: frozenset[str]
    severity: Mapping[str, Severity]
    bounds: Bounds = USUAL

    def of(self, name: str, text: str) -> tuple[AnyRule, ...]:
        """The rules to ask of a file called so, which holds this text."""
        return tuple(
            replace(rule, severity=self.severity.get(rule.id, rule.severity))
            for rule in rules_for(name, text)
            if rule.id in self.asked
        )


def choose_rules(
    settings: Settings, only: Sequence[str] = (), without: Sequence[str] = ()
) -> Choice:
    """The rules to ask; one that is asked for by name is asked even if it is off.

    Raises:
        BadInput: an id that no rule has.
    """
    wanted = {_known_id(name) for name in only}
    unwanted = {_known_id(name) for name in without}
    critic = settings.critic
    off = {_known_id(name, settings.place, "off") for name in critic.off}
    severities = {
        _known_id(name, settings.place, "severity"): severity
        for name, severity in critic.severity.items()
    }
    asked = (wanted or frozenset(EVERY_ID) - off) - unwanted
    bounds = Bounds(critic.seeds, critic.reinforcement_seeds, critic.power)
    return Choice(frozenset(asked), severities, bounds)


def _known_id(
    name: str, place: Callable[[str, str], str] | None = None, key: str = ""
) -> str:
    if name.upper() not in EVERY_ID:
        where = f"{place('critic', key)}: there" if place else "There"
        hint = f"Rules: {', '.join(EVERY_ID)}"
        raise BadInput(f"{where} is no rule {name}.", hint=hint)
    return name.upper()


def critique_of(text: Text, choice: Choice) -> Critique:
    """What the rules find in `text`; nothing is kept."""
    rules = choice.of(text.name, text.text)
    with kept_expressions():
        return critique_file(text.name, text.text, rules=rules, bounds=choice.bounds)


def report_on(
    text: Text, choice: Choice, project: Project | None, found: Critique | None = None
) -> Report:
    """Ask the rules about `text`; with a project, put what is new in its inbox.

    `found` is what they found, if they were asked before.
    """
    result = found or critique_of(text, choice)
    every = (*result.findings, *result.doubtful)
    sifted = sift(text.name, text.text, every, result.checked)
    doubtful = tuple(one for one in sifted.findings if one in result.doubtful)
    said = [one for one in sifted.findings if one not in doubtful]
    state = FileState.of(text.content)
    suggestions = [_suggestion(text, state, finding) for finding in said]
    withdrawn, numbers = 0, None
    if project is None:
        judged = [
            _unkept(item, finding, state)
            for item, finding in zip(suggestions, said, strict=True)
        ]
    else:
        placed = put_in_inbox(project, suggestions)
        judged = [
            _kept(item, finding, state)
            for item, finding in zip(placed, said, strict=True)
        ]
        _keep_reasons(project, text, state, sifted.ignored)
        asked = {rule.id for rule in choice.of(text.name, text.text)}
        placed_ids = {item.id for item in placed}
        withdrawn = withdraw_gone(project, text.name, asked, placed_ids)
        if not is_code(text.name) and is_draft(text.name, text.text):
            from coresearch.workbench.writing.check import check

            numbers = check(project, text)
    return Report(
        text.name,
        tuple(judged),
        result,
        sifted.ignored,
        sifted.faults,
        withdrawn,
        numbers,
        doubtful,
    )


def _keep_reasons(
    project: Project, text: Text, state: FileState, ignored: Sequence[Ignored]
) -> None:
    """Put down why a finding was left out, once for each reason."""
    journal = project.journal
    for item in ignored:
        finding, reason = item.finding, item.by.reason
        suggestion = _suggestion(text, state, finding)
        subject = suggestion_id(suggestion.fingerprint)
        known = events_about(journal, subject)
        if any(
            row.type == EventType.FINDING_IGNORED
            and not row.imported
            and journal.expand(row.body)["reason"] == reason
            for row in known
        ):
            continue
        body = {
            "rule": finding.rule,
            "path": text.name,
            "line": finding.line,
            "quote": finding.quote,
            "reason": reason,
        }
        with journal.writing():
            journal.append(EventType.FINDING_IGNORED, subject, body)


def _suggestion(text: Text, state: FileState, finding: Finding) -> Suggestion:
    effect: Edit | ProposedRun | None = None
    if finding.edit:
        effect = Edit((Modify(text.name, finding.edit, base=state.digest),))
        if not _fits(effect, state):
            effect = None
    if effect is None and finding.run is not None and text.name.endswith(".py"):
        code = finding.run.code.replace("{script}", repr(text.name))
        effect = replace(finding.run, code=code)
    return Suggestion(
        activity=Activity.EXECUTION if finding.rule[0] == "X" else Activity.DESIGN,
        title=finding.name,
        reason=finding.message,
        origin=Origin(OriginKind.RULE, finding.rule, __version__, context=state.digest),
        question=finding.question,
        evidence=(Evidence(finding.quote, text.name, finding.line, finding.end_line),),
        confidence=finding.certainty,
        severity=finding.severity,
        effect=effect,
        details=finding.calculation,
        source=finding.source,
    )


def _fits(effect: Edit, state: FileState) -> bool:
    """Whether the edit finds its place; one that does not is not offered."""
    try:
        return bool(plan_edit(effect, {effect.paths[0]: state}).writes)
    except (Refused, BadInput):
        return False


def _patch(suggestion: Suggestion, state: FileState) -> str:
    edit = suggestion.edit
    return patch(plan_edit(edit, {edit.paths[0]: state})) if edit else ""


def _unkept(suggestion: Suggestion, finding: Finding, state: FileState) -> Judged:
    identity = suggestion_id(suggestion.fingerprint)
    return Judged(finding, identity, _patch(suggestion, state), "unkept")


def _kept(placed: Placed, finding: Finding, state: FileState) -> Judged:
    return Judged(
        finding,
        placed.id,
        _patch(placed.suggestion, state),
        "new" if placed.is_new else placed.entry.state,
        placed.earlier,
    )
