"""What a rule is: a value with a precondition, a search and two examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from coresearch.core.edits import Replacement
from coresearch.core.findings import Finding, Severity
from coresearch.core.runs import ProposedRun
from coresearch.critic.plan import Passage, Plan


@dataclass(frozen=True, slots=True)
class Hit:
    """One place at which a rule applies, before it becomes a finding."""

    passage: Passage
    message: str
    certainty: float
    question: str = ""
    """The rule's question in the plan's own words, if it can ask so."""
    edit: tuple[Replacement, ...] = ()
    calculation: str = ""
    run: ProposedRun | None = None
    """What would show it, if no edit answers it; `{script}` is the file's name."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the table of rules."""

    id: str
    name: str
    severity: Severity
    source: str
    question: str
    needs: Callable[[Plan], bool]
    """Whether the rule may be asked of this plan at all."""
    find: Callable[[Plan], Iterator[Hit]]
    example_bad: str
    """The smallest plan passage in which the rule finds something."""
    example_good: str
    """The same done well."""
    of_absence: bool = False
    """Whether it reports something missing, which only a plan that was read in whole
    can show."""


class Asked(Protocol):
    """What a finding says of the rule that made it, for plans and scripts alike."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def question(self) -> str: ...
    @property
    def source(self) -> str: ...


def finding(rule: Asked, hit: Hit) -> Finding:
    """What a rule says of one place."""
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        certainty=hit.certainty,
        line=hit.passage.line,
        end_line=hit.passage.end_line,
        quote=hit.passage.quote,
        message=hit.message,
        question=hit.question or rule.question,
        source=rule.source,
        edit=hit.edit,
        calculation=hit.calculation,
        run=hit.run,
    )
