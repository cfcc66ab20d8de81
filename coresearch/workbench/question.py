"""A question as a model gets it: the prompt, the files that it names, what is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coresearch.core.context import BUDGET, Reference, references_in
from coresearch.core.redaction import redact
from coresearch.core.tokens import estimate_tokens
from coresearch.prompts import Rendered, load_prompt, render
from coresearch.repo.files import read_file
from coresearch.repo.survey import sendable
from coresearch.workbench.context import gather
from coresearch.workbench.project import Project

_FOR_THE_REPLY = 4000
"""Tokens that are left to it."""


def render_question(
    project: Project,
    name: str,
    question: str = "",
    *,
    takes: int | None = None,
    plan: str = "",
    findings: str = "",
    references: Sequence[Reference] | None = None,
    files: Sequence[str] = (),
) -> Rendered:
    """What is sent for the prompt `name`; the question's secrets are removed too.

    `takes` is how many tokens the model takes, where that is known; `plan` is the path
    of the plan in question, `findings` what rules found in it, and `files` what else is
    given, from the repository's top. `references` are the files to give, by their paths
    from the top; else those that the question names.

    Raises:
        NotFound, ForbiddenPath, BadInput: a file that is named cannot be sent.
    """
    home = project.checkout.home
    prompt = load_prompt(name, home)
    asked, _ = redact(question)
    found, _ = redact(findings)
    values = {"question": asked, "findings": found}
    bare = render(prompt, values, home)
    spent = estimate_tokens(bare.system) + estimate_tokens(bare.user)
    if references is None:
        references = [from_top(project, found) for found in references_in(question)]
    if name == "draft":
        references = [*references, *_code_named_in(project, references)]
    known = {found.path for found in references}
    more = [Reference(file) for file in files if file not in known]
    references = [*references, *more]
    context = gather(
        project,
        references,
        question,
        plan=plan,
        budget=_budget(takes, spent),
    )
    return render(prompt, {**values, "context": context.text}, home)


_CODE_NAME = re.compile(r"[\w./-]*\w\.(?:py|ipynb|r|R|jl|sh)\b")
_MOST_NAMED = 6


def _code_named_in(
    project: Project, references: Sequence[Reference]
) -> list[Reference]:
    """The project's code that the files named speak of: a script builds on it."""
    plans = [found.path for found in references if not found.is_pattern]
    texts = (read_file(project.root, path) for path in plans)
    words = " ".join(t.content.decode("utf-8", "replace") for t in texts if t)
    named = dict.fromkeys(_CODE_NAME.findall(words)[:1000])
    patterns = [name.removeprefix("./") for name in named]
    files = sendable(project.root, patterns) if patterns else []
    return [Reference(file) for file in files if file not in plans][:_MOST_NAMED]


def draft_question(plan: str, target: str) -> str:
    """What is asked for the script that carries out a plan."""
    return f"Draft the script for the plan @{plan}, as the file {target}."


def from_top(project: Project, found: Reference) -> Reference:
    """The reference with its path from the repository's top, as patterns have it."""
    if found.is_pattern:
        return found
    return replace(found, path=project.relative(Path(found.path)))


def _budget(takes: int | None, spent: int) -> int:
    """Tokens for the context: what the model takes, less all the rest."""
    if takes is None:
        return BUDGET
    return max(0, min(BUDGET, takes - spent - _FOR_THE_REPLY))
