"""Pre-registration: what a plan said before its results, and each change since."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from coresearch.core.canonical import sha256
from coresearch.core.errors import BadInput, NotFound, Refused
from coresearch.core.events import EventType
from coresearch.core.predictions import Prediction, prediction_to_json
from coresearch.core.text import one_line
from coresearch.critic.stated import Stated, stated_design
from coresearch.journal.queries import events_about
from coresearch.journal.runs import count_runs
from coresearch.prompts import filled_form
from coresearch.repo.files import read_file
from coresearch.repo.plumbing import asked
from coresearch.workbench.offline.forms import stated_at
from coresearch.workbench.project import Project

_BLANK = re.compile(r"<[^<>\n]*(?:…|\.\.\.|[a-z] [a-z])[^<>\n]*>|\bTBD\b|\bTODO\b")


@dataclass(frozen=True, slots=True)
class Registered:
    """A plan as it was registered."""

    path: str
    at: str
    author: str
    text: str
    digest: str
    head: str
    runs: int
    """How many runs had been started by then."""
    claim: str
    probability: float
    reason: str
    """Why it was registered again; empty for the first time."""


def register(
    project: Project, plan: str, prediction: Prediction | None, reason: str = ""
) -> Registered:
    """Put the plan's text on record, and what is expected of it.

    Raises:
        NotFound, BadInput: the plan cannot be read, or nothing is predicted.
        Refused: it is registered as it is, or otherwise and no reason is given.
    """
    text = plan_text(project, plan)
    if not text.strip():
        raise BadInput(f"{plan} is empty: there is nothing to register.")
    before = registrations(project, plan)
    if before and before[-1].text == text:
        raise Refused(
            f"{plan} is registered as it stands, since {before[-1].at[:10]}.",
            hint=f"What changed since the first time: coresearch design "
            f"--deviations {plan}",
        )
    if before and not reason.strip():
        raise Refused(
            f"{plan} was registered on {before[0].at[:10]}, and has changed since.",
            hint="Say why, and it is registered again beside the first: --reason "
            f"'…' (what changed: coresearch design --deviations {plan})",
        )
    if prediction is None and not before:
        raise BadInput(
            "What do you expect? A registration goes with a prediction.",
            hint="--predict 'accuracy > 0.8' --p 0.7",
        )
    journal = project.journal
    identity = secrets.token_hex(8) if prediction else ""
    body = {
        "text": text,
        "digest": sha256(text),
        "head": asked(project.root, "rev-parse", "--verify", "-q", "HEAD"),
        "runs": count_runs(journal),
        "prediction": identity,
        "reason": one_line(reason),
    }
    with journal.writing():
        if prediction:
            told = prediction_to_json(prediction, "")
            journal.append(EventType.PREDICTION_MADE, identity, told)
        journal.append(EventType.PLAN_REGISTERED, plan, body)
    return registrations(project, plan)[-1]


def plan_text(project: Project, plan: str) -> str:
    """The plan as it is now.

    Raises:
        NotFound, BadInput, ForbiddenPath: it cannot be read.
    """
    state = read_file(project.root, plan)
    if state is None:
        raise NotFound(f"There is no file {plan}.")
    try:
        return state.content.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{plan} is not UTF-8.") from None


def blanks(text: str) -> int:
    """How many places of a plan are still open."""
    return len(_BLANK.findall(text))


def registrations(project: Project, plan: str) -> list[Registered]:
    """Every time that a plan was registered, oldest first."""
    found = []
    for row in events_about(project.journal, plan):
        if row.type == EventType.PLAN_REGISTERED and not row.imported:
            body = project.journal.expand(row.body)
            claim, probability = _predicted(project, str(body["prediction"]))
            found.append(
                Registered(
                    plan,
                    row.at,
                    row.author,
                    str(body["text"]),
                    str(body["digest"]),
                    str(body["head"]),
                    int(body["runs"]),
                    claim,
                    probability,
                    str(body["reason"]),
                )
            )
    return found


def _predicted(project: Project, identity: str) -> tuple[str, float]:
    for row in events_about(project.journal, identity) if identity else ():
        if row.type == EventType.PREDICTION_MADE:
            body = project.journal.expand(row.body)
            return str(body["claim"]), float(body["probability"])
    return "", 0.0


def first_registration(project: Project, plan: str) -> Registered:
    """The plan as it was registered first.

    Raises:
        NotFound: it never was.
    """
    found = registrations(project, plan)
    if not found:
        raise NotFound(
            f"{plan} is not registered.",
            hint=f"coresearch design --register {plan} --predict '…' --p 0.7",
        )
    return found[0]


# -- deviations ----------------------------------------------------------------------


FORMS = ("aspredicted", "osf")
_SECTIONS = {
    "analysis": r"anal|statistic|evaluation|comparison",
    "exclusion": r"exclu|outlier|missing",
    "data": r"\bdata|corpus|corpora|material|sampl",
    "stopping": r"stop|kill|abandon|budget",
    "procedure": r"procedure|protocol|method|set-?up",
    "exploratory": r"explor|secondary",
}


def exported(project: Project, first: Registered, form: str) -> str:
    """What was registered, in the order of a registry's questions, in Markdown."""
    plan, design = first.path, stated_design(first.text)

    def said(stated: Stated | None) -> str:
        return stated_at(plan, stated)

    values: Mapping[str, object] = {
        "title": _title(first.text) or plan,
        "plan": plan,
        "at": first.at[:16].replace("T", " "),
        "author": one_line(first.author),
        "digest": first.digest,
        "head": first.head[:12],
        "runs": first.runs,
        "claim": one_line(first.claim),
        "probability": f"{first.probability:g}",
        "idea": said(design.idea),
        "refutation": said(design.refutation),
        "arms": design.arms,
        "measure": said(design.measure),
        "seeds": design.seeds,
        "size": f"{design.size:,}" if design.size else "",
        "gain": f"{design.gain:g}" if design.gain else "",
        "budget": said(design.budget),
        "section": {
            name: _section(first.text, pattern) for name, pattern in _SECTIONS.items()
        },
    }
    return filled_form(f"offline/{form}.md", values, project.checkout.home)


def _title(text: str) -> str:
    found = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    return one_line(found[1]) if found else ""


def _section(text: str, pattern: str) -> str:
    """What stands under the first heading with such words, as a quotation."""
    found = re.search(
        rf"^##+[^\n]*(?:{pattern})[^\n]*\n(.*?)(?=^#|\Z)", text, re.M | re.S | re.I
    )
    body = found[1].strip() if found else ""
    return "\n".join(f"> {line}".rstrip() for line in body.splitlines())
