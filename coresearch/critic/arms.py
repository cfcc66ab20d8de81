"""Which arms a plan compares, and how often each is run."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coresearch.critic.clauses import hypothetical, negated
from coresearch.critic.document import Table
from coresearch.critic.numbers import Quantity
from coresearch.critic.outline import Kind
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Plan

_ARM_HEADER = Pattern(
    r"(?:arms?|conditions?|methods?|models?|variants?|systems?|approach(?:es)?"
    r"|configurations?|treatments?|settings?|optimi[sz]ers?|architectures?|policy|"
    r"agents?)$"
)
_ARM_TITLE = Phrases(
    "arms? | conditions? | variants | methods compared | compared methods | treatments"
    " | systems compared | models compared | comparison arms"
)
_LISTED = Pattern(
    r"\b(?:compar(?:e|es|ing) (?:the )?(?:(?:following |two |three |four |five |six )?"
    r"(?:arms|conditions|models|methods|systems|variants|optimi[sz]ers|architectures"
    r"|approaches|configurations|settings|treatments)(?: are)?[:,]? )?"
    r"|(?:we|to|will|then|i|and) (?:train|fine-?tune|evaluate|test|"
    r"benchmark) (?=[^\n,;:.]{2,40}"
    r"(?:,| and | with | against ))"
    r"|(?:arms|conditions|variants|treatments|models|methods|optimi[sz]ers)"
    r"(?: compared)?(?: are|:| will be) )"
)
_STOP = Pattern(
    r"[;:.()\n—]| (?:on|in|using|under|by|over|across|for|at|after|before|when|"
    r"where|whose"
    r"|which|that|each|per|from|as|if|to see|to test|so|while|because|they|it is|we|is"
    r"|are|has|have|with (?=\d|one|two|three|four|five|six|ten|several|the same|"
    r"early|identical|equal)|within|during|between|of|through|until|every)\b|, "
    r"(?:each|both|all|with|using|and we|on)\b"
)
_SPLIT = Pattern(r",? (?:and|or|versus|vs\.?|with|against|to) |, ")
_NOT_A_NAME = Pattern(
    r"(?:the )?(?:two|three|four|five|\d+|results?|them|it|both|all|performance|scores?"
    r"|accuracy|these|those|other|each|arms|models|methods|conditions|its|their|this"
    r"|following|whether|how|groups?|means?|outcomes?|etc|on|across|over|within|with"
    r"|between|from|to|for|by|using|at|in|against|when|where|which)\b"
)


@dataclass(frozen=True, slots=True)
class Arms:
    """The arms of a comparison: their names, if known, and how many."""

    names: tuple[str, ...]
    count: int


def arms(plan: Plan) -> Arms:
    """The plan's arms; none if it does not tell."""
    return plan.kept(_arms)


def _arms(plan: Plan) -> Arms:
    names = _from_table(plan) or _from_section(plan) or _from_sentence(plan)
    stated = [int(q.value) for q in plan.counted("arms") if _is_count(plan, q)]
    stated += _compared_things(plan)
    count = max([len(names), *(n for n in stated if n == len(names) or not names)])
    return Arms(names, count)


_COMPARE = Pattern(r"\bcompar(?:e|es|ing) (?:the |all |these )?$")


def _compared_things(plan: Plan) -> list[int]:
    """Whatever they are: "we compare three prompts"."""
    return [
        int(q.value)
        for q in plan.counted("items", "data sets", "")
        if 2 <= q.value <= 60
        and _COMPARE.search(plan.low[max(0, q.start - 25) : q.start])
    ]


def _is_count(plan: Plan, quantity: Quantity) -> bool:
    words = plan.low[quantity.start : quantity.end]
    head = words.split()[-1]
    return 2 <= quantity.value <= 60 and head.endswith("s") and quantity.high is None


def arm_table(plan: Plan) -> Table | None:
    """The table whose first column names the arms."""
    for table in plan.document.tables:
        named = table.rows[0] and _ARM_HEADER.match(table.rows[0][0].lower())
        if named and len(table.rows) > 1:
            return table
    return None


