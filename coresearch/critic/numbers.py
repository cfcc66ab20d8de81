"""Numbers as a plan states them, read once: value, unit and place.

`quantities` works on lower-case text with single spaces. A range keeps both ends, a
product ("3 × 5 runs") its factors. What is not understood is a plain number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from coresearch.core.expressions import EXPRESSIONS
from coresearch.critic.phrases import Pattern

_WORDS = {
    "a single": 1, "single": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "a hundred": 100, "one hundred": 100, "a dozen": 12,
}  # fmt: skip

_SCALE = {"k": 1e3, "thousand": 1e3, "million": 1e6, "bn": 1e9, "billion": 1e9}

# Nouns that follow a number, by what they count. The first fitting entry wins.
_NOUNS = {
    "confidence": "ci|cis|confidence|credible|interval|intervals|hdi|percentile",
    "seeds": "seed|initialisation|initialization|restart|random state",
    "runs": "run|repeat|repetition|replicate|replication|rerun|independent training",
    "folds": "fold",
    "people": (
        "participant|subject|annotator|rater|patient|student|worker|volunteer|user"
        "|respondent|judge|reviewer|expert|people|person|adult|child|children|speaker"
    ),
    "items": (
        "item|example|question|problem|instance|task|image|sentence|document|record"
        "|row|sample|case|prompt|trial|query|queries|article|tweet|post|review|episode"
        "|scan|utterance|clip|passage|dialogue|conversation|story|stories|program"
        "|function|bug|issue|molecule|window|recording|page|pair|row|game|puzzle|visit"
    ),
    "arms": (
        "arm|condition|variant|configuration|method|model|system|setting|approach"
        "|algorithm|treatment|group|cell|optimiser|optimizer|architecture|agent|policy"
        "|policies|detector|loss|losses|encoder|retriever|classifier|strategy|strategies"
    ),
    "data sets": (
        "data set|dataset|benchmark|corpus|corpora|domain|environment|language"
    ),
    "metrics": "metric|measure|outcome|endpoint|end point",
    "comparisons": "comparison|contrast|hypothesis|hypotheses|t-test",
    "calls": "api call|call|request|generation|completion",
    "tokens": "token",
    "epochs": "epoch|step|iteration|update",
    "machines": "gpu|a100|h100|v100|tpu|node|machine|card",
}
_NOUN_WORD = Pattern(r"[^ -]+")
_FOLLOWING = Pattern(r"%?[- ]?((?:[a-z][\w'’/]*[ -]?){1,4})")
# At these the search for the noun ends: "one of the models" counts no models.
_ENDINGS = (
    "and or of on in with for to per from by the are is at each if than as we vs over"
    " against point points percent hours hour that which a an"
)
_ENDS_SEARCH = frozenset(_ENDINGS.split())


@cache
def _units_of_nouns() -> dict[str, str]:
    return {
        noun: unit
        for unit, nouns in reversed(_NOUNS.items())
        for noun in nouns.split("|")
    }


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text."""

    value: float
    unit: str
    """What it counts: `percent`, `points`, `hours`, `gpu-hours`, `seeds`, `items`, …;
    empty for a plain number."""
    start: int
    end: int
    high: float | None = None
    """The upper end of a range."""
    factors: tuple[float, ...] = ()
    """The factors of a product."""
    spread: bool = False
    """It follows a ±."""

    @property
    def hours(self) -> float | None:
        """As hours, if it is a length of time."""
        scale = _HOURS.get(self.unit)
        return None if scale is None else self.value * scale

    @property
    def most(self) -> float:
        """The upper end of a range, else the value."""
        return self.value if self.high is None else self.high


_HOURS = {
    "seconds": 1 / 3600, "minutes": 1 / 60, "hours": 1.0, "gpu-hours": 1.0,
    "days": 24.0, "gpu-days": 24.0, "weeks": 168.0, "months": 720.0,
}  # fmt: skip
MACHINE_TIME = frozenset({"gpu-hours", "gpu-days"})
TIME = frozenset(_HOURS)
MONEY = frozenset({"eur", "usd", "gbp"})

_UNITS = (
    ("confidence", r"(?:%|percent) (?:bootstrap |bayesian |[a-z]+ )?"
                   r"(?:cis?|confidence|credible|hdi|interval|intervals)"),
    ("points", r"(?:%|percent|percentage|accuracy|f1|em|bleu|auc|auroc|rouge|absolute)"
               r"[ -](?:absolute )?points?|points?|pts?|pp|%-points?"),
    ("percent", r"%|percent|per cent"),
    ("gpu-hours", r"(?:[a-z0-9]+[- ])??(?:gpu|cpu|tpu|node|core|a100|h100|v100|machine"
                  r"|compute)[- ]?(?:hours?|hrs?|h)"),
    ("gpu-days", r"(?:gpu|cpu|tpu|node|a100|h100)[- ]days?"),
    ("hours", r"hours?|hrs?|h"),
    ("minutes", r"minutes?|mins?"),
    ("seconds", r"seconds?|secs?|s"),
    ("days", r"(?:working |calendar )?days?"),
    ("weeks", r"(?:working |calendar )?weeks?"),
    ("months", r"months?"),
    ("milliseconds", r"ms|milliseconds?"),
    ("eur", r"€|eur|euros?"),
    ("usd", r"\$|usd|us dollars?|dollars?"),
    ("gbp", r"£|gbp|pounds?"),
    ("times", r"[x×](?![\w ]*\d)|times|fold(?= (?:faster|slower|more|less|increase))"),
)  # fmt: skip


