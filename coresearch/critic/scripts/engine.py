"""Ask every rule for scripts about a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.core.findings import Finding
from coresearch.critic.engine import Critique
from coresearch.critic.language import NotAssessed
from coresearch.critic.rule import finding
from coresearch.critic.scripts import (
    choosing,
    directions,
    failures,
    invented,
    outputs,
    preparation,
    seeds,
    stand_ins,
    timeouts,
)
from coresearch.critic.scripts.rule import Code, ScriptRule
from coresearch.critic.scripts.source import Script

SCRIPT_RULES: tuple[ScriptRule, ...] = tuple(
    sorted(
        (
            *choosing.RULES,
            *directions.RULES,
            *failures.RULES,
            *invented.RULES,
            *outputs.RULES,
            *preparation.RULES,
            *seeds.RULES,
            *stand_ins.RULES,
            *timeouts.RULES,
        ),
        key=lambda rule: int(rule.id[1:]),
    )
)
"""The table of rules for scripts, in its order."""


def critique_script(
    script: Script, *, rules: Sequence[ScriptRule] = SCRIPT_RULES
) -> Critique:
    """What `rules` find in `script`."""
    ids = tuple(rule.id for rule in rules)
    unread = script.unread
    if not script.tree.body:
        whole = NotAssessed(1, max(script.places), "no code")
        return Critique((), (), ids, unread or (whole,))
    code = Code(script)
    if not code.is_experiment:
        whole = NotAssessed(1, max(script.places), "no experiment: it measures nothing")
        return Critique((), (), ids, (*unread, whole))
    findings: list[Finding] = []
    checked: list[str] = []
    try:
        for rule in rules:
            if rule.needs(code):
                checked.append(rule.id)
                findings += _findings(rule, code)
    except RecursionError:
        whole = NotAssessed(1, max(script.places), "nested too deeply")
        return Critique((), (), ids, (whole,))
    return Critique(
        findings=tuple(sorted(findings, key=lambda f: (-f.weight, f.line))),
        checked=tuple(checked),
        not_asked=tuple(i for i in ids if i not in checked),
        not_assessed=unread,
    )


def _findings(rule: ScriptRule, code: Code) -> Iterator[Finding]:
    told: set[tuple[int, str]] = set()
    for hit in rule.find(code):
        place = (hit.passage.line, hit.message)
        if place not in told:  # a function that is called twice is read twice
            told.add(place)
            yield finding(rule, hit)