def _from_table(plan: Plan) -> tuple[str, ...]:
    table = arm_table(plan)
    if table is None:
        return ()
    cells = [row[0] for row in table.rows[1:] if row and row[0]]
    return tuple(c for c in cells if not re.match(r"total|sum|all\b", c.lower()))


def _from_section(plan: Plan) -> tuple[str, ...]:
    section = plan.titled(_ARM_TITLE)
    if section is None:
        return ()
    index = plan.document.sections.index(section)
    names: dict[int, str] = {}
    for sentence in plan.document.sentences:
        top = plan.document.blocks[sentence.block].depth == 1
        if top and sentence.section == index and sentence.kind is Kind.ITEM:
            text = plan.document.text[sentence.start : sentence.end]
            names.setdefault(sentence.block, _item_name(text))
    return tuple(names.values())


def _item_name(text: str) -> str:
    name = re.split(r"[:;(,]|\.(?= |$)| – | — | - ", text, maxsplit=1)[0].strip("`* ")
    return " ".join(name.split()[:7])


def _from_sentence(plan: Plan) -> tuple[str, ...]:
    best: tuple[str, ...] = ()
    for sentence in plan.prose:
        words = plan.words(sentence)
        for match in _LISTED.finditer(words):
            if negated(words, match.span()) or hypothetical(words, match.span()):
                continue
            start = sentence.start + match.end()
            found = _names(
                plan.document.text[start : sentence.end], words[match.end() :]
            )
            if len(found) > max(1, len(best)):
                best = found
    return best


