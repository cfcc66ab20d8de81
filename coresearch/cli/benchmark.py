"""`coresearch benchmark`: what results say of the items that they were won on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.cli import analysis_options as options
from coresearch.cli.asking import Form, Quiet, ShowContext, Wanted
from coresearch.cli.models import Model, Server
from coresearch.cli.output import Ink, fitted, paint, say, wrapped
from coresearch.cli.reply_view import Format
from coresearch.core.errors import BadInput
from coresearch.core.text import counted, printable

if TYPE_CHECKING:
    from coresearch.cli.replies import Heard
    from coresearch.workbench.benchmark import Tested
    from coresearch.workbench.project import Project
    from coresearch.workbench.suggest import Placed


def benchmark(
    results: options.Results,
    item: options.Item = "",
    system: options.System = None,
    metric: options.Score = "",
    label: options.Label = "",
    prediction: options.Prediction = "",
    desiderata: options.Desiderata = None,
    target: options.Card = "benchmark-card.md",
    output: Form = Format.TEXT,
    model: Model = "",
    server: Server = "",
    quiet: Quiet = False,
    show_context: ShowContext = False,
) -> None:
    """What results say of a benchmark's items: which to mend, which to drop.

    A row for each item and system, or a column for each system. Difficulty,
    discrimination, doubtful labels, items that ask the same, ceiling, floor and
    trivial baselines; what the plan says that it was to cover; and what too few
    systems do not allow to say, with the number needed. Suggestions and a card wait
    in the inbox; with --model one is asked as well.

    Examples:

      coresearch benchmark results.csv

      coresearch benchmark answers.jsonl --system model --label gold --prediction answer
    """
    from coresearch.analysis.roles import Asked
    from coresearch.cli.session import project_here
    from coresearch.workbench.benchmark import held_to_stated, tested

    if output not in (Format.TEXT, Format.JSON):
        raise BadInput(f"A benchmark has no form {output}: use text or json.")
    asked = Asked(
        arm=tuple(system or ()),
        item=item,
        metrics=(metric,) if metric else (),
        label=label,
        prediction=prediction,
    )
    wanted = Wanted(model, server, output, quiet)
    with project_here() as project:
        of = tested(results, asked, _name(project, results[0]))
        stated = project.relative(desiderata) if desiderata else ""
        of = held_to_stated(project, of, stated)
        if show_context:
            _ask_model(project, of, wanted, show_context=True)
            return
        placed = _placed(project, of, target)
        if output is Format.JSON:
            say(_as_json(of, [one.id for one in placed]))
        else:
            for line in _lines(of):
                say(line)
        _go_on(project, of, placed, wanted)


def _placed(project: Project, of: Tested, target: str) -> list[Placed]:
    """What should be mended, and the card, in the inbox."""
    from coresearch.workbench import benchmark as bench
    from coresearch.workbench.suggest import put_in_inbox, withdraw_gone

    made = bench.suggestions(of)
    card = bench.card(project, of, project.relative(Path(target)))
    placed = put_in_inbox(project, [*made, *([card] if card else [])])
    withdraw_gone(project, of.source, bench.RULES, {one.id for one in placed})
    return placed


def _ask_model(
    project: Project, of: Tested, wanted: Wanted, *, show_context: bool = False
) -> Heard | None:
    from coresearch.cli.beyond import ask_beyond

    question = f"What should be changed about the benchmark behind @{of.source}?"

    def found() -> str:
        return "\n".join(_lines(of))

    return ask_beyond(
        project, "benchmark", question, found, wanted, show_context=show_context
    )


def _go_on(
    project: Project, of: Tested, placed: Sequence[Placed], wanted: Wanted
) -> None:
    """Ask the model, where one is named; offer to go through what waits."""
    from coresearch.cli.asking import go_on
    from coresearch.cli.replies import Heard
    from coresearch.workbench.ask import Suggested

    heard = Heard()
    for one in placed:
        heard.take(Suggested(one))
    more = _ask_model(project, of, wanted) if wanted.model else None
    heard.placed += more.placed if more else []
    go_on(project, heard, wanted)


def _name(project: Project, file: Path) -> str:
    """From the repository's top; as it was given where it lies elsewhere."""
    try:
        return project.relative(file)
    except BadInput:
        return str(file)


def _lines(of: Tested) -> Iterator[str]:
    from coresearch.workbench.benchmark import facts, hardest, title

    found = of.findings
    yield fitted(
        f"{printable(of.source)}: {counted(len(found.items), 'item')}, "
        f"{counted(len(found.systems), 'system')}."
    )
    if of.guessed:
        yield fitted(printable(f"Taken as: {'; '.join(of.guessed)}."), "  ")
    yield ""
    for line in facts(of):
        yield wrapped(line)
    yield ""
    for one in found.systems[:20]:
        low, high = one.interval
        mark = "  not above a trivial answer" if one.above_trivial is False else ""
        yield (
            f"  {one.mean.mean:6.1%}  {low:6.1%} to {high:6.1%}  {printable(one.name)}"
            f"{paint(mark, Ink.MEDIUM)}"
        )
    if len(found.systems) > 20:
        yield f"  … {len(found.systems) - 20} more"
    yield ""
    inks = {"high": Ink.HIGH, "medium": Ink.MEDIUM, "low": Ink.LOW}
    ranked = sorted(
        found.remarks, key=lambda one: ("high", "medium", "low").index(one.severity)
    )
    for remark in ranked[:12]:
        yield f"{paint(f'{remark.severity:6}', inks[remark.severity])}  {title(remark)}"
        yield wrapped(remark.said, "        ")
    if ranked[12:]:
        yield f"… and {counted(len(ranked) - 12, 'more remark')} (-f json)"
    if not ranked:
        yield "Nothing to mend was found in the items."
    if fitted_ := list(hardest(of, 5)):
        yield ""
        yield "The least telling items, by a 2-parameter logistic model (± 95 %):"
        yield from (wrapped(line, "  ") for line in fitted_)
    yield ""
    yield "What cannot be told:"
    for line in found.cannot_tell or ("Nothing of what is looked at.",):
        yield wrapped(line, "    ", "  - ")


def _as_json(of: Tested, placed: list[str]) -> str:
    from coresearch.workbench.benchmark import facts

    found = of.findings
    items = [asdict(item) for item in found.items]
    for item, one in zip(items, of.fitted, strict=False):
        item["two_parameters"] = asdict(one)
    told = {
        "source": of.source,
        "taken_as": of.guessed,
        "facts": list(facts(of)),
        "items": items,
        "systems": [asdict(one) for one in found.systems],
        "trivial": [asdict(one) for one in found.trivial],
        "remarks": [asdict(one) for one in found.remarks],
        "cannot_tell": found.cannot_tell,
        "suggestions": placed,
    }
    return json.dumps(told, indent=2, ensure_ascii=False)
