"""The idea of a plan: what it expects, and what would refute it.

A word alone proves little: "we expect 52,000 rows" is no hypothesis, and "we stop in
June" no refutation. So each is a sentence in which several things come together.
"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.critic.clauses import negated
from coresearch.critic.document import Sentence
from coresearch.critic.outline import Kind
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Plan

_BELIEF = Pattern(
    r"(?:^|[^\w])(?:bet|hunch|wager|claim|thesis|guess|conjecture|hypothesis|prediction"
    r"|expectation|expected ordering|working hypothesis|idea)s?:"
    r"|\b(?:(?:we|i|our team|the authors) (?:\w+ ){0,2}?(?:expect|hypothes|predict|"
    r"conjectur|anticipat|believ|suspect|bet|wager|posit|postulat|argue|think|claim|"
    r"suppos|reckon|"
    r"forecast|hope to show|aim to show|want to show|will show)"
    r"|(?:our|my|the|a|one|main|central|core|key|working|primary|directional) "
    r"(?:\w+ )?(?:bet|wager|guess|claim|thesis|contention|conjecture|expectation|"
    r"belief|intuition|hunch|money|assumption|idea|premise|prior|theory|forecast)"
    r"(?: under test| of this \w+)? ?(?:is|was|that|:|here|on|to test)\b|put as a bet|"
    r"^\W*(?:goal: |aim: )?(?:check|test|see|verify|examine|determine|"
    r"assess) (?:whether|if)|"
    r"hypothes[ie]s|hypothesi[sz]e|h_?\d[a-z]?[:.) ]|conjecture|"
    r"(?:our|my|the|main|this|one|second|"
    r"preregistered) (?:\w+ )?predictions?(?= ?(?::|is\b|that\b|\d|"
    r"are (?!averaged|made|scored|taken|stored|computed|compared)))|predictions?:|"
    r"prediction \d|(?:put|written|wrote|noted?|laid) down (?:before|in advance)|"
    r"\bcommit(?:ted|s)? (?:ourselves |myself )?to\b|before the first run:|"
    r"(?:our|my) money is on|put (?:our|my) money|as a bet|\bstake\b|"
    r"(?:is|are) (?:expected|predicted|likely|bound) to|expected (?:result|outcome|"
    r"effect|gain|benefit|finding)|research (?:question|aim)|rq ?\d|"
    r"the question (?:is|of|we|this)|if (?:we|i) (?:are|am) right|"
    r"if the (?:idea|hypothesis|claim|theory) (?:holds|is)"
    r"|(?:we|i|to|study|plan|experiment|project|paper) (?:\w+ ){0,2}?(?:ask|test|"
    r"determine|find out|see|know|establish|check|learn|examine|investigate|study|"
    r"measure|assess|evaluate)s? (?:\w+ ){0,2}?(?:whether|if|how much|to what extent))"
)
_EFFECT = Pattern(
    r"\b(?:improv|increas|reduc|decreas|rais|lower|exceed|outperform|surpass|beat|"
    r"match|help|hurt|boost|degrad|worsen|rise|falls?\b|drops?\b|shrink|shorten|grow|"
    r"lift|cuts?\b|halv|doubl|transfer|generali[sz]|speed|slow|explain|caus|correlat|"
    r"differ|change|affect|depend|accelerat|save|recover|vanish|disappear|persist|"
    r"scale|wins?\b|more|less|fewer|higher|better|worse|larger|smaller|faster|slower|"
    r"greater|stronger|weaker|cheaper|shorter|longer|earlier|later|nearer|closer|than"
    r"|equal|as \w+ as|equivalen|superior|inferior|positive|negative|no effect|same|"
    r"misses|finds?\b|yields?|leads?\b|predicts|gains?\b|works?\b|at least|at most|"
    r"sufficien|enough|suffice|comes? (?:down|out|up)|within|vary|varies|narrow|widen|"
    r"ahead|behind|twice|role of|influence of|impact of|exists?\b|solv|learn|survive|"
    r"remain|"
    r"stays?\b|converge|detect|recogni[sz])|[<>≤≥]"
)
_STRICT_PREDICTION = Pattern(
    r"(?<!^)\b(?:should|will|ought to|must) (?:\w+ ){0,3}?(?:fewer|more|less|higher"
    r"|lower|better|worse|faster|slower|longer|shorter)\b[^.;]{1,80}?\bthan\b"
    r"|\b(?:should|will|would|ought to|must) (?:\w+ ){0,2}?(?:improve|reduce|increase|"
    r"outperform|exceed|beat|raise|lower|shorten|be (?:\w+ )?(?:higher|lower|better|"
    r"worse|faster|slower|smaller|larger|more \w+|less \w+|as \w+) (?:\w+ ){0,8}?"
    r"(?:than|as|under|in|with|when)\b)"
    r"|\b(?:our|the (?:new|proposed)|this) (?:[\w-]+ ){1,3}?(?:outperforms|improves|"
    r"reduces|increases|beats|exceeds|lowers|raises)\b|\bit (?:outperforms|improves|"
    r"reduces|increases|beats|raises|lowers)\b"
)
_NO_PLACE = Pattern(
    r"\b(?:limit|threat|caveat|weakness|exclu|missing|stop|kill|budget|ethic|schedule)"
)
"""Titles of sections in which "should" and "would" tell of something else."""
_COUNTED = Pattern(
    r"(?:expect|anticipat|predict)\w* (?:to (?:have|get|recruit|collect|obtain|need) )?"
    r"(?:about |around |roughly |some |at (?:least|most) |up to |between )?[\d~≈]"
)
_ASKS_YOU = Pattern(r"\byou\b|\byour\b|this study(?: already)?\?|\bbeen collected\b")
_ASKS_EFFECT = Pattern(
    r"^(?:[\w,.*() -]{0,40}?\b)?(?:do|does|did|is|are|can|could|will|would|should|"
    r"which|what|how (?:much|well|far|many|does|do)|by how|to what|when|why)\b"
)
_FORM = Pattern(
    r"^\W*\d+[.)] |how (?:many|will)|when would|why that|what (?:will|are) (?:it|the "
    r"lim)|where (?:are|is|does)|how are|which (?:reviews|analyses|people)|is there"
)
TITLE = Phrases(
    r"hypothes\w+ | (?:research )?questions? | predictions? | aims? | expectations?"
    r" | expected (?:results?|outcomes?) | claims?"
    r" | what (?:we|i) (?:expect|think|predict)"
    r" | (?:our|my) (?:guess|bet|wager|hunch|claim)"
)


def states_idea(plan: Plan) -> bool:
    """Whether some sentence expects, predicts or asks for an effect."""
    return plan.kept(_states_idea)


def _states_idea(plan: Plan) -> bool:
    return next(ideas(plan), None) is not None


def ideas(plan: Plan) -> Iterator[Sentence]:
    """The sentences that expect, predict or ask for an effect."""
    return (s for s in plan.document.sentences if _is_idea(plan, s))


def _is_idea(plan: Plan, sentence: Sentence) -> bool:
    if sentence.section in plan.unassessed or sentence.kind is Kind.CODE:
        return False
    words = plan.words(sentence)
    if words.endswith("?"):
        return _is_question(words)
    if not sentence.is_prose or len(words.split()) < 4:
        return False
    title = plan.document.sections[sentence.section].title.lower()
    if _NO_PLACE.search(title):
        return False
    if TITLE.search(title) and not title.endswith("?"):
        return _EFFECT.search(words) is not None
    if _STRICT_PREDICTION.search(words):
        return True
    if _BELIEF_LEAD.fullmatch(_lead(plan, sentence)):
        return _EFFECT.search(words) is not None
    belief = _BELIEF.search(words)
    if belief is None or _COUNTED.search(words) or negated(words, belief.span()):
        return False
    return _EFFECT.search(words) is not None


_BELIEF_LEAD = Pattern(
    r"\W*(?:the |our |my |working )*(?:bet|wager|guess|hunch|claim|hypothesis|"
    r"prediction|"
    r"expectation|conjecture|thesis|h\d?|what (?:we|i) (?:think|expect|predict)"
    r"(?: will happen)?)\W*"
)


def _lead(plan: Plan, sentence: Sentence) -> str:
    """What opens the paragraph before it: "**Bet.** On new floors …"."""
    before = plan.document.sentence_at(max(0, sentence.start - 1))
    return plan.words(before) if before.block == sentence.block else ""


def is_predicted(words: str) -> bool:
    """Whether the sentence is put as what somebody expects."""
    return bool(_BELIEF.search(words) or _STRICT_PREDICTION.search(words))


def _is_question(words: str) -> bool:
    """A question about the world, not one that a form puts to the author."""
    if _ASKS_YOU.search(words) or _FORM.search(words):
        return False
    return bool(_ASKS_EFFECT.search(words) and len(words.split()) > 3)


# -- what would refute it --

_AGAINST = Phrases(r"""
    (?:count|counts|counted|speak|speaks|tell|tells|weigh|weighs|argue|argues|\
      evidence) against
    falsif\w+ | refut\w+ | disconfirm\w* | disprov\w+ | contradict\w*
    prove[sdn]? (?:us |me )?wrong | disagree(?:s|ment)? with the (?:hypothesis|\
      prediction)
    (?:we|i|claim|hypothesis|idea|prediction|theory|conjecture|bet) (?:\w+ ){0,2}?\
      (?:was|were|is|are|be|been|am) (?:\w+ )?(?:wrong|mistaken|false|dead)
    change (?:our|my) minds? | embarrass\w* (?:us|me) | withdraw (?:the|our|my)
    (?:convince|persuade) (?:us|me) that [^\n]{0,60}?(?:not|n['’]t|wrong|fails?)
    (?:bet|wager)s? (?:is|are|would be) lost | los[et] (?:the|our|my) (?:bet|wager)
    (?:we|i) lose | it is lost if
    (?:hypothes[ei]s|claim|idea|bet|prediction|theory|conjecture|thesis|expectation|\
      approach|method|explanation) (?:\w+ ){0,3}?(?:fails|failed|falls|dies|\
      is (?:rejected|abandoned|dropped|given up|false|withdrawn|unsupported|void|\
      not (?:supported|confirmed|borne out|upheld))|has failed)
    reject(?:s|ed)? (?:the|our|h\d|this) (?:\w+ )?(?:hypothesis|idea|claim|\
      prediction|account|explanation|story|theory|view)?(?! ?(?:equality|null))
    (?:hope|hopes|promise|expectation)s? (?:is |are |was |were )?(?:not |un)\
      (?:fulfilled|met|kept|borne out)
    (?:answer|verdict|reading) is (?:no|negative)\b | dead (?:for us |to us )?(?:if|\
      once|when)
    (?:story|account|explanation|hunch|idea) (?:\w+ )?is (?:dead|over|finished|gone)
    [=:] (?:no effect|failed|failure|refuted|rejected|wrong|harm|dead|null|lost)\b
    call (?:the|our) (?:idea|hypothesis|claim) (?:wrong|dead|refuted)
    (?:conclude|report|write|say|admit|state)\w*,? (?:\w+, )?that (?:[\w’'-]+ ){0,9}?\
      (?:no|not|cannot|nothing|fails?|failed|wrong|neither)
    (?:publish|report|write (?:up|down)?)\w* (?:it as )?(?:the|a|this as a|that as a)? \
      ?(?:null|negative) (?:result|finding|outcome|note)
    null (?:result|finding|effect) (?:means|would|says|tells)
    (?:expectation|supposition|assumption|bet|hunch)s? (?:\w+ ){0,4}?(?:mistaken|wrong|\
      disproved|rejected|off the mark)
    mistaken | retract\w* (?:the|our|this) | speaks? against | dead if
    convince\w* (?:us |me )?otherwise | rejected (?:if|when|unless)
    counts? as (?:a )?fail\w* | (?:is|be) (?:called|deemed|considered|judged) a failure
    would (?:be|mean) (?:a )?(?:failure|no support) | null hypothesis (?:is|stands)
    alternative explanation\w* | rival (?:hypothes|explanation)\w*
    (?:supported|confirmed|upheld|accepted) only (?:if|when)
    (?:no|little) support for (?:the|our) | against the (?:idea|hypothesis|claim)
    against using | not (?:be )?(?:supported|confirmed|borne out|upheld) (?:if|when|\
      unless)
""")
_IF = Pattern(r"\b(?:if|unless|should|were|once|when|with|where|otherwise|failing)\b")
_RESULT = Pattern(
    r"\b(?:gains?|drops?|cuts?|differences?|effects?|ahead|leads?|improve\w*|interval|"
    r"zero|significan\w+|beats?|outperform\w*|advantages?|margin|no (?:better|higher|"
    r"lower|worse|faster)|as (?:well|good|large|high|low|many|fast) as|equal|not "
    r"(?:at least|better|higher|lower|faster|exceed|reach|fall|rise)|reductions?|"
    r"increases?|correlat\w+|(?:accuracy|error|loss|rate|score|recall|f1|return|"
    r"regret|latency|mean|median|ratio|auc|auroc|baseline)s?(?: \w+){0,6}? "
    r"(?:below|above|under|over|lower|higher|less|more|worse|within|not|stays?|"
    r"falls?|rises?|reach\w*|exceed\w*)|share[sd]?|gap|overlap\w*|supported|vanish\w*|"
    r"flat|null|smaller than|larger than|less than|fewer than \d+ more|by \d)\b"
)
_GIVES_UP = Pattern(
    r"\b(?:we|i|it|idea|project|study|work|direction|hypothesis|approach|method|"
    r"policy|sampler|line|this|team)\b[^.;]{0,50}?\b(?:stops?|abandon\w*|drop (?:the|"
    r"this|it|our|\w+ing)|dropped|gives?(?: \w+){0,3} up|given up|ends?|quits?|"
    r"withdraw\w*|shelve\w*|reject\w*|retract\w*|scrap\w*|is over|not (?:be )?(?:worth|"
    r"adopt\w*|deploy\w*|recommend\w*|pursue\w*|hold|work)|conclude|advise against|"
    r"speaks? against|call(?:ed)? "
    r"(?:it )?off|stays as|revert|discard\w*|pivot|keep the (?:old|current|baseline))"
    r"\b|\bno-go\b|\bnot worth\b|\bgive up\b|\babandon|\bwe stop\b"
)


_OF_ONE_RUN = Pattern(
    r"\b(?:crash\w*|times? out|time-?outs?|invalid|rejects? equality|"
    r"rejects? the null)\b"
)
"""A run that fails, and a test that rejects, refute no idea."""
_DENIED = Pattern(r"\b(?:not|never|no|nothing|hardly|cannot)(?: \w+){0,2} $")
_STOPPING = Phrases(
    r"stop\w* | kill\w* | giv(?:e|ing) up | exit\w* | abort\w* | call it off"
)


def states_refutation(plan: Plan) -> bool:
    """Whether a result is named that would count against the idea."""
    return next(refutations(plan), None) is not None


def refutations(plan: Plan) -> Iterator[Sentence]:
    """The sentences that name a result which would count against the idea."""
    return (sentence for sentence in _read(plan) if _refutes(plan, sentence))


def _read(plan: Plan) -> Iterator[Sentence]:
    """Prose and titles: "What would prove us wrong" often stands in a heading."""
    for sentence in plan.document.sentences:
        if sentence.section not in plan.unassessed and sentence.kind is not Kind.CODE:
            yield sentence


def _refutes(plan: Plan, sentence: Sentence) -> bool:
    words = plan.words(sentence)
    if _OF_ONE_RUN.search(words):
        return False
    for match in _AGAINST.finditer(words):
        if not _DENIED.search(words[: match.start()]):
            return True
    if not sentence.is_prose or not _IF.search(words):
        return False
    title = plan.document.sections[sentence.section].title.lower()
    if _STOPPING.search(title):
        return False  # an interim look says when to end, not what would be wrong
    return bool(_RESULT.search(words) and _GIVES_UP.search(words))
