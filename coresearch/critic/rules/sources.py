"""D, continued: which data are these, and which cases are left out?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned, provided
from coresearch.critic.facts import describes_study
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_DATA_SET = Phrases(r"""
    (?:the |an? |our |this |that )?(?:\w+ ){0,2}?(?:data ?sets?|corpus|corpora|\
      benchmarks?|dump|archive|database|(?<!data )collection)
    (?:a |the )?folder of (?:\w+ ){0,3}?(?:tables|files|images|texts)
""")
_IDENTIFIED = Phrases(r"""
    \(link\) | https?\S* | doi\S* | versions? | v ?\d[\w.]* | releases? | licen[cs]\w*
    snapshots? | revision | zenodo | hugging ?face | kaggle | uci | openml
    github | figshare | cc[- ]?(?:by|0)\S* | \bmit licen[cs]e | physionet | export\w*
    dated | accession | sha-?256 | checksum | data card
    datasheet
    we (?:collect|record|write|wrote|gather|build|recorded|collected|measure)\w*
    may be used | free to use | creative commons | from \w+\.(?:com|org|edu|net)\S*
    own (?:data|recordings|measurements|logs) | check ?sums? | md5
    \[\d+\] | \[@\w+
""")


_NEAR_DATA = Phrases(r"""
    (?<!to )(?:19|20)\d\d(?! ?(?:to|[-–]) ?(?:19|20)\d\d)(?:[-–/]\d+)* | et al\.? | \
      commit
    synthetic\w* | simulat\w+ | generat\w+
""")
_OF_PLAN = Phrases("plan | pre-?registration | draft | protocol | tag | committee")


def _identified(plan: Plan) -> bool:
    """Whether the data can be told from others: the plan's own version does not do."""
    for mention in plan.places(_IDENTIFIED):
        words = plan.words(mention.sentence)
        if not _OF_PLAN.search(words) and words[:8] != "version ":
            return True
    return any(
        _NEAR_DATA.search(
            plan.words(mention.sentence), mention.start - mention.sentence.start
        )
        or _made(plan, mention)
        for mention in plan.places(_DATA_SET)
    )


def _made(plan: Plan, mention: Mention) -> bool:
    words = plan.words(mention.sentence)
    found = _NEAR_DATA.search(words)
    return found is not None and not found[0][0].isdigit()


def _find_unidentified_data(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_DATA_SET)
    if mention is None or _identified(plan):
        return
    name = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The data ("{name}") is named without version, link or licence.',
        0.55,
        edit=sentence_added(
            plan, mention.sentence, "Its version is <version>, its licence <licence>."
        ),
    )


D12 = Rule(
    id="D12",
    name="data not identified",
    severity=Severity.LOW,
    source="REFORMS; Datasheets for Datasets, arXiv 1803.09010; NeurIPS paper"
    " checklist",
    question="Where would somebody else get exactly this data, and may they use it?",
    needs=lambda plan: describes_study(plan) and plan.first(_DATA_SET) is not None,
    find=_find_unidentified_data,
    example_bad="We compare two parsers on the news corpus. The metric is F1.",
    example_good="We compare two parsers on the news corpus (release 2.1, CC BY). The "
    "metric is F1.",
    of_absence=True,
)

_EXCLUDABLE = Phrases(r"""
    participants | respondents | volunteers
    (?:\w+ )?sensor (?:readings|records|data) | questionnaires?
    surveys? (?:of|among|with|data|answers|responses) | patient records
    health records | clinical (?:data|records) | reaction times? | completion times?
    subjects (?:are|see|solve|perform) | interviews? | smart meters? | meters?
    (?:hourly|daily|raw|meter|camera|station) (?:\w+ )?(?:readings|series|pictures)
    one reading per | camera[- ]traps? | wearables? | patients' stays
""")
_EXCLUSION = Phrases(r"""
    exclu\w+ | outliers? | missing\w*
    drop(?:ped|s)? (?:\w+ ){0,3}?(?:rows?|participants?|records?|cases|answers|\
      data|trials)
    filter\w* | remov\w+ | discard\w* | attention checks? | invalid | incomplete
    imput\w+ | winsori\w+ | left out | leave out | clean(?:ed|ing) | inclusion
    eligib\w+ | trimm\w+ | intention[- ]to[- ]treat | drop-?outs?
    all (?:\w+ )?(?:participants|answers|records|cases) (?:are|is) (?:kept|used|\
      included|analysed|analyzed)
    (?:does|do) not (?:take part|count|enter) | sort\w* out | counts? neither
    replaced | median rather | robust to outliers | complete cases?
""")


_CASE_BY_CASE = Phrases(r"""
    (?:outliers?|unusual|incomplete|odd|missing|implausible|extreme|suspicious|noisy|\
      strange|bad|faulty)[^\n.;]{0,60}?(?:case by case|as we see fit|by judg\w+|\
      as appropriate|(?:if|as|where|when) (?:needed|necessary)|by eye|\
      (?:when|once) (?:the data|they) (?:are|have|come))
""")
_NO_RULE = Phrases(r"""
    exclud\w+ (?:zero|0) | dropout (?:0|rate|of|\d) | dropout(?= 0) | hash\w* | hamming
    near-?\w+ | duplicat\w+ | twice | handled\?
""")


def _excludes(plan: Plan) -> bool:
    """Whether a case is left out by a rule: an interval that excludes zero is none."""
    return any(
        not _NO_RULE.search(plan.words(mention.sentence))
        and mention.words != "dropout"
        and (not mention.sentence.is_prose or plan.holds(mention, provided))
        for mention in plan.places(_EXCLUSION)
    )


def _find_no_exclusion(plan: Plan) -> Iterator[Hit]:
    loose = plan.first(_CASE_BY_CASE)
    mention = loose or plan.first(_EXCLUDABLE, mentioned)
    if mention is None or (loose is None and _excludes(plan)):
        return
    what = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The plan has "{what}" but no rule for outliers, drop-outs or missing values.',
        0.55,
        edit=sentence_added(
            plan,
            mention.sentence,
            "Excluded is only <rule>, decided before the results are seen.",
        ),
    )


D13 = Rule(
    id="D13",
    name="no exclusion rule",
    severity=Severity.LOW,
    source="AsPredicted question 6; REFORMS",
    question="Which cases are left out, and who decides that before the results are"
    " seen?",
    needs=lambda plan: (
        describes_study(plan)
        and bool(plan.first(_EXCLUDABLE, mentioned) or plan.first(_CASE_BY_CASE))
    ),
    find=_find_no_exclusion,
    example_bad="We compare completion times of two menus. Forty participants use "
    "both.",
    example_good="We compare completion times of two menus. Forty participants use "
    "both; "
    "trials over 60 s are excluded.",
    of_absence=True,
)

RULES = (D12, D13)
