"""What programs may rely on in the output of `critique`, as JSON schemas."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def _exactly(required: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def _list_of(items: Schema, at_least: int = 0) -> Schema:
    return {"type": "array", "items": items, "minItems": at_least}


_TEXT: Schema = {"type": "string", "minLength": 1}
_LINE: Schema = {"type": "integer", "minimum": 1}
_RULE: Schema = {"type": "string", "pattern": "^[A-Z][0-9]+$"}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}

REPORT = _exactly(
    {
        "schema_version": {"const": 1},
        "file": _TEXT,
        "findings": _list_of(
            _exactly(
                {
                    "id": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
                    "rule": _RULE,
                    "name": _TEXT,
                    "severity": {"enum": ["low", "medium", "high"]},
                    "certainty": _SHARE,
                    "line": _LINE,
                    "end_line": _LINE,
                    "quote": _TEXT,
                    "message": _TEXT,
                    "question": _TEXT,
                    "calculation": {"type": "string"},
                    "source": _TEXT,
                    "state": _TEXT,
                    "edit": {"type": ["string", "null"], "minLength": 1},
                }
            )
        ),
        "ignored": _list_of(_exactly({"rule": _TEXT, "line": _LINE, "reason": _TEXT})),
        "doubtful": _list_of(
            _exactly(
                {
                    "rule": _RULE,
                    "name": _TEXT,
                    "certainty": _SHARE,
                    "line": _LINE,
                    "end_line": _LINE,
                    "quote": _TEXT,
                    "message": _TEXT,
                }
            )
        ),
        "checked": _list_of(_TEXT),
        "not_assessed": _list_of(
            _exactly({"line": _LINE, "end_line": _LINE, "reason": _TEXT})
        ),
    }
)
"""One line of `--format json`."""

_MESSAGE = _exactly({"text": _TEXT})
_LEVEL: Schema = {"enum": ["note", "warning", "error"]}
_ARTIFACT = _exactly({"uri": {"type": "string", "format": "uri-reference"}})

_RULE = _exactly(
    {
        "id": _TEXT,
        "name": _TEXT,
        "shortDescription": _MESSAGE,
        "fullDescription": _MESSAGE,
        "help": _MESSAGE,
        "defaultConfiguration": _exactly({"level": _LEVEL}),
    }
)
_LOCATION = _exactly(
    {
        "physicalLocation": _exactly(
            {
                "artifactLocation": _ARTIFACT,
                "region": _exactly(
                    {"startLine": _LINE, "endLine": _LINE, "snippet": _MESSAGE}
                ),
            }
        )
    }
)
_REPLACEMENT = _exactly(
    {
        "deletedRegion": _exactly(
            {
                "startLine": _LINE,
                "startColumn": _LINE,
                "endLine": _LINE,
                "endColumn": _LINE,
            }
        ),
        "insertedContent": _exactly({"text": {"type": "string"}}),
    }
)
_FIX = _exactly(
    {
        "description": _MESSAGE,
        "artifactChanges": _list_of(
            _exactly(
                {
                    "artifactLocation": _ARTIFACT,
                    "replacements": _list_of(_REPLACEMENT, at_least=1),
                }
            ),
            at_least=1,
        ),
    }
)
_SUPPRESSION = _exactly(
    {
        "kind": {"enum": ["inSource", "external"]},
        "status": {"enum": ["accepted", "underReview", "rejected"]},
        "justification": {"type": "string"},
    }
)
_RESULT = _exactly(
    {
        "ruleId": _TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": _LEVEL,
        "message": _MESSAGE,
        "rank": {"type": "number", "minimum": 0, "maximum": 100},
        "locations": _list_of(_LOCATION, at_least=1),
        "partialFingerprints": {
            "type": "object",
            "additionalProperties": _TEXT,
            "minProperties": 1,
        },
    },
    {
        "fixes": _list_of(_FIX, at_least=1),
        "suppressions": _list_of(_SUPPRESSION, at_least=1),
    },
)

SARIF = _exactly(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": _list_of(
            _exactly(
                {
                    "tool": _exactly(
                        {
                            "driver": _exactly(
                                {
                                    "name": {"const": "coresearch"},
                                    "version": _TEXT,
                                    "rules": _list_of(_RULE),
                                }
                            )
                        }
                    ),
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": _list_of(_RESULT),
                }
            ),
            at_least=1,
        ),
    }
)
"""The part of SARIF 2.1.0 that is used, stricter than the standard: nothing else."""
