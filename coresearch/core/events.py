"""The journal's only truth: events, each sealed by a hash over the one before.

An author on a machine has a chain of their own (a *journal id*), so that two journals
are merged by taking the union of their events.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

START = "0" * 64
"""What stands for "the event before" at the start of a chain."""


class EventType(StrEnum):
    """What can happen. The subject of each is named behind it."""

    JOURNAL_OPENED = "journal.opened"
    """An author's chain begins. Subject: the journal id."""
    JOURNAL_IMPORTED = "journal.imported"
    """Events of somebody else's chain are about to be taken in. Subject: that chain."""
    SUGGESTION_MADE = "suggestion.made"
    """Subject: the suggestion."""
    SUGGESTION_WITHDRAWN = "suggestion.withdrawn"
    """It waited, and what it is about is there no more. Subject: the suggestion."""
    DECISION_MADE = "decision.made"
    """A person ruled; nothing has happened yet. Subject: the suggestion."""
    EFFECT_APPLIED = "effect.applied"
    """The files are as the decision intended. Subject: the decision's event."""
    EFFECT_FAILED = "effect.failed"
    """They are as they were before. Subject: the decision's event."""
    HUNKS_GONE = "hunks.gone"
    """Hunks that were accepted are in the file no more, by its commits. Subject: the
    decision's event."""
    CONSENT_GIVEN = "consent.given"
    """A person said whether content may go to a host. Subject: the host."""
    FINDING_IGNORED = "finding.ignored"
    """A comment in the file asks for it to be left out, and says why. Subject: the
    suggestion that the finding would be."""
    MODEL_ASKED = "model.asked"
    """A question is about to be sent. Subject: the model."""
    MODEL_ANSWERED = "model.answered"
    """What came of it. Subject: the event of the question."""
    RUN_STARTED = "run.started"
    """Everything is known that is needed to repeat it; no code has run yet. Subject:
    the run."""
    RUN_SENT = "run.sent"
    """A cell is about to be sent to a kernel on a server, where it may go on without
    us. Subject: the run."""
    RUN_ENDED = "run.ended"
    """How it ended, and what came of it. Subject: the run."""
    SWEEP_STARTED = "sweep.started"
    """Its tasks, and all that is needed to repeat each; none was submitted yet.
    Subject: the sweep."""
    SWEEP_ORDERED = "sweep.ordered"
    """A person wants tasks cancelled, or begun again. Subject: the sweep."""
    PREDICTION_MADE = "prediction.made"
    """A person said what they expect, and how surely. Subject: the prediction."""
    PREDICTION_RESOLVED = "prediction.resolved"
    """Whether it came true. Subject: the prediction."""
    FAILURE_READ = "failure.read"
    """What a failed run's log says was raised first. Subject: the run."""
    FAILURE_DIAGNOSED = "failure.diagnosed"
    """Which suggestions were made of it. Subject: the run."""
    PLAN_REGISTERED = "plan.registered"
    """What a plan says is on record before its results are. Subject: the file."""
    IDEAS_COMPARED = "ideas.compared"
    """A person preferred one of two ideas. Subject: the one that they preferred."""
    OUTCOME_SEEN = "outcome.seen"
    """What became of an accepted suggestion, as a run shows it or a person says.
    Subject: the suggestion."""
    DIRECTION_OPENED = "direction.opened"
    """A line of inquiry begins, with a reason to stop. Subject: its name."""
    DIRECTION_WEIGHED = "direction.weighed"
    """A person says what the next run may change, bring and cost. Subject: its name."""
    DIRECTION_CLOSED = "direction.closed"
    """A person says how it ended. Subject: its name."""
    PANEL_OPENED = "panel.opened"
    """A question is put to several voices. Subject: the panel."""
    VIEW_GIVEN = "view.given"
    """What a voice holds, before it is shown any other; again where it changed.
    Subject: the panel."""
    VIEWS_SHOWN = "views.shown"
    """A person would wait no longer for the views that the panel was to have.
    Subject: the panel."""
    VIEW_ANSWERED = "view.answered"
    """What a person says to the view of another: what they grant, what they dispute.
    Subject: the panel."""
    ITEM_SHOWN = "item.shown"
    """An item of a probe or a drill is about to be shown. Subject: the item."""
    ITEM_ANSWERED = "item.answered"
    """What the person said. Subject: the event that showed it."""
    FLAW_PLANTED = "flaw.planted"
    """Something that nobody suggests is about to be shown among suggestions. It is
    none: no decision on it is one. Subject: the plant."""
    FLAW_REVEALED = "flaw.revealed"
    """The person is told, whether they decided or left. Subject: the plant."""
    ANSWER_WRITTEN = "answer.written"
    """A person's own findings, before the assistant's are shown. Subject: what they
    are about: a file, a question, a suggestion."""
    ANSWER_COMPARED = "answer.compared"
    """Whether one of them was the same as a suggestion. Subject: the suggestion."""
    TASK_BEGUN = "task.begun"
    """A forecast is on record, and a coin says with or without the assistant. Subject:
    the task."""
    TASK_ENDED = "task.ended"
    """It is done, or the person did not want to do it so. Subject: the task."""
    REFLECTION_WRITTEN = "reflection.written"
    """What a person makes of a review. Subject: the reflection."""
    MIRROR_CHOSEN = "mirror.chosen"
    """A person answered whether they want something of the mirror. Subject: what."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, as it is stored."""

    journal: str
    """Which chain: one author on one machine."""
    seq: int
    """Its number in the chain, from 1."""
    at: str
    """When, in UTC: `2026-11-22T05:35:00.123456Z`."""
    type: str
    subject: str
    body: str
    """Canonical JSON."""
    prev: str
    """The id of the event before it in the chain, or 64 zeros."""

    @property
    def id(self) -> str:
        """The event's own hash, which is also its name."""
        return seal(
            self.journal,
            self.seq,
            self.at,
            self.type,
            self.subject,
            self.body,
            self.prev,
        )


def seal(
    journal: str, seq: int, at: str, kind: str, subject: str, body: str, prev: str
) -> str:
    """SHA-256, in hex, of the seven fields joined by line feeds, body last.

    No field but the body could hold a line feed, and JSON writes one as `\\n`, so two
    different events never give the same text.
    """
    text = f"{prev}\n{journal}\n{seq}\n{at}\n{kind}\n{subject}\n{body}"
    return hashlib.sha256(text.encode()).hexdigest()
