"""Designs and scripts without a model: forms, filled with what a plan states."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath

from coresearch import __version__
from coresearch.core.edits import Create, Edit
from coresearch.core.errors import BadInput, NameTaken, NotFound, Refused
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.core.text import one_line
from coresearch.critic.plan import Passage
from coresearch.critic.stated import (
    Design,
    Stated,
    needed_items,
    stated_design,
    visible_points,
)
from coresearch.prompts import filled_form
from coresearch.repo.files import read_file
from coresearch.workbench.offline.doubts import doubts
from coresearch.workbench.project import Project

_PLAN = "plan.md"
"""Looked at where no plan is named."""
_LABEL = re.compile(
    r"^(?:hypothesis|primary(?: measure| metric)?|we (?:were|are) wrong if)\W*",
    re.IGNORECASE,
)
"""What a form says already."""


def protocol(project: Project, question: str, plan: str) -> Suggestion:
    """A new protocol with what `plan` states (if there is one), and stated blanks.

    Raises:
        BadInput, NotFound, ForbiddenPath: the plan cannot be read.
    """
    plan = plan or usual_plan(project)
    design = _design(project, plan)
    words = " ".join(re.sub(r"(?<!\S)@\S+", " ", question).split())
    target = free_name(project, "protocol.md")

    said = partial(stated_at, plan)
    values = {
        "title": f"Protocol: {one_line(words) or plan}",
        "plan": plan,
        "question": words,
        "idea": said(design.idea),
        "refutation": said(design.refutation),
        "gain": design.gain_at and f"{design.gain:g} points {at(plan, design.gain_at)}",
        "arms": design.arms,
        "arms_at": design.arms_at and f" {at(plan, design.arms_at)}",
        "measure": said(design.measure),
        "seeds": design.seeds_at and f"{design.seeds} {at(plan, design.seeds_at)}",
        "size": design.size_at and f"{design.size:,} {at(plan, design.size_at)}",
        "arithmetic": _arithmetic(design),
        "comparison": "",
        "cost": said(design.cost),
        "total": design.total,
        "budget": said(design.budget),
    }
    text = filled_form("offline/protocol.md", values, project.checkout.home)
    blanks = len(re.findall(r"<[^<>\n]+>", text)) - 1  # the one that explains them
    return Suggestion(
        Activity.DESIGN,
        f"A protocol to fill in, as {target}",
        f"{_found(project, design, plan)} {blanks} places in it are yours to fill.",
        _origin("protocol"),
        evidence=_evidence(words, design, plan),
        effect=Edit((Create(target, text),)),
    )


def script(project: Project, plan: str, target: str) -> Suggestion:
    """A skeleton of the script for `plan` that runs as soon as an arm is written.

    Raises:
        BadInput, NotFound, ForbiddenPath: the plan cannot be read.
        NameTaken: there is a file of that name.
    """
    if not target.endswith(".py"):
        raise BadInput(
            f"Without a model only a Python script is drafted, and {target} is none.",
            hint="coresearch draft plan.md -o train.py",
        )
    if read_file(project.root, target) is not None:
        free = free_name(project, target)
        raise NameTaken(
            f"{target} is there already; a skeleton would take its place.",
            hint=f"Name another file for it, such as {free}.",
            free=free,
        )
    design = _design(project, plan)
    names = design.arms or ("baseline", "ours")
    measured, measure = design.measure, design.measure_name
    seeds = design.seeds or 5
    functions = _functions(names)
    values = {
        "title": f"The runs of {_plain(plan)}.",
        "name": _plain(PurePosixPath(target).name),
        "seeds": f"list(range({seeds}))",
        "seeds_from": _from(plan, design.seeds_at),
        "measures": _quoted_list([measure or "measure"]),
        "measures_from": _from(
            plan, measured.passage if measured and measure else None
        ),
        "arms": [
            {"name": name, "name_quoted": _quoted(name), "function": function}
            for name, function in zip(names, functions, strict=True)
        ],
        "arms_from": _from(plan, design.arms_at),
        "results": f"{_plain(PurePosixPath(target).stem)}.jsonl",
    }
    text = filled_form("offline/script.py.jinja", values, project.checkout.home)
    runs = len(names) * seeds
    return Suggestion(
        Activity.EXECUTION,
        f"A skeleton of the script, as {target}",
        f"{_found(project, design, plan)} It has {len(names)} arms × {seeds} seeds = "
        f"{runs} runs{_stand_ins(design)}, and writes a line of JSON for each. What "
        "each arm does is yours to write; until then it says so and measures nothing. "
        f"See the runs: python {target} --list",
        _origin("script"),
        evidence=_evidence(target, design, plan),
        effect=Edit((Create(target, text),)),
    )


def design_of(project: Project, plan: str) -> Design:
    """What the plan states, or the project's usual plan where none is named."""
    return _design(project, plan or usual_plan(project))


