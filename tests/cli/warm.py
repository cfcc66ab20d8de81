"""What the program compiles when it first reads plans, compiled once for all tests."""

from __future__ import annotations

from coresearch.core.expressions import EXPRESSIONS
from coresearch.critic.files import critique_file
from coresearch.paths import shipped

for plan in shipped("examples").glob("*/plan.md"):
    critique_file(plan.name, plan.read_text(encoding="utf-8"))
EXPRESSIONS.dump()  # none of the tests' programs keeps them again
