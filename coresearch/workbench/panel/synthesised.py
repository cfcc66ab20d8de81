"""A synthesis of a panel, written by a model from what the voices said.

It is given what is known without it, and goes beyond: on what the views turn, and
what would decide. Whoever dissents is named in it, or it is not taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from coresearch.core.edits import Create
from coresearch.core.errors import Refused
from coresearch.core.replies.values import Proposal
from coresearch.core.text import one_line
from coresearch.workbench.offline.forms import free_name
from coresearch.workbench.panel.page import account
from coresearch.workbench.panel.record import LEAST_VOICES, stem
from coresearch.workbench.panel.roles import role_questions
from coresearch.workbench.panel.standing import DIGITS, Standing
from coresearch.workbench.panel.synthesis import synthesis
from coresearch.workbench.project import Project

PROMPT = "synthesis"


def question_of(project: Project, found: Standing) -> str:
    """What the model is asked.

    Raises:
        Refused: the views may not be seen, or there are fewer than two.
    """
    synthesis(found)
    if len(found.counted) < LEAST_VOICES:
        raise Refused(
            "There is one view on record, and a synthesis takes two.",
            hint="Ask others (journal export, journal import), or a model: "
            f"coresearch panel ask {found.id[:DIGITS]}",
        )
    target = free_name(project, f"{stem(found.panel)}-synthesis.md")
    return (
        f"Write the synthesis of the panel on “{one_line(found.panel.question)}” as "
        f"the file {target}."
    )


def findings_of(project: Project, found: Standing) -> str:
    """What is known without a model: the views, and how far they agree."""
    return account(found, role_questions(project, found.panel))


def judge_of(found: Standing) -> Callable[[Proposal], str]:
    """What says of a synthesis that it hides a dissent, or touches another file."""
    came = synthesis(found)
    dissent = [one.name for one in came.dissent]
    folder = stem(found.panel).partition("/")[0]

    def judge(proposal: Proposal) -> str:
        if proposal.edit is None:
            return ""
        texts: list[str] = []
        for file in proposal.edit.files:
            if not isinstance(file, Create) or not file.path.startswith(f"{folder}/"):
                return f"A synthesis is a new file in {folder}/, and changes no other."
            texts.append(file.content)
        missing = [name for name in dissent if not _names("\n".join(texts), name)]
        if missing:
            return (
                f"It does not name who dissents: {', '.join(map(one_line, missing))}."
            )
        return ""

    return judge


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