def usual_plan(project: Project) -> str:
    """`plan.md`, or nothing where there is none."""
    return _PLAN if read_file(project.root, _PLAN) else ""


def _design(project: Project, plan: str) -> Design:
    if not plan:
        return Design()
    state = read_file(project.root, plan)
    if state is None:
        raise NotFound(f"There is no file {plan}.")
    try:
        return stated_design(state.content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput(f"{plan} is not UTF-8.") from None


def _arithmetic(design: Design) -> list[str]:
    """What the numbers of items and of points say to each other."""
    lines = []
    if design.size:
        most, least = visible_points(design.size)
        lines.append(
            f"{design.size:,} items per arm show a difference of {most:.0f} points "
            f"where half are right, of {least:.0f} where nine in ten are"
        )
    if design.gain:
        high, low = needed_items(design.gain)
        lines.append(f"{design.gain:g} points need {low:,} to {high:,} items per arm")
    if lines:
        lines.append(
            "that is for a share of right items, at 5 %, two-sided, with power 0.8 and "
            "other items in each arm; the same items in both need fewer, the more "
            "often the arms agree"
        )
    return lines


def _stand_ins(design: Design) -> str:
    """What in a skeleton is no word of the plan."""
    missing = [name for name in ("arms", "seeds") if not getattr(design, name)]
    return f" ({' and '.join(missing)} are stand-ins)" if missing else ""


def _found(project: Project, design: Design, plan: str) -> str:
    parts = {
        "hypothesis": design.idea,
        "what would refute it": design.refutation,
        "arms": design.arms,
        "measure": design.measure,
        "seeds": design.seeds,
        "sample": design.size,
        "difference": design.gain,
        "cost of a run": design.cost,
        "budget": design.budget,
    }
    if not plan:
        return "There is no plan to begin from."
    found = [name for name, value in parts.items() if value]
    missing = [name for name, value in parts.items() if not value]
    said = f"Rules found in {plan}: {', '.join(found) or 'nothing'}."
    if missing:
        said += f" Not found: {', '.join(missing)}."
    state = read_file(project.root, plan)
    text = state.content.decode("utf-8-sig", "replace") if state else ""
    return " ".join([said, *doubts(text, plan)])


def _evidence(words: str, design: Design, plan: str) -> tuple[Evidence, ...]:
    places = [Evidence(p.quote, plan, p.line, p.end_line) for p in design.passages]
    return (*([Evidence(words)] if words else []), *places)


def _origin(form: str) -> Origin:
    return Origin(OriginKind.RULE, f"form:{form}", __version__)


def stated_at(plan: str, stated: Stated | None) -> str:
    """What a plan states, without its label, and where; empty if it does not."""
    if stated is None:
        return ""
    return f"{_LABEL.sub('', stated.text)} {at(plan, stated.passage)}"


def at(plan: str, passage: Passage) -> str:
    """The place of a passage, as a form names it."""
    return f"({plan}:{passage.line})"


def _from(plan: str, passage: Passage | None) -> str:
    name = _plain(plan)
    return f"{name}:{passage.line}" if passage else f"not found in {name}"


def _plain(name: str) -> str:
    """A file's name for a comment or a docstring, which it cannot end."""
    return one_line(name).replace("\\", "/").replace('"', "'")


def free_name(project: Project, name: str) -> str:
    """`name`, or the first like it that no file has."""
    path = PurePosixPath(name)
    tries = (str(path.with_stem(f"{path.stem}-{n}")) for n in range(2, 1000))
    for each in (name, *tries):
        if read_file(project.root, each) is None:
            return each
    raise Refused(f"There are a thousand files like {name}.")


def _functions(names: Sequence[str]) -> list[str]:
    """A Python name for each arm, no two the same."""
    found: list[str] = []
    for name in names:
        bare = re.sub(r"\W+", "_", name.casefold(), flags=re.ASCII).strip("_")
        bare = f"arm_{bare}" if not bare or bare[0].isdigit() else bare
        bare += "_" * (keyword.iskeyword(bare) or bare in ("run", "main", "version"))
        while bare in found:
            bare += "_"
        found.append(bare)
    return found


def _quoted(text: str) -> str:
    """As a Python string in double quotes."""
    import json

    return json.dumps(text, ensure_ascii=False)


def _quoted_list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
