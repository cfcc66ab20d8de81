"""Ask the rules about a file of code: a script, or a notebook, which is a plan too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coresearch.core.edits import Replacement
from coresearch.core.findings import Finding
from coresearch.critic.bounds import USUAL, Bounds
from coresearch.critic.engine import Critique, critique
from coresearch.critic.language import NotAssessed
from coresearch.critic.rule import Rule
from coresearch.critic.scripts.edits import line_put
from coresearch.critic.scripts.engine import critique_script
from coresearch.critic.scripts.rule import ScriptRule
from coresearch.critic.scripts.source import (
    Script,
    notebook_prose,
    read_notebook,
    read_script,
)

_FEWEST_WORDS = 150
"""With less Markdown than this a notebook is no plan, and what it does not say is
nothing that it lacks."""


def critique_code(
    name: str, text: str, rules: Sequence[Rule | ScriptRule], bounds: Bounds = USUAL
) -> Critique:
    """What `rules` find in a script or a notebook.

    Raises:
        BadInput: a notebook that is none.
    """
    script_rules = [rule for rule in rules if isinstance(rule, ScriptRule)]
    if not name.endswith(".ipynb"):
        return critique_script(read_script(text), rules=script_rules)
    plan_rules = [rule for rule in rules if isinstance(rule, Rule)]
    return _critique_notebook(text, plan_rules, script_rules, bounds)


def _critique_notebook(
    text: str,
    plan_rules: Sequence[Rule],
    script_rules: Sequence[ScriptRule],
    bounds: Bounds,
) -> Critique:
    code = critique_script(read_notebook(text), rules=script_rules)
    prose = notebook_prose(text)
    words = sum(len(line.split()) for line in prose.lines)
    if words < _FEWEST_WORDS:
        plan_rules = [rule for rule in plan_rules if not rule.of_absence]
    plan = critique("\n".join(prose.lines), rules=plan_rules, bounds=bounds)
    findings = [*code.findings, *(_in_notebook(prose, f) for f in plan.findings)]
    unread = [*code.not_assessed, *(_placed(prose, part) for part in plan.not_assessed)]
    if code.checked and plan.not_assessed and not plan.checked:
        unread = list(code.not_assessed)  # most notebooks have no plan in them
    return Critique(
        findings=tuple(sorted(findings, key=lambda f: (-f.weight, f.line))),
        checked=plan.checked + code.checked,
        not_asked=plan.not_asked + code.not_asked,
        not_assessed=tuple(unread),
        doubtful=tuple(_in_notebook(prose, f) for f in plan.doubtful),
    )


def _in_notebook(prose: Script, finding: Finding) -> Finding:
    return replace(
        finding,
        line=prose.places[finding.line - 1],
        end_line=prose.places[finding.end_line - 1],
        edit=_edit_in_notebook(prose, finding.edit),
    )


def _edit_in_notebook(
    prose: Script, edit: tuple[Replacement, ...]
) -> tuple[Replacement, ...]:
    """The edit in the notebook's JSON; none if it does not go line by line."""
    placed: list[Replacement] = []
    for one in edit:
        if one.line is None or one.search.rstrip("\n").count("\n"):
            return ()
        put = line_put(prose, one.line, one.replace.rstrip("\n").split("\n"))
        if not put:
            return ()
        placed += put
    return tuple(placed)


def _placed(prose: Script, part: NotAssessed) -> NotAssessed:
    last = len(prose.places)
    return NotAssessed(
        prose.places[min(part.line, last) - 1],
        prose.places[min(part.end_line, last) - 1],
        part.reason,
    )
