"""A record of the decision: who held what, as a file to accept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coresearch import __version__
from coresearch.core.edits import Create, Edit
from coresearch.core.errors import BadInput, Refused
from coresearch.core.panels import Panel
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.core.text import counted, one_line
from coresearch.prompts import filled_form
from coresearch.repo.files import read_file
from coresearch.workbench.offline.forms import free_name
from coresearch.workbench.panel.page import argued, turn
from coresearch.workbench.panel.roles import RoleQuestion
from coresearch.workbench.panel.standing import DIGITS, Standing, Voice
from coresearch.workbench.panel.synthesis import (
    Camp,
    Synthesis,
    answers_to,
    lead_said,
    said,
    synthesis,
)
from coresearch.workbench.project import Project

LEAST_VOICES = 2


def decision_record(
    project: Project,
    found: Standing,
    questions: Sequence[RoleQuestion],
    decided: str,
    because: str,
) -> Suggestion:
    """Who held what, and what was decided, as a file to accept.

    `decided` is an option, or a sentence where there are none; empty leaves a blank.

    Raises:
        Refused: fewer than two views are on record, or the person's own is not.
        BadInput: `decided` is none of the options.
    """
    came = synthesis(found)
    if len(found.counted) < LEAST_VOICES:
        raise Refused(
            "There is one view on record, and a panel takes two.",
            hint="Ask others (journal export, journal import), or a model: "
            f"coresearch panel ask {found.id[:DIGITS]}",
        )
    panel = found.panel
    option = panel.option(decided) if panel.options else one_line(decided)
    if decided and not option:
        raise BadInput(
            f"{one_line(decided)} is none of the options.",
            hint="; ".join(panel.options),
        )
    target = free_name(project, f"{stem(panel)}.md")
    written = f"{stem(panel)}-synthesis.md"
    dissent = list(_dissent(came, option or ""))
    unanswered = {one_line(one.name) for one in came.unanswered}
    values = {
        "question": panel.question,
        "panel": found.id[:DIGITS],
        "opened": f"{found.at[:10]} by {one_line(found.author)}",
        "options": panel.options,
        "decided": option or "",
        "because": one_line(because),
        "lead": lead_said(came),
        "alpha": said(came.alpha) if panel.options else "",
        "concordance": said(came.concordance) if panel.options else "",
        "camps": [_camp(found, camp) for camp in came.camps],
        "dissent": dissent,
        "unanswered": [one["name"] for one in dissent if one["name"] in unanswered],
        "synthesis": written if read_file(project.root, written) else "",
        "moved": [turn(voice) for voice in came.moved],
        "dropped": [
            f"{one_line(one.name)}: {one_line(one.dropped)}"
            for one in found.voices
            if one.dropped
        ],
        "questions": [_asked(found, one) for one in questions],
    }
    text = filled_form("offline/panel.md", values, project.checkout.home)
    voices = counted(len(found.counted), "voice")
    what = f"decided: {option}" if option else "the decision is yours to write"
    return Suggestion(
        Activity.PANEL,
        f"A record of the decision, as {target}",
        f"{voices}, {counted(len(came.dissent), 'dissent')}; {what}.",
        Origin(OriginKind.RULE, "form:panel", __version__),
        evidence=(Evidence(panel.question), Evidence(f"panel {found.id[:DIGITS]}")),
        effect=Edit((Create(target, text),)),
    )


def stem(panel: Panel) -> str:
    """How the files about a panel are called, without their ending."""
    words = re.findall(r"\w+", panel.question.casefold())
    return f"decisions/{'-'.join(words)[:48].strip('-') or 'panel'}"


def _camp(found: Standing, camp: Camp) -> dict[str, object]:
    return {
        "answer": one_line(camp.answer),
        "voices": [
            _told(voice) | {"said": [argued(one) for one in answers_to(found, voice)]}
            for voice in camp.voices
        ],
    }


def _told(voice: Voice) -> dict[str, object]:
    view = voice.now
    rated = ", ".join(f"{option} {value}" for option, value in view.ratings.items())
    return {
        "name": one_line(voice.name),
        "kind": voice.kind,
        "confidence": f"{view.confidence:.0%}",
        "claim": one_line(view.claim),
        "counter": one_line(view.counter),
        "mind": one_line(view.would_change_mind),
        "ratings": rated,
    }


def _dissent(came: Synthesis, decided: str) -> Iterator[dict[str, object]]:
    """Whoever holds another answer than the decided one, or than the most frequent."""
    held = decided or (came.camps[0].answer if came.camps else "")
    for camp in came.camps:
        if camp.answer.casefold() != held.casefold():
            for voice in camp.voices:
                yield _told(voice) | {"answer": one_line(camp.answer)}


def _asked(found: Standing, asked: RoleQuestion) -> dict[str, object]:
    answers = [
        f"{one_line(voice.name)}: {one_line(answer)}"
        for voice in found.counted
        if (answer := voice.now.answers.get(asked.text))
    ]
    return {
        "role": asked.role,
        "text": asked.text,
        "facts": [one_line(fact) for fact in asked.facts],
        "answers": answers,
    }
