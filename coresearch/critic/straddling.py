"""Several rows of one camera, house or user, and a split that pays no heed to it.

Which unit a plan's rows belong to is told in its own nouns, so the list is wide, and
what is looked for is narrow: the plan says that a unit lies on both sides, or that the
rows are dealt out one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.critic.clauses import asserted, clause_at
from coresearch.critic.document import Sentence
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan

_UNIT = (
    r"(?:patients?|users?|subjects?|participants?|speakers?|singers?|authors?|artists?"
    r"|albums?|hospitals?|clinics?|wards?|households?|houses?|homes?|hotels?|customers?"
    r"|clients?|students?|schools?|drivers?|vehicles?|writers?|donors?|animals?|plants?"
    r"|farms?|fields?|sites?|stations?|cameras?|sensors?|devices?|meters?|machines?"
    r"|robots?|operators?|objects?|scenes?|videos?|recordings?|sessions?|playlists?"
    r"|repositor(?:y|ies)|projects?|packages?|products?|sellers?|shops?|stores?"
    r"|compan(?:y|ies)|accounts?|people|persons?|individuals?|volunteers?|workers?"
    r"|children|child|entit(?:y|ies)|books?|threads?|conversations?|dialogues?"
    r"|buildings?|cit(?:y|ies)|regions?|famil(?:y|ies)|slides?|specimens?|batch(?:es)?"
    r"|listeners?|kitchens?|rooms?|templates?|sources?|annotators?|raters?|groups?)"
)
_ROW = (
    r"(?:images?|scans?|slices?|windows?|segments?|clips?|rows?|records?|samples?"
    r"|visits?|stays?|files?|functions?|commits?|utterances?|sentences?|reviews?"
    r"|messages?|posts?|frames?|measurements?|observations?|trials?|events?"
    r"|sequences?|patches|tiles?|examples?|transactions?|essays?|answers?|notes?"
    r"|photos?|reports?|days?|hours?|comments?|interactions?|clicks?|ratings?"
    r"|readings?|conversations?|tracks?|songs?|excerpts?|episodes?|trajector(?:y|ies)"
    r"|grasps?|demonstrations?|pairs|prompts?|questions?|items?|admissions?|beats)"
)
_BOTH_SIDES = Pattern(
    rf"\b{_UNIT}\b[^.;:]{{0,50}}?\b(?:has|have|appears?|contributes?|occurs?|falls?"
    r"|lands?|stands?|lies?|ends? up|sits?|shows? up|turns? up|be|is|are|found|put)\b"
    r"[^.;:]{0,40}?\b(?:(?:in|on|to|into) (?:both|all (?:three|four|of them)|several"
    r"|more than one|different|either)(?: "
    r"(?:the )?(?:sides?|parts?|sets?|splits?|folds?"
    r"|halves|partitions|piles|training and|of them)\b| ?(?=[.;,)]|$))"
    r"|in (?:the )?training and (?:in )?(?:the )?test)"
)
_ONE_BY_ONE = Pattern(
    r"\b(?P<row>\w+) by (?P=row)\b|\bone (?:at a time|by one)\b|\bindividually\b"
    rf"|\bat the level of (?:single |individual )?{_ROW}"
    r"|\b(?:regardless|irrespective) of (?:the|their|its|which|who)\b"
    rf"|\bat random|\brandom(?:ly| \d)|\bshuffl\w+|\b(?:is|are|cut|split|divided) "
    rf"by {_ROW}\b"
)
_DEALS = Pattern(
    rf"\b{_ROW}(?: of (?:[\w-]+ ){{0,3}}?\w+)?,? (?:(?:is|are|were|themselves|then|all"
    r"|nevertheless|first|simply|to be|shuffled|and|pooled|randomly|that|we|mixed) )*"
    r"(?:shuffled|split|cut|divided|dealt|drawn|assigned|partitioned|distributed"
    r"|separated|allocated|sampled|set aside|held out|laid aside)\b"
    rf"|\b{_ROW}, which [^,;.]{{0,50}}, (?:is|are|were) (?:shuffled|dealt|split)\b"
    r"|\bshuffled (?:hours|days|weeks|rows|records|months|windows)\b"
    rf"|\b(?:shuffl|pool|split|cut|divid|deal|partition)(?:e|es|ing)? (?:up )?(?:all "
    rf"|the"
    rf" |our |these )*(?:[\d,]+ )?{_ROW}\b|\b(?:cut|split|deal|divide)s?,? \w+ by \w+"
    rf"|\b(?:cut|split|division) is (?:made )?by {_ROW}"
    rf"|\brandom (?:\d+ ?%|half|third|quarter|fifth) of (?:the |all |its |their )*"
    rf"(?!{_UNIT}\b)\w+s\b"
)
_PARTS = Pattern(
    r"\btrain|\btest|\bfit|\bheld|\bfold|\bvalid|\bprobe|\bsides?\b|\bjudg|\blearning\b"
    r"|\bchoosing\b|\d ?%|\d+ to \d+|\d+[/:]\d+|\blaid aside|\bset aside|\bentity\b"
    r"|\bthree parts|\btwo parts|\bscore"
)
_SAFE = Pattern(
    rf"\b(?:only in|inside|within|bootstrap\w*|resampl\w*|order of|permut\w*"
    rf"|by {_UNIT}|whole {_UNIT}|(?:no|every|each|one) {_UNIT} (?:is|stays|sits|goes)"
    r"|disjoint|group\w*|for annotation|for reading|stratified by|independent of each"
    rf"|keep\w* together|one side|same side|different {_UNIT}|of (?:one|a "
    rf"single) {_UNIT}"
    rf"|unseen {_UNIT}|(?:new|held-out|other) {_UNIT}|for every|each epoch|participants"
    r" are)\b"
)
_SEVERAL_EACH = Pattern(
    rf"\b\d[\d,]* (?:[\w-]+ )?(?:{_ROW}|\w+s) (?:from|of|by|with|recorded (?:in|by)) "
    rf"(?:the |about )?\d[\d,]* (?:[\w-]+ )?{_UNIT}\b"
    rf"|\b\d+ {_UNIT} with \d+ {_ROW}"
    rf"|\b(?:several|many|multiple|\d[\d,]*) (?:\w+ )?{_ROW} (?:per|for each|from each"
    rf"|of each|each from|of one|of the same) {_UNIT}\b"
    rf"|\b{_ROW} (?:from|of) (?:one|the same|a single) {_UNIT}\b"
    rf"|\b{_ROW} of \d+ {_UNIT}\b|\b(?:each|every) {_UNIT} (?:has|gave|gives?|record"
    rf"|contribut|suppl|provid)"
    rf"|\b\d+ \w+s per {_UNIT}\b"
)
_KEPT_WHOLE = Pattern(
    rf"\b(?:whole|entire|unseen|held-out) {_UNIT}\b|\b(?:by|between|across) (?:the )?"
    rf"{_UNIT}(?=[.,;:) ])(?! (?:of|and))|\b{_UNIT}[- ](?:wise|level|disjoint|indep\w+)"
    rf"|\bno {_UNIT}\b|\b{_UNIT} (?:are|is|were|that are) (?:drawn|dealt|split|divided"
    r"|held out|kept together)|\bgroup(?:ed|kfold|-k| k)|\bleave-one-|\bleav\w+ out one"
    rf"|\b(?:all|its) (?:\d+ )?{_ROW} (?:of one {_UNIT} )?(?:stay|go|on the same)"
    rf"|\b(?:one|the same) (?:side|part) of the|\b(?:five|\w+|\d+) {_UNIT} (?:are )?for"
    r" (?:train|test|fit)"
)


_SPLIT = Pattern(
    r"\btrain|\btest\b|\bfit|\bheld|\bfold|\bvalid|\bsides?\b|\bsplit|\bcut\b"
    r"|\bdivi|\bparts\b|\bdealt|\bdrawn|\bunseen|\bgroup"
)


def straddling(plan: Plan) -> tuple[tuple[Mention, str], ...]:
    """The clauses in which rows of one unit come to lie on both sides, and the unit."""
    return plan.kept(_all_straddling)


def _all_straddling(plan: Plan) -> tuple[tuple[Mention, str], ...]:
    return tuple(_straddling(plan))


def _straddling(plan: Plan) -> Iterator[tuple[Mention, str]]:
    if not _PARTS.search(plan.low):
        return
    whole = _says_whole(plan)
    for sentence in plan.prose:
        words = plan.words(sentence)
        both = _BOTH_SIDES.search(words)
        if both and _PARTS.search(plan.low) and _means(words, both.span()):
            yield _mention(sentence, words, both.span()), _unit_in(both[0])
            continue
        deal = _DEALS.search(words)
        if deal is None or not _is_row_split(words, deal.span()):
            continue
        here = _ANY_UNIT.search(words)
        apart = deal[0].startswith("random ") and here
        if apart or (not whole and _several(plan)):
            name = here[0] if here else "unit"
            yield _mention(sentence, words, deal.span()), name


_ANY_UNIT = Pattern(rf"\b{_UNIT}\b")


def _unit_in(words: str) -> str:
    match = _ANY_UNIT.search(words)
    return match[0] if match else "unit"


def _mention(sentence: Sentence, words: str, span: tuple[int, int]) -> Mention:
    start, end = span
    at = sentence.start
    return Mention(at + start, at + end, words[start:end], sentence)


def _means(words: str, span: tuple[int, int]) -> bool:
    return asserted(words, span) and not _SAFE.search(words, *clause_at(words, span[0]))


def _is_row_split(words: str, span: tuple[int, int]) -> bool:
    if not _ONE_BY_ONE.search(words) or not _PARTS.search(words):
        return False
    return not _SAFE.search(words) and asserted(words, span)


def _several(plan: Plan) -> bool:
    return bool(_SEVERAL_EACH.search(plan.low))


def random_deals(plan: Plan) -> Iterator[Mention]:
    """The clauses in which rows are dealt to the parts one by one or at random."""
    for sentence in plan.prose:
        words = plan.words(sentence)
        deal = _DEALS.search(words)
        if deal and _is_row_split(words, deal.span()):
            yield _mention(sentence, words, deal.span())


def _says_whole(plan: Plan) -> bool:
    """Whether the plan says anywhere that units are kept whole."""
    for match in _KEPT_WHOLE.finditer(plan.low):
        sentence = plan.document.sentence_at(match.start())
        if sentence.is_prose and _SPLIT.search(plan.words(sentence)):
            return True
    return False
