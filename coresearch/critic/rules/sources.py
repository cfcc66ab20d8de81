"""D, continued: which data are these, and which cases are left out?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned, provided
from coresearch.critic.concepts import Concept
from coresearch.critic.facts import describes_study
from coresearch.critic.lexicon.data import DATA_SET, EXCLUDING, ROWS, SAMPLED_UNIT
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_IDENTIFIED = Concept("""
    http*, doi*, version(s), v #, release(s), licen*, snapshot(s), revision, zenodo,
    hugging face, huggingface, kaggle, uci, openml, figshare, cc by, cc 0, cc0, cc-by,
    mit licen*, apache, physionet, export*, dated, accession, sha 256, sha256,
    checksum(s), md5, data card, data sheet, datasheet, public domain, may be used,
    free to use, creative commons, own data/recordings/measurements/logs,
    we collect*/record*/gather*/build*/measure*/wrote, we write, written by us,
    archived at, commit, hash of
""")
_MADE = Concept("synthetic*, simulat*, generat*, drawn from .. distribution, toy")
_YEAR = Pattern(r"\b(?:19|20)\d\d\b|\bet al\b|\[(?:\d|@)")
_OF_PLAN = Concept("plan, preregist*, draft, protocol, committee, review board")
_DATA_TITLE = Concept("data, data-set(s), corpus, material(s), sources, availability")
_SOURCE_NAMED = DATA_SET | Concept("""
    data, recordings, records, images, texts, logs, traces, samples, questions, items,
    documents, archive, registry, repository, set, split(s), collection, programs
""")
_VAGUE = Concept("""
    well-known, popular, usual, common, commonly used, widely used, famous, standard,
    existing, publicly available, available, public, open, in-house, internal,
    proprietary, large, folder of, some, several, online, free, often-used, established,
    classic, another
""")
_COMMONLY = Concept("""
    often used, commonly used, widely used, used by many, used for this purpose,
    everybody uses, everyone uses, found on the web, found online, from the web,
    from the internet, over the years, on our server, on our disk, we have,
    lying around, at hand, handed to us, a colleague, from a .. partner
""")
_NOT_USED = Concept("""
    integration with, package, analyze/analyse .. data-set, any real, before any,
    is reported as, e1, structure
""")
_NOBODY_ELSE = Concept("""
    from a public/open/large/big collection/corpus, from the web/internet and/plus,
    come(s) from the web/internet, records from the web/internet, found online,
    colleague sent/ran/recommended/gave/collected, which a colleague, from a colleague,
    partner sent/gave us, a partner gave/sent, circulates,
    usual collection(s), usual data-set(s), that is/are around, on our file server,
    on the file server, lies/lie on .. share/server/disk, on a disk,
    colleagues' folders/disks, colleagues have on, and from partners, on the share of,
    whatever is at hand
""").apart(Concept("code, script, results, software, paper(s), method, tool"))
_UNNAMED = (
    _NOBODY_ELSE
    | _VAGUE.then(DATA_SET, within=2)
    | DATA_SET.then(_COMMONLY, within=9)
    | Concept(
        "service's archive, provider's archive, archive of forecasts, folder of tables,"
        "open data of, public data of, usual .. problems/items/questions,"
        "data from .. partner(s)"
    )
)


def _identified(plan: Plan) -> bool:
    """Whether the data can be told from others: the plan's own version does not do."""
    if any(_tells_source(plan, mention) for mention in plan.places(_IDENTIFIED)):
        return True
    return any(
        _YEAR.search(plan.words(mention.sentence))
        or plan.in_sentence(_MADE, mention.sentence)
        or "(link)" in plan.words(mention.sentence)
        for mention in plan.places(DATA_SET)
    )


def _tells_source(plan: Plan, mention: Mention) -> bool:
    sentence = mention.sentence
    if plan.in_sentence(_OF_PLAN, sentence):
        return False
    if plan.words(sentence).startswith("version "):
        return False
    if plan.entitled(sentence, _DATA_TITLE):
        return True
    return any(
        found.sentence.block == sentence.block for found in plan.places(_SOURCE_NAMED)
    )


def _unnamed(plan: Plan) -> Mention | None:
    """Data that is only called well known, in a paragraph that does not tell more."""
    for mention in plan.mentions(_UNNAMED):
        block = mention.sentence.block
        if not any(m.sentence.block == block for m in plan.places(_IDENTIFIED)):
            return mention
    return None