def _names(text: str, low: str) -> tuple[str, ...]:
    stop = _STOP.search(low)
    text = text[: stop.start()] if stop else text
    if len(text) > 200:
        return ()
    parts = [part.strip(" `*\"'“”") for part in _SPLIT.split(text)]
    names = [
        re.sub(r"^(?:and|or|an?|the|our|plain) ", "", part) for part in parts if part
    ]
    fine = [
        n
        for n in names
        if 1 <= len(n.split()) <= 5 and not _NOT_A_NAME.match(n.lower())
    ]
    return tuple(fine) if len(fine) == len(names) else ()


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often each arm is run, and the place that says so."""

    count: int
    start: int
    end: int


_LIST_OF_SEEDS = Pattern(
    r"\bseeds? ?[=:(\[{]* ?((?:\d+)(?:(?:, ?(?:and )?| and )\d+)+)"
    r"|\bseeds? ?[=:(\[{]* ?(?P<low>\d+) ?(?:-|–|—|to|\.\.+|…) ?(?P<high>\d+)"
    r"|\brange\((?P<range>\d+)\)"
)
_TIMES = Pattern(
    r"\b(?:repeat(?:ed)?|run|trained|replicated|executed|fine-tuned)(?: \w+){0,3}? "
    r"(?P<n>\d+|once|twice|two|three|four|five|six|seven|eight|nine|ten|twenty)"
    r"(?P<times> times)?(?!\w)"
)
_NUMERALS = {
    "once": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20, "one": 1,
}  # fmt: skip
_OTHER_RUNS = Pattern(
    r"\bpilot|\bdebug|\bsmoke|\bsanity|\bsearch|\bsweep|(?<!fine-)\btun(?:e|ing)|"
    r"\bearlier\b"
    r"|\bprior\b|\bprevious|\bfirst\b|\blast\b|\bextra\b|\bspare\b|\badditional\b"
)


def repeats(plan: Plan) -> Repeats | None:
    """The largest stated number of repeats of a run, outside of pilots and searches."""
    return plan.kept(_repeats)


def _repeats(plan: Plan) -> Repeats | None:
    found = [*_listed_seeds(plan), *_counted_repeats(plan), *_times(plan)]
    found += [*_single_seed(plan), *_trained_each(plan)]
    return max(found, key=lambda r: r.count, default=None)


def _listed_seeds(plan: Plan) -> list[Repeats]:
    found = []
    for match in _LIST_OF_SEEDS.finditer(plan.low):
        if match["range"]:
            if "seed" not in plan.words(plan.document.sentence_at(match.start())):
                continue
            count = int(match["range"])
        elif match["low"]:
            count = int(match["high"]) - int(match["low"]) + 1
        else:
            count = len(re.findall(r"\d+", match[1]))
        if 0 < count < 1000:
            found.append(Repeats(count, match.start(), match.end()))
    return found


_ONE_SEED = Pattern(
    r"\b(?:seed|random[_ ]state) ?[=:] ?\d+(?! ?(?:,|-|–|to|\.\.|and)\b)"
)


def _single_seed(plan: Plan) -> list[Repeats]:
    """ "random_state=42" in prose is one run, however good the number."""
    return [
        Repeats(1, match.start(), match.end())
        for match in _ONE_SEED.finditer(plan.low)
        if plan.document.sentence_at(match.start()).is_prose
    ]


_EACH_VERB = Pattern(
    r" (?:trained|fitted|learnt|learned|grown|fine-tuned|made) (?:\w+ ){0,2}?(?:per|e"
    r"ach|"
    r"every)\b"
)
_TRAINED_EACH = Pattern(
    r"\b(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten|twenty) (?:\w+ )?"
    r"(?:agents?|models?|networks?|nets?|copies|fits|trainings|probes?|forests?) (?:is|"
    r"are|were) (?:trained|fitted|learnt|learned|grown|fine-tuned|made) (?:\w+ ){0,2}?"
    r"(?:per|each|every)\b"
)


def _trained_each(plan: Plan) -> list[Repeats]:
    """As in "ten agents are trained in each setting"."""
    return [
        Repeats(
            _NUMERALS.get(match["n"]) or int(match["n"]), match.start(), match.end()
        )
        for verb in _EACH_VERB.finditer(plan.low)
        for match in _TRAINED_EACH.finditer(
            plan.low, max(0, verb.start() - 40), verb.end()
        )
    ]


def _counted_repeats(plan: Plan) -> list[Repeats]:
    found = []
    for quantity in plan.counted("seeds", "runs"):
        sentence = plan.document.sentence_at(quantity.start)
        words = plan.words(sentence)
        span = (quantity.start - sentence.start, quantity.end - sentence.start)
        if _is_other_run(words, span) or negated(words, span):
            continue
        if quantity.unit == "runs" and not _runs_are_repeats(words, span):
            continue
        count = quantity.factors[-1] if quantity.factors else quantity.most
        if quantity.value <= 1000:
            found.append(Repeats(int(count), quantity.start, quantity.end))
    return found


def _is_other_run(words: str, span: tuple[int, int]) -> bool:
    """Whether these are runs of a pilot or a search, or only some of the repeats."""
    return bool(_OTHER_RUNS.search(words, max(0, span[0] - 30), span[1] + 25))


_REPEATED = Pattern(r"repe|replic|rerun|single|one run|independent|identical")
_EACH_AFTER = Pattern(
    r" ?(?:of )?(?:per|each|for each|for every|of each|every|with different|with new)\b"
)
_AVERAGED = Pattern(
    r"(?:mean|average[sd]?|median|variance|over|across|each|repeated|repeat it|"
    r"deviation)"
    r"(?: \w+){0,3} $"
)


def _runs_are_repeats(words: str, span: tuple[int, int]) -> bool:
    """Whether they are: "five runs per arm", but not "60 runs in total"."""
    if _REPEATED.search(words, *span) or _EACH_AFTER.match(words, span[1]):
        return True
    return bool(_AVERAGED.search(words[max(0, span[0] - 40) : span[0]]))


def _times(plan: Plan) -> list[Repeats]:
    found = []
    for match in _TIMES.finditer(plan.low):
        sentence = plan.document.sentence_at(match.start())
        word = match["n"]
        if not sentence.is_prose:
            continue
        timed = match["times"] or word in ("once", "twice")
        span = (match.start() - sentence.start, match.end() - sentence.start)
        words = plan.words(sentence)
        if not timed or negated(words, span) or _is_other_run(words, span):
            continue
        count = _NUMERALS.get(word) or int(word)
        found.append(Repeats(count, match.start(), match.end()))
    return found
