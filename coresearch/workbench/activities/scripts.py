"""What the critic's rules say of the files of a repository, for the activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coresearch.config import read_settings
from coresearch.core.errors import CoresearchError
from coresearch.core.text import counted, one_line
from coresearch.workbench.critique import Choice, Judged, choose_rules, report_on
from coresearch.workbench.project import Project
from coresearch.workbench.texts import read_text

MOST = 60
"""Files that the rules are asked about at once."""


def judged(
    project: Project, paths: Iterable[str], rules: str
) -> Iterator[tuple[str, Judged]]:
    """Open findings of the rules whose ids begin so; they wait in the inbox as after
    `coresearch critique`, and are the same suggestions.
    """
    choice = choose_rules(read_settings(project.root))
    asked = frozenset(rule for rule in choice.asked if rule.startswith(rules))
    choice = Choice(asked, choice.severity, choice.bounds)
    for path in list(paths)[:MOST]:
        try:
            text = read_text(project.root / path, path)
            report = report_on(text, choice, project)
        except CoresearchError:
            continue
        yield from ((path, item) for item in report.judged if item.is_open)


def as_list(found: Iterable[tuple[str, Judged]], most: int = 12) -> Iterator[str]:
    """The findings, a line each."""
    items = list(found)
    for path, item in items[:most]:
        finding = item.finding
        yield (
            f"- {finding.rule} {finding.name}: {path}:{finding.line}, "
            f"“{one_line(finding.quote)[:90]}”\n"
        )
    if items[most:]:
        yield f"- and {counted(len(items) - most, 'more finding')}\n"
