"""Every rule that there is, for plans and for scripts, in the order of their tables."""

from __future__ import annotations

from typing import TypeAlias

from coresearch.critic.rule import Rule
from coresearch.critic.rules import ALL_RULES
from coresearch.critic.scripts.engine import SCRIPT_RULES
from coresearch.critic.scripts.rule import ScriptRule

AnyRule: TypeAlias = Rule | ScriptRule

EVERY_RULE: tuple[AnyRule, ...] = (*ALL_RULES, *SCRIPT_RULES)

GROUPS = {
    "Q": "Question",
    "C": "Comparison",
    "D": "Data",
    "S": "Statistics",
    "E": "Execution",
    "H": "People and limits",
    "X": "Scripts",
}
"""For the letter that an id begins with, what its rules are about."""
