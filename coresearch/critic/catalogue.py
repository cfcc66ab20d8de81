"""Every rule that there is, for plans and for scripts, in the order of their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from coresearch.critic.drafts import DRAFT_RULES, OF_PLANS, is_draft
from coresearch.critic.rule import Rule
from coresearch.critic.rules import ALL_RULES

if TYPE_CHECKING:  # a plan's critique need not wait for what reads scripts
    from coresearch.critic.scripts.rule import ScriptRule

AnyRule: TypeAlias = "Rule | ScriptRule"

SCRIPT_IDS = ("X1", "X2", "X3", "X4", "X5", "X6", "X7", "X8", "X9", "X10", "X11")
"""Ids of the rules for scripts, for those who need no more of them."""

EVERY_ID = (
    *(rule.id for rule in ALL_RULES),
    *SCRIPT_IDS,
    *(rule.id for rule in DRAFT_RULES),
)

GROUPS = {
    "Q": "Question",
    "C": "Comparison",
    "D": "Data",
    "S": "Statistics",
    "E": "Execution",
    "H": "People and limits",
    "X": "Scripts",
    "W": "Drafts",
}
"""For the letter that an id begins with, what its rules are about."""


def every_rule() -> tuple[AnyRule, ...]:
    """All of them."""
    from coresearch.critic.scripts.engine import SCRIPT_RULES

    return (*ALL_RULES, *SCRIPT_RULES, *DRAFT_RULES)


def rules_for(name: str, text: str = "") -> tuple[AnyRule, ...]:
    """Those that may be asked of a file called so, which holds this text."""
    if is_code(name):
        return tuple(rule for rule in every_rule() if rule not in DRAFT_RULES)
    if is_draft(name, text):
        asked_too = tuple(rule for rule in ALL_RULES if rule.id in OF_PLANS)
        return (*asked_too, *DRAFT_RULES)
    return ALL_RULES


def is_code(name: str) -> bool:
    """Whether a file called so holds a script, or a notebook with its cells."""
    return name.endswith((".py", ".pyw", ".ipynb"))
