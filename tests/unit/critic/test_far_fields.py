"""The rules on passages from far fields, a rule at a time."""

from __future__ import annotations

import pytest
from far_fields import FLAWED, SOUND

from coresearch.critic.engine import critique
from coresearch.critic.rules import ALL_RULES

RULES = {rule.id: rule for rule in ALL_RULES}


@pytest.mark.parametrize("rule", FLAWED)
def test_a_flaw_of_another_field_is_found(rule):
    rules = [RULES[rule]]
    missed = [text for text in FLAWED[rule] if not critique(text, rules=rules).findings]
    assert missed == []


@pytest.mark.parametrize("rule", SOUND)
def test_a_sound_passage_of_another_field_is_left_alone(rule):
    rules = [RULES[rule]]
    marked = [text for text in SOUND[rule] if critique(text, rules=rules).findings]
    assert marked == []
