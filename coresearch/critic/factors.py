"""What the columns of a table of arms tell: which arm lacks exactly one part."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.critic.document import Table
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.vocabulary import ABLATION

_ARMS = Pattern(
    r"^(?:arms?|name|label|conditions?|methods?|variants?|systems?|agents?|controllers?"
    r"|models?|polic(?:y|ies)|run|version|configuration)\b"
)
_DESCRIBES = Pattern(
    r"why|purpose|role|note|comment|description|reason|remark|what|for$|tells|runs?$"
    r"|hours|seeds|cost|licen"
)
_OFF = frozenset({"no", "none", "off", "without", "-", "–", "—", "✗", "0", "nothing"})
_MISSING = frozenset({"n/a", "na", "", "-", "–", "—"})
_OWN = Pattern(r"\b(?:ours?|proposal|proposed|full|the method|complete|new)\b")


def unablated(plan: Plan) -> Iterator[tuple[Table, int, tuple[str, ...]]]:
    """Tables whose fullest arm lacks no part in any other arm: the table, the row of
    that arm, and the headers of its parts."""
    for table in plan.document.tables:
        rows = [[cell.strip(" *`").lower() for cell in row] for row in table.rows]
        if len(rows) < 3 or len(rows[0]) < 3 or not _ARMS.search(rows[0][0]):
            continue
        factors = [
            column
            for column in range(1, len(rows[0]))
            if not _DESCRIBES.search(rows[0][column])
        ]
        full = _fullest(rows, factors)
        parts = [c for c in factors if _is_part(rows, full, c)]
        others = [row for number, row in enumerate(rows) if number not in (0, full)]
        differ = [row for row in others if _apart(rows[full], row, factors) > 1]
        if not parts or not differ or len(factors) < 2:
            continue
        if not any(_lacks_only(rows[full], row, parts, factors) for row in others):
            yield table, full, tuple(table.rows[0][c] for c in parts)


def _fullest(rows: list[list[str]], factors: list[int]) -> int:
    own = [n for n in range(1, len(rows)) if any(map(_OWN.search, rows[n]))]
    return (
        own[-1]
        if own
        else max(
            range(1, len(rows)),
            key=lambda n: sum(
                len(rows[n]) > c and rows[n][c] not in _OFF | _MISSING for c in factors
            ),
        )
    )


def _is_part(rows: list[list[str]], full: int, column: int) -> bool:
    """Whether the column says yes for the fullest arm and no for another."""
    cells = [row[column] for row in rows[1:] if len(row) > column]
    here = rows[full][column] if len(rows[full]) > column else ""
    return here not in _OFF | _MISSING and any(cell in _OFF for cell in cells)


def _apart(one: list[str], other: list[str], factors: list[int]) -> int:
    return sum(_differ(one, other, column) for column in factors)


def _differ(one: list[str], other: list[str], column: int) -> bool:
    if len(one) <= column or len(other) <= column or other[column] in _MISSING - _OFF:
        return False
    return one[column] != other[column]


def _lacks_only(
    full: list[str], row: list[str], parts: list[int], factors: list[int]
) -> bool:
    if _apart(full, row, factors) != 1:
        return False
    return any(_differ(full, row, c) and row[c] in _OFF for c in parts)


_BARE = Pattern(
    r"(?:each \w+ \w+ off|one at a time|without|drop|leav|turn|exclud|remov|delet|"
    r"minus|subtract|switch|strip|replac|one by "
    r"one"
    r"|individually|separately|in isolation|only|\w+-only|\w+ only,)"
)
_PART_WORD = Pattern(
    r"\b(?:components?|parts?|modules?|ingredients?|pieces?|factors?|terms?|singly|both"
    r"|arms?"
    r"|variants?|versions?|lack\w*|half|halves|stages?|elements?|changes?|on its own"
    r"|losses|runs?|train(?:ed)?|also|ablat\w*|remain\w*|itself|methods?|system|model|"
    r"each of the)\b"
)


def ablation(plan: Plan) -> Mention | None:
    """Where a part is taken away: "we leave out empty prompts" takes none."""
    return plan.kept(_ablation)


_LACKS_ONE = Phrases(
    r"(?:lack|miss|omit|los)(?:s|ing|es|e|ting)? (?:exactly |just |only )?(?:the )?"
    r"(?:one|a single)"
    r" (?:\w+ )?(?:part|component|piece|of) | (?:reduced|stripped|cut-down) versions?"
)


def _ablation(plan: Plan) -> Mention | None:
    lacking = plan.says(_LACKS_ONE)
    if lacking:
        return lacking
    for mention in plan.places(ABLATION):
        sentence = mention.sentence
        if not sentence.is_prose:
            return mention
        words = plan.words(sentence)
        if mention.words == "turned out":
            continue
        bare = _BARE.match(mention.words) and not _PART_WORD.search(words)
        if not bare and not _denied(words, mention.start - sentence.start):
            return mention
    return None


_NOT = Pattern(r"\b(?:not|never|no|none|nothing|always (?:used )?together)\b[^.;,]*$")


def _denied(words: str, at: int) -> bool:
    return bool(_NOT.search(words[:at])) or "always used together" in words