@cache
def _number_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(_WORDS, key=len, reverse=True))
    one = (
        r"(?:\d{1,3}(?:[,\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:e[-+]?\d{1,3})?"
        r"|\.\d+)"
    )
    scale = r"(?: ?(?:k|thousand|million|bn|billion)\b)?"
    return EXPRESSIONS.compile(
        rf"(?P<money>[€$£] ?)?(?P<pm>(?:±|\+/-|\+-) ?)?"
        rf"(?:(?<![\w.])(?<![a-z]-)(?P<low>{one}{scale})"
        rf"(?P<rest>(?: ?(?:%|h)? ?(?:×|\*|x) ?{one}(?![\d.]*x))*)"
        rf"(?: ?(?:–|—|-|to|\.\.+|…) ?(?P<high>{one}{scale})(?![-–]\d))?"
        rf"|\b(?P<word>{words})\b)"
    )


@cache
def _unit_pattern() -> re.Pattern[str]:
    plain = "|".join(f"(?P<u{i}>{pattern})" for i, (_, pattern) in enumerate(_UNITS))
    return EXPRESSIONS.compile(rf"[- ]?(?:{plain})(?![\w$€£-]|%)")


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number in lower-case `text`, in order."""
    return tuple(_read(text, match) for match in _numbers(text))


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """The matches of the pattern, which is tried only where one may begin."""
    pattern, end = _number_pattern(), 0
    for start in _beginnings().finditer(text):
        if start.start() >= end and (match := pattern.match(text, start.start())):
            yield match
            end = match.end()


@cache
def _beginnings() -> re.Pattern[str]:
    words = "|".join(sorted(_WORDS, key=len, reverse=True))
    return EXPRESSIONS.compile(rf"[\d€$£±]|\+/?-|\.\d|\b(?:{words})\b")


def _read(text: str, match: re.Match[str]) -> Quantity:
    if match["word"]:
        unit, end = _unit(text, match)
        return Quantity(float(_WORDS[match["word"]]), unit, match.start(), end)
    unit, end = _unit(text, match)
    factors = _factors(match)
    value = _value(match["low"])
    for factor in factors[1:]:
        value *= factor
    return Quantity(
        value=value,
        unit=unit,
        start=match.start(),
        end=end,
        high=_value(match["high"]) if match["high"] else None,
        factors=factors,
        spread=bool(match["pm"]),
    )


def _factors(match: re.Match[str]) -> tuple[float, ...]:
    if not match["rest"]:
        return ()
    more = [part for part in re.split(r"[×*x]", match["rest"]) if part.strip(" %h")]
    return (_value(match["low"]), *(_value(part) for part in more))


def _value(digits: str) -> float:
    found = re.match(r"[ ]*([\d.,\u202f]+(?:e[-+]?\d+)?) ?([a-z]*)", digits)
    if found is None:
        return 0.0
    plain = found[1].replace(",", "").replace("\u202f", "").strip(".")
    return float(plain or 0) * _SCALE.get(found[2], 1.0)


_MONEY_SIGN = {"€": "eur", "$": "usd", "£": "gbp"}
_NAMED = Pattern(
    r"(?:(?P<n>\bn) ?[=≈~] ?|(?P<p>\bp|alpha|α) ?(?:[=<≤>]|of|at)+ ?"
    r"|(?P<seeds>\bseeds ?[=:≥]|\bseed ?≥) ?)$"
)


def _unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    if match["money"]:
        return _MONEY_SIGN[match["money"].strip()], match.end()
    named = _NAMED.search(text, max(0, match.start() - 12), match.start())
    if named and named["p"]:
        return "p", match.end()
    after = _unit_pattern().match(text, match.end(), match.end() + 60)
    if after is not None:
        return _UNITS[int((after.lastgroup or "u0")[1:])][0], after.end()
    unit, end = _noun_after(text, match.end())
    if unit:
        return unit, end
    return (named.lastgroup or "") if named else "", match.end()


def _noun_after(text: str, start: int) -> tuple[str, int]:
    """What is counted: the last of the nouns that follow ("3 model runs" are runs)."""
    following = _FOLLOWING.match(text, start, start + 80)
    unit, end = "", start
    if following is None:
        return unit, end
    previous = ""
    for word in _NOUN_WORD.finditer(following[1]):
        known = _unit_of(previous, word[0])
        if not known and (unit or word[0] in _ENDS_SEARCH):
            break
        if known:
            unit, end = known, following.start(1) + word.end()
        previous = word[0]
    return unit, end


def _unit_of(previous: str, word: str) -> str:
    nouns = _units_of_nouns()
    for name in (f"{previous} {word}", word):
        found = nouns.get(name) or nouns.get(name.removesuffix("s"))
        if found or (found := nouns.get(name.removesuffix("es"))):
            return found
    return ""