def _is_data(mention: Mention) -> bool:
    """A bare "benchmark" may be a measurement as well."""
    return not mention.words.startswith("benchmark")


def _find_unidentified_data(plan: Plan) -> Iterator[Hit]:
    mention = _unnamed(plan)
    if mention is None and not _identified(plan):
        mention = next((m for m in plan.mentions(DATA_SET) if _is_data(m)), None)
    if mention is None:
        return
    name = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'No version, link or licence of the data ("{name}") is given.',
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
    needs=lambda plan: (
        describes_study(plan) and plan.first(DATA_SET | _UNNAMED) is not None
    ),
    find=_find_unidentified_data,
    example_bad="We compare two parsers on the news corpus. The metric is F1.",
    example_good="We compare two parsers on the news corpus (release 2.1, CC BY). The "
    "metric is F1.",
    of_absence=True,
)

_EXCLUDABLE = Concept("""
    participant(s), respondent(s), attempts, volunteer(s), questionnaire(s),
    survey of/among/with/data, survey answers/responses, patient records,
    health records, clinical data/records, reaction/completion/response times,
    subjects are/see/solve/perform, interview(s), smart meter(s), meter(s),
    sensor readings/records/data, wearable(s), camera-trap(s),
    hourly/daily/raw/meter/camera/station .. reading(s)/series/picture(s),
    one reading per, patients stays, listeners rate/hear/judge, crowd-worker(s),
    questionnaire online, online questionnaire, keystroke*, type a, that fail,
    sometimes fail, sensors in, actigraph*, sensors, patients,
    answers are parsed, is/are parsed, parser
""")
_CASES = (
    ROWS
    | SAMPLED_UNIT
    | Concept(
        "values, data, outliers, answers, them, anyone, those, who, weights, gaps"
    )
)
_EXCLUSION = EXCLUDING.near(_CASES, within=7) | Concept("""
    delete/drop/exclude/remove nothing/nobody/none/no, excluded is/are, sort* out,
    left out, never in, exclusion criteri*,
    exclusion rule(s), inclusion criteri*, attention check*, outlier*,
    missing value(s)/data/entries/readings, complete case(s), intention-to-treat,
    imput*, winsor*, robust to outliers, median rather, drop-out(s) are,
    nobody is excluded, nothing is dropped/excluded/removed, does/do not take part,
    counts as a failure, eligib*, neither counts
""")
_DISCRETION = Concept("""
    case by case, as we see fit, by judg*, as appropriate, where/when/if/as needed,
    where/when/if/as necessary, where/when sensible, by eye, by hand, by ear,
    on inspection, when/once .. data,
    look(s)/looked odd/wrong/strange/suspicious/unusual/implausible/bad,
    sound(s) odd/wrong/strange/bad,
    seem(s) odd/wrong/off/strange/unreliable/implausible/suspicious, at our discretion,
    after looking, after seeing, after we have seen/looked, after a look, when in doubt,
    subjectiv*, decide later/then, decided later/then/afterwards, as we go, obviously,
    clearly, do/does not fit, spoil, once .. in, once .. known, on the fly, ad hoc,
    use our judg*, we judge, strike us, stand out, deem*, considered unreliable,
    dealt with as usual, as usual, when we see them, analysis proceeds/goes on,
    doubtful, not really, crazy, by the field manager, by .. study team,
    look at .. and clean, turn out to be, far off, as analysis, too noisy, so inclined,
    as they come up, as they arise
""")
_BAD_CASES = EXCLUDING | Concept("""
    weeded out, weed out, taken out, take out, throw out, cleaned, clean, gaps, crazy,
    implausible, poor, odd, unusual, noisy, strange, suspicious, extreme, faulty, bad,
    broken, spoilt, bad cases
""")
_CASE_BY_CASE = _BAD_CASES.near(_DISCRETION, within=12).beside(_CASES)
_NO_RULE = Concept("""
    exclud* zero, excludes #, dropout #, dropout rate/of, hash*, hamming,
    near-duplicat*, duplicat*, twice, interval, ci, handled
""")


def _excludes(plan: Plan) -> bool:
    """Whether a case is left out by a rule: an interval that excludes zero is none."""
    return any(
        not plan.in_sentence(_NO_RULE, mention.sentence)
        and (
            not mention.sentence.is_prose
            or "excluded" in plan.low[mention.end : mention.sentence.end]
            or plan.holds(mention, provided)
        )
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
