"""Ask the rules about a file: a plan, a script, or a notebook, which is both."""

from __future__ import annotations

from collections.abc import Sequence

from coresearch.critic.bounds import USUAL, Bounds
from coresearch.critic.catalogue import AnyRule, is_code, rules_for
from coresearch.critic.engine import Critique, critique
from coresearch.critic.formats.endings import markup_of
from coresearch.critic.rule import Rule


def critique_file(
    name: str,
    text: str,
    *,
    rules: Sequence[AnyRule] | None = None,
    bounds: Bounds = USUAL,
) -> Critique:
    """What `rules` (or all) find in `text`, read as what the end of its name says.

    Raises:
        BadInput: a notebook that is none.
    """
    asked = rules_for(name, text) if rules is None else rules
    if is_code(name):
        from coresearch.critic.scripts.files import critique_code

        return critique_code(name, text, asked, bounds)
    plan_rules = [rule for rule in asked if isinstance(rule, Rule)]
    return critique(text, rules=plan_rules, markup=markup_of(name), bounds=bounds)
