"""D, continued: where the data comes from, and what has seen it before."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import asserted, mentioned
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE

_DUPLICATING = Phrases(
    r"""
    scrap(?:e|ed|ing)(?! the (?:project|idea|plan)) | web-?scraped | crawl(?:ed|ing)?
    common crawl | harvest(?:ed|ing)
    downloaded from (?:github|reddit|twitter|stack overflow|the web|forums)
    (?:merg(?:e|ed|ing)|combin(?:e|ed|ing)|pool(?:ed|ing)?|concatenat(?:e|ed|\
      ing)|join(?:ed|ing)? together|union of) (?:\w+ ){0,4}?(?:data ?sets?|\
      data sets?|corpora|sources|collections|archives|dumps|databases|releases|\
      tables|exports)
    (?:data ?sets?|data sets?|corpora|sources|collections|archives|dumps|\
      databases|releases|tables|exports) (?:is|are|will be|were) (?:then |\
      first )?(?:merged|combined|pooled|concatenated|joined together)
    (?:merg|pool|combin|join)(?:ed|ing) (?:together )?(?:with|into) (?:\w+ ){0,6}?\
      (?:releases?|sources?|uploads?|dumps?|tables?|corpus|data|pictures|collection\
      |      set|pool|file)
    augment(?:ed|ation|ing)?[^\n;]{0,60}?(?:before|then|and) (?:\w+ ){0,3}?split
""",
    only_with=(
        "scrap crawl harvest download merg combin pool concat join union augment"
    ),
)
_SPLITS = Phrases(r"""
    split\w* | test (?:set|part|data|split|images|questions|items|posts|documents)?
    held[- ]out | hold[- ]out | train(?:ing|ed)? | cross-?validat\w+ | evaluat\w+
""")
_DEDUPLICATED = Phrases(r"""
    de-?dup\w* | duplicat\w* | near-?dup\w* | minhash\w* | simhash | fuzzy match\w*
    unique | overlap\w* | hash\w*(?! ip) | twins? | repeats are
    (?:occurs?|appears?|seen) (?:twice|before|again) | same (?:text|image|item) twice
    no (?:text|image|item|post|document) (?:\w+ ){0,3}?twice | n-gram
""")


def _find_duplicates(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_DUPLICATING)
    if (
        mention is None
        or plan.says(_DEDUPLICATED)
        or plan.first(_SPLITS, mentioned) is None
    ):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'Data that is gathered this way ("{phrase}") holds duplicates, and none are'
        " removed before the split.",
        0.65,
        edit=sentence_added(
            plan,
            mention.sentence,
            "Exact and near duplicates are removed before the split.",
        ),
    )


D4 = Rule(
    id="D4",
    name="duplicates",
    severity=Severity.MEDIUM,
    source=f"{LEAKAGE}: L1.4",
    question="How do you know that no test item has a twin in the training data?",
    needs=lambda plan: plan.first(_DUPLICATING) is not None,
    find=_find_duplicates,
    example_bad="We scrape 20,000 recipes and train a tagger on 80% of them. "
    "The rest is the test set.",
    example_good="We scrape 20,000 recipes, remove near-duplicates and train a tagger "
    "on "
    "80% of them. The rest is the test set.",
    of_absence=True,
)

_WIDE = Phrases(r"""
    (?:for|to|of|in|across|on|among|that|helps?|makes?|lets?|benefits?|\
      improves?|serves?|reach(?:es)?) (?:all|any|every|most) (?:\w+ ){0,2}?\
      (?:languages|hospitals|patients|users|people|humans|programmers|developers|\
      schools|students|countries|cities|customers|drivers|adults|children|clinics|\
      companies|workers|firms|women|men|voters|farmers|teachers|readers)
    (?:people|humans|patients|users|programmers|developers|students|drivers|\
      readers|adults|customers|languages) (?:everywhere|worldwide|in general|\
      generally|at large|around the world)
    the general (?:population|public)
    (?:apply|applies|hold|holds|carry over|carries over|transfers?) (?:to|for) \
      (?:\w+ ){1,3}?(?:all over|across|throughout|everywhere)
    generali[sz]es? to (?:all|any|other|every|the (?:general|whole|wider))
    society at large | worldwide | population at large
""")
_NARROW = Phrases(r"""
    (?:one|a single|our|our own|the local|a local|the university) \
      (?:\w+ ){0,2}?(?:hospital|school|company|university|city|country|clinic|lab|\
      laboratory|site|class|course|department|firm|village|district|ward|factory)
    (?:undergraduates?|first-year|psychology|computer science|our|university|\
      college|local) (?:students|volunteers|patients|colleagues|employees)
    undergraduates | mturk | mechanical turk | prolific | crowd ?workers
    convenience sample
    english(?:-only| only| data| texts?| corpus| posts| reviews| articles)
    colleagues
""")
_SCOPE_OWNED = Phrases(r"""
    limitations? | external validity
    (?:do|does|will|may|might|can)(?: not|n['’]t|not) (?:\w+ )?(?:generali[sz]e|\
      carry over|transfer|hold|claim)
    only (?:covers?|applies|for) | representative
    second (?:site|hospital|school|country|city) | weight(?:ed|ing) to
    we make no claim | replicat\w+
""")


_STANDS_IN = Phrases(r"""
    stands? in for (?:them|these|those|it|the|all) | (?:as|is|are) (?:a )?prox(?:y\
      |ies) for
    (?:results?|findings?|conclusions?) (?:apply|applies|hold|holds|carry over) \
      (?:to|for) (?:\w+ ){1,3}?(?:all over|across|throughout|everywhere|worldwide)
""")
_OWNS_UP = Phrases("cannot tell | no claim | not claim | only | may not | whether")


def _admitted(words: str, span: tuple[int, int]) -> bool:
    return asserted(words, span) and not _OWNS_UP.search(words)


def _find_population_mismatch(plan: Plan) -> Iterator[Hit]:
    stand_in = plan.first(_STANDS_IN, _admitted)
    if stand_in is not None:
        phrase = plan.spelled(stand_in.start, stand_in.end)
        yield Hit(
            plan.sentence_passage(stand_in.sentence),
            f'The claim is about others than the sample ("{phrase}").',
            0.65,
        )
        return
    wide, narrow = plan.first(_WIDE), plan.first(_NARROW)
    if wide is None or narrow is None or plan.says(_SCOPE_OWNED):
        return
    claim = plan.spelled(wide.start, wide.end)
    sample = plan.spelled(narrow.start, narrow.end)
    yield Hit(
        plan.sentence_passage(wide.sentence),
        f'The claim is about more ("{claim}") than the sample can stand for'
        f' ("{sample}").',
        0.65,
    )


D8 = Rule(
    id="D8",
    name="population mismatch",
    severity=Severity.MEDIUM,
    source=f"{LEAKAGE}: L3.3; REFORMS",
    question="For whom does the result hold, given who is in the sample?",
    needs=lambda plan: (
        plan.first(_WIDE) is not None or plan.first(_STANDS_IN, _admitted) is not None
    ),
    find=_find_population_mismatch,
    example_bad="We show that the tool helps all programmers. The participants are 40 "
    "undergraduates.",
    example_good="We show that the tool helps all programmers in their first year. The "
    "participants are 40 undergraduates, so we make no claim about others.",
)

RULES = (D4, D8)
