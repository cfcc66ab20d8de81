"""What people in other roles would ask of a question, with what the record says to it.

No role holds a view here: a list of questions has none. Each question comes with facts
of the repository and the journal where there are some, and stays open until a person
has answered it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from coresearch.core.intervals import estimate
from coresearch.core.panels import Panel
from coresearch.core.runs import Run, RunState
from coresearch.core.text import counted, one_line, shorten
from coresearch.journal.queries import last_reason
from coresearch.journal.runs import metrics_of
from coresearch.workbench.compare import label
from coresearch.workbench.constitution import agreed
from coresearch.workbench.offline.forms import at
from coresearch.workbench.project import Project
from coresearch.workbench.writing.draft import Material, material

_MOST_FACTS = 5


class Role(StrEnum):
    """A way to look at a question that its asker may not take."""

    STATISTICIAN = "statistician"
    EXPERT = "expert"
    SCEPTIC = "sceptic"
    USER = "user"


@dataclass(frozen=True, slots=True)
class RoleQuestion:
    """One question, and what is known to it."""

    role: str
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Record:
    """What the facts are read from."""

    project: Project
    panel: Panel
    given: Material
    runs: Mapping[str, list[Run]]
    """Of each option: the runs that name it."""
    metrics: Mapping[str, Mapping[str, float | None]]


def role_questions(project: Project, panel: Panel) -> list[RoleQuestion]:
    """The questions of the panel's roles, in the order of the roles."""
    record = _record(project, panel)
    return [
        RoleQuestion(role, text, tuple(facts(record))[:_MOST_FACTS])
        for role in panel.roles
        for text, facts in _QUESTIONS.get(role, ())
    ]


def _record(project: Project, panel: Panel) -> _Record:
    given = material(project)
    runs = {
        option: [run for run in given.runs if _names(run, option)]
        for option in panel.options
    }
    wanted = [run.id for some in runs.values() for run in some]
    return _Record(project, panel, given, runs, metrics_of(project.journal, wanted))


def _names(run: Run, option: str) -> bool:
    """Whether an option stands, as a word, in what the run was called or told."""
    said = f"{run.request.name} {' '.join(run.request.arguments)}".casefold()
    words = re.escape(option.casefold()).replace(r"\ ", r"[\s_-]+")
    return bool(re.search(rf"(?<![\w]){words}(?![\w])", said))


# -- facts --------------------------------------------------------------------------


def _no_facts(record: _Record) -> Iterator[str]:
    return iter(())


def _runs(record: _Record) -> Iterator[str]:
    """Of each option: how many runs name it, and what they reported."""
    for option, runs in record.runs.items():
        good = [run for run in runs if run.state is RunState.SUCCEEDED]
        failed = len(runs) - len(good)
        ended = f", {failed} of them without success" if failed else ""
        named = counted(len(runs), "run") if runs else "no run"
        said = _reported(record, good)
        yield f"{option}: {named} on record by that name{ended}{said}"


def _reported(record: _Record, runs: list[Run]) -> str:
    wanted = record.given.design.measure_name.casefold().replace(" ", "_")
    names = [name for run in runs for name in record.metrics[run.id]]
    if not names:
        return ""
    name = max(dict.fromkeys(names), key=lambda one: (wanted == one, names.count(one)))
    values = [
        value for run in runs if (value := record.metrics[run.id].get(name)) is not None
    ]
    if not values:
        return ""
    mean = estimate(values)
    half = f" ± {mean.half_width:.2g}" if mean.half_width is not None else ""
    listed = ", ".join(run.id[:7] for run in runs[:3])
    more = ", …" if runs[3:] else ""
    return f"; {one_line(name)} {mean.mean:.4g}{half} (run {listed}{more})"


def _hoped(record: _Record) -> Iterator[str]:
    design, plan = record.given.design, record.given.plan
    if design.gain_at is not None:
        yield f"The plan hopes for {design.gain:g} points {at(plan, design.gain_at)}"
    if design.seeds_at is not None:
        yield f"It names {counted(design.seeds, 'seed')} {at(plan, design.seeds_at)}"


def _said_before(record: _Record) -> Iterator[str]:
    if not record.given.plan:
        yield "There is no plan, so nothing was said beforehand."
    elif record.given.is_registered:
        yield f"{record.given.plan} is registered: coresearch design --deviations"
    else:
        yield f"{record.given.plan} is not registered."


def _rejected(record: _Record) -> Iterator[str]:
    """What was rejected and names an option, with the reason."""
    for entry in record.given.decided:
        named = [o for o in record.panel.options if o.casefold() in entry.title.lower()]
        if entry.state == "rejected" and named:
            why = last_reason(record.project.journal, entry.id)
            said = f": {shorten(why, 100)}" if why else ", without a reason"
            yield f"Rejected {entry.id[:7]}, {shorten(entry.title, 80)}{said}"


def _open(record: _Record) -> Iterator[str]:
    for entry in record.given.findings:
        yield f"Open ({entry.severity}): {shorten(entry.title, 90)} [{entry.id[:7]}]"


def _agreed(record: _Record) -> Iterator[str]:
    for article in agreed(record.project).articles:
        yield f"Agreed: {shorten(article.title, 90)} (CONSTITUTION.md:{article.line})"


def _cost(record: _Record) -> Iterator[str]:
    for option, runs in record.runs.items():
        took = [
            float(run.ended["seconds"])
            for run in runs
            if run.ended and run.ended.get("seconds") is not None
        ]
        if took:
            middle = sorted(took)[len(took) // 2]
            yield (
                f"{option}: a run took {middle:.3g} s in the middle of "
                f"{counted(len(took), 'run')}"
            )


def _unlike(record: _Record) -> Iterator[str]:
    """Runs that the question does not name."""
    known = {run.id for some in record.runs.values() for run in some}
    others = [label(run) for run in record.given.runs if run.id not in known]
    if others and known:
        listed = ", ".join(dict.fromkeys(shorten(one, 40) for one in others[-3:]))
        yield f"On record, and no option of this question: {listed}"


_Facts = Callable[[_Record], Iterator[str]]
_QUESTIONS: dict[str, tuple[tuple[str, _Facts], ...]] = {
    Role.STATISTICIAN: (
        ("How many independent runs stand behind each option, and how far do they "
         "spread?", _runs),
        ("Which difference between them would matter, and could these numbers have "
         "shown it?", _hoped),
        ("Was what counts as better said before or after the results were seen?",
         _said_before),
    ),
    Role.EXPERT: (
        ("Where is each option known to fail, and do our cases hold such ones?",
         _rejected),
        ("What does practice choose here, and which of its reasons do not hold for "
         "us?", _no_facts),
        ("Which option is missing from the list, and why?", _unlike),
    ),
    Role.SCEPTIC: (
        ("What would we see if none of the options were better than the others?",
         _hoped),
        ("What has been said against the work behind this, and was it answered?",
         _open),
        ("What would the strongest opponent of the favourite say, in one sentence?",
         _no_facts),
    ),
    Role.USER: (
        ("Who lives with the answer, and what do they see when it is wrong?", _agreed),
        ("What does each option cost where it is used: time, memory, money, upkeep?",
         _cost),
        ("How would it be taken back, and by when would one know that it must be?",
         _no_facts),
    ),
}  # fmt: skip
