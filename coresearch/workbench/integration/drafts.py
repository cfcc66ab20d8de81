"""What is drafted of a result on its way to its use, into files that wait for a yes."""

from __future__ import annotations

import re
from pathlib import Path

from coresearch import __version__
from coresearch.analysis.table import Table
from coresearch.core.canonical import sha256
from coresearch.core.edits import Create, Edit
from coresearch.core.errors import BadInput
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.core.text import counted
from coresearch.repo.files import read_file
from coresearch.workbench.integration.card import CARD, CHECK, card_text
from coresearch.workbench.integration.drift import check_text
from coresearch.workbench.integration.needs import Seen, data_read
from coresearch.workbench.integration.sheet import sheet_text
from coresearch.workbench.project import Project
from coresearch.workbench.result_files import table_of_files
from coresearch.workbench.suggest import withdraw_stale
from coresearch.workbench.writing.draft import material

SHEET = "data-sheet.md"
NOTHING = (
    "There is no file in this repository yet, and no run on record: there is nothing "
    "to put to use."
)


def integrated(
    project: Project, plan: str, data: Path | None, of: Seen
) -> list[Suggestion]:
    """The drafts that are not in the repository yet; earlier ones that differ leave
    the inbox.

    Without `data` it is the one table that the scripts read, if there is one.

    Raises:
        NotFound, BadInput, ForbiddenPath: plan or data cannot be read.
    """
    given = material(project, plan)
    data = data or _data_there(project, of)
    name = _name(project, data) if data else ""
    texts: dict[str, tuple[str, str, str]] = {}
    if of.tree.sizes or of.runs:
        text = card_text(project, given, of, name)
        texts[CARD] = ("A model card", text, "form:model-card")
    if data is not None:
        table = _table(data, name)
        sheet = sheet_text(project, table, data, name)
        texts[SHEET] = ("A data sheet", sheet, "form:data-sheet")
        if check := check_text(project, table, name, CHECK):
            texts[CHECK] = ("A check for drift", check, "form:drift")
    made = [
        _drafted(target, what, text, rule, name)
        for target, (what, text, rule) in texts.items()
        if read_file(project.root, target) is None
    ]
    withdraw_stale(project, made)
    return made


def _data_there(project: Project, of: Seen) -> Path | None:
    path = data_read(of)
    return project.root / path if path else None


def _table(data: Path, name: str) -> Table:
    table = table_of_files([data])
    if not table.rows:
        raise BadInput(f"{name} has no rows.", hint="Nothing can be said of nothing.")
    return table


def _drafted(target: str, what: str, text: str, rule: str, data: str) -> Suggestion:
    blanks = len(re.findall(r"`<[^<>\n]+>`", text)) - 1
    yours = f" {counted(blanks, 'place')} in it are yours." if blanks > 0 else ""
    about = f" and {data}" if data and target == CARD else f" {data}" if data else ""
    source = "the repository and the journal" if target == CARD else ""
    return Suggestion(
        Activity.INTEGRATION,
        f"{what}, as {target}",
        f"Drafted from {source}{about}.{yours}".replace("from  ", "from "),
        Origin(OriginKind.RULE, rule, __version__),
        # Of a draft that differs it is told anew.
        evidence=(
            Evidence(f"{target}, drafted as {sha256(text.encode())[:7]}"),
            *([Evidence(data)] if data else []),
        ),
        effect=Edit((Create(target, text),)),
    )


def _name(project: Project, data: Path) -> str:
    try:
        return project.relative(data)
    except BadInput:
        return str(data)
