"""A critique for other programs: JSON, Markdown, and SARIF 2.1.0."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any

from coresearch import __version__
from coresearch.core.findings import Severity
from coresearch.core.text import counted, printable
from coresearch.critic.catalogue import EVERY_ID, every_rule
from coresearch.workbench.critique import Judged, Report

SCHEMA_VERSION = 1
"""Raised when a field of the JSON changes its meaning or goes."""


def as_json(report: Report) -> str:
    """One object on one line, so that several files give JSON lines."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "file": report.name,
        "findings": [_finding(item) for item in report.judged],
        "ignored": [
            {
                "rule": item.finding.rule,
                "line": item.finding.line,
                "reason": item.by.reason,
            }
            for item in report.ignored
        ],
        "doubtful": [
            {
                "rule": finding.rule,
                "name": finding.name,
                "certainty": finding.certainty,
                "line": finding.line,
                "end_line": finding.end_line,
                "quote": finding.quote,
                "message": finding.message,
            }
            for finding in report.doubtful
        ],
        "checked": list(report.critique.checked),
        "not_assessed": [
            {"line": part.line, "end_line": part.end_line, "reason": part.reason}
            for part in report.critique.not_assessed
        ],
    }
    return json.dumps(value, ensure_ascii=True)


def _finding(item: Judged) -> dict[str, Any]:
    finding = item.finding
    return {
        "id": item.id,
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity,
        "certainty": finding.certainty,
        "line": finding.line,
        "end_line": finding.end_line,
        "quote": finding.quote,
        "message": finding.message,
        "question": finding.question,
        "calculation": finding.calculation,
        "source": finding.source,
        "state": item.state,
        "edit": item.patch or None,
    }


def as_markdown(report: Report) -> str:
    """A section to paste into an issue or a review."""
    lines = [f"## {printable(report.name)}: {counted(len(report.judged), 'finding')}"]
    for item in report.judged:
        finding = item.finding
        lines += [
            "",
            f"### {finding.rule} {finding.name} ({finding.severity}), "
            f"line {finding.line}",
            "",
            *(f"> {printable(line)}" for line in finding.quote.splitlines()),
            "",
            printable(finding.message),
            "",
            f"**{printable(finding.question)}**",
        ]
        if finding.calculation:
            lines += ["", f"    {printable(finding.calculation)}"]
        if item.patch:
            fence = "~" * 6  # a patch may hold any number of backticks
            lines += ["", f"{fence}diff", printable(item.patch).rstrip("\n"), fence]
        lines += ["", f"Source: {finding.source}. Id: `{item.id}`."]
    for part in report.critique.not_assessed:
        lines += [
            "",
            f"Not assessed: line {part.line} to {part.end_line}, {part.reason}.",
        ]
    return "\n".join(lines)


_LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}


def as_sarif(reports: Sequence[Report]) -> str:
    """One SARIF 2.1.0 log with one run over all files."""
    used = {item.finding.rule for report in reports for item in report.judged}
    known = {rule.id: rule for rule in every_rule()}
    rules = [known[name] for name in EVERY_ID if name in used]
    index = {rule.id: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "coresearch",
                "version": __version__,
                "rules": [
                    {
                        "id": rule.id,
                        "name": rule.name,
                        "shortDescription": {"text": rule.name},
                        "fullDescription": {"text": rule.question},
                        "help": {"text": f"Source: {rule.source}"},
                        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
                    }
                    for rule in rules
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(report.name, item, index[item.finding.rule])
            for report in reports
            for item in report.judged
        ],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, indent=1)


def _result(name: str, item: Judged, rule_index: int) -> dict[str, Any]:
    finding = item.finding
    location = _artifact(name)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.question}"},
        "rank": round(finding.certainty * 100, 1),
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": location,
                    "region": {
                        "startLine": finding.line,
                        "endLine": finding.end_line,
                        "snippet": {"text": finding.quote},
                    },
                }
            }
        ],
        "partialFingerprints": {"coresearchSuggestion/v1": item.id},
    }
    if item.state == "rejected":
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": item.earlier}
        ]
    if finding.edit and item.patch:
        result["fixes"] = [
            {
                "description": {"text": finding.question},
                "artifactChanges": [
                    {
                        "artifactLocation": location,
                        "replacements": [
                            _replacement(r.line or finding.line, r.search, r.replace)
                            for r in finding.edit
                        ],
                    }
                ],
            }
        ]
    return result


def _artifact(name: str) -> dict[str, str]:
    from urllib.parse import quote

    return {"uri": quote(os.fsencode(name))}


def _replacement(line: int, search: str, replace: str) -> dict[str, Any]:
    return {
        "deletedRegion": {
            "startLine": line,
            "startColumn": 1,
            "endLine": line + search.count("\n"),
            "endColumn": len(search.rsplit("\n", 1)[-1]) + 1,
        },
        "insertedContent": {"text": replace},
    }
