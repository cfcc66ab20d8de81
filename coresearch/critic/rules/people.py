"""H: who could be harmed, and what does the study not show?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import section_added, sentence_added
from coresearch.critic.facts import STUDY, describes_study
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.samples import sample_size
from coresearch.critic.vocabulary import LIMITATION

_LIMITATION_TITLE = Phrases(
    r"limitations? | limits | threats? [\w ]+ | risks?[\w ]* | caveats? | scope[\w ]*"
    r" | what (?:this|we) [\w ]+ | not covered | non-goals? | weaknesses | validity"
)
_FEWEST_WORDS = 30


def _is_whole_plan(plan: Plan) -> bool:
    """A limitation is missed in a plan, not in a passage of two sentences."""
    if not describes_study(plan):
        return False
    words = sum(len(plan.words(sentence).split()) for sentence in plan.prose)
    return words >= _FEWEST_WORDS


def _find_no_limitations(plan: Plan) -> Iterator[Hit]:
    if plan.headed(_LIMITATION_TITLE) or plan.says(LIMITATION):
        return
    if next(plan.places(LIMITATION), None):
        return
    study = plan.first(STUDY)
    if study is None:
        return
    titled = [section for section in plan.document.sections if section.style]
    place = plan.sentence_passage(study.sentence)
    if titled:
        place = plan.line_passage(titled[-1].line)
    yield Hit(
        place,
        "The plan does not say what its result will not show.",
        0.6,
        edit=section_added(plan, "Limitations", _limitation_words(plan)),
    )


def _limitation_words(plan: Plan) -> str:
    sample = sample_size(plan)
    if sample and sample.size >= 20:
        number = plan.spelled(sample.number.start, sample.number.end)
        words = number if any(c.isalpha() for c in number) else f"{number} cases"
        return (
            f"The result holds for the {words} and may not carry over to <which cases>."
        )
    return "The result may not carry over to <which data, models or people>."


H3 = Rule(
    id="H3",
    name="no limitations",
    severity=Severity.LOW,
    source="NeurIPS paper checklist 2",
    question="What will the result not show, even if it comes out as hoped?",
    needs=_is_whole_plan,
    find=_find_no_limitations,
    example_bad="We compare a keyword search with a dense retriever on 400 questions "
    "from the help desk. Each system returns ten passages, and two readers mark each "
    "passage as useful or not. We report recall.",
    example_good="We compare a keyword search with a dense retriever on 400 questions "
    "from the help desk. Each system returns ten passages, and two readers mark each "
    "passage as useful or not. We report recall. One help desk does not represent"
    " others.",
    of_absence=True,
)

_TAKES_PART = Phrases(r"""
    participants? | respondents | volunteers | crowd ?workers? | mturk
    mechanical turk | prolific | interview(?:s|ed|ees?)?
    (?:recruit|invite|hire|survey|enrol|enlist)(?:s|ed|ing)? (?:\w+ ){0,4}?\
      (?:people|students|teachers|nurses|doctors|programmers|developers|users|\
      patients|workers|adults|children|raters|annotators|readers|drivers|experts|\
      players|employees|\d+)
    (?:\d+|two|three|four|five|six|eight|ten|twelve|twenty|thirty|several|human|\
      hired|student|paid) (?:\w+ ){0,2}?(?:annotators|raters|labell?ers|coders|\
      judges|assessors|students|undergraduates|patients|subjects|nurses|teachers|\
      developers|programmers|users|children|readers)(?: (?:\w+ ){0,2}?(?:label|\
      rate|annotate|judge|solve|answer|use|read|take|see|play|mark|score|code|\
      write|complete|perform|test|do|are asked|are shown|get|receive|try))
    (?:\d+|twenty|thirty|forty|fifty|sixty) (?:\w+ ){0,2}?(?:reviewers|pupils|\
      nurses|teachers|students|undergraduates|developers|programmers|physicians|\
      radiologists|clinicians|drivers|farmers|employees|adults|children|patients|\
      experts|readers|raters|annotators)(?: \([^\n)]*\)?)?[^\n.;]{0,120}?(?:each \
      (?:judge|rate|solve|see|read|use|answer|label|write|get|do|complete)\w*|\
      recruited|take part|are asked|volunteer\w*)
    human (?:evaluation|annotation|ratings?|judg\w+|study) | user study
""")
_CARED_FOR = Phrases(r"""
    consent\w* | irb | ethic\w* | review board
    (?:is|are|be|get|gets|were|will be|being) (?:fairly )?(?:paid|compensated|\
      reimbursed)
    paid | pay | payment | wages? | compensat\w+ | remunerat\w+ | vouchers?
    (?:€|\$|£|eur|usd)[^\n]{0,12}(?:per|an|each|a) (?:hour|person|participant|\
      task|item)?
    voluntar\w+ | approv(?:al|ed) | gdpr | data protection | debrief\w*
    anonymi[sz]\w+ | declaration of helsinki | course credit | the authors | of us
    ourselves | colleagues of ours
""")


def _find_no_consent(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_TAKES_PART)
    if mention is None or plan.says(_CARED_FOR):
        return
    who = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'People take part ("{who}"), and neither consent, review nor pay is named.',
        0.7,
        edit=sentence_added(
            plan,
            mention.sentence,
            "They give written consent and are paid <amount> an hour; the review board"
            " is asked before the start.",
        ),
    )


H1 = Rule(
    id="H1",
    name="people without consent",
    severity=Severity.HIGH,
    source="NeurIPS paper checklist 14 and 15",
    question="Who agreed to what, who reviewed it, and what are they paid?",
    needs=lambda plan: plan.first(_TAKES_PART) is not None,
    find=_find_no_consent,
    example_bad="Sixty participants sort the cards twice.",
    example_good="Sixty participants sort the cards twice; they consent in writing "
    "and are "
    "paid 15 € an hour.",
    of_absence=True,
)

_DANGEROUS = Phrases(
    r"""
    (?:generat|writ|produc|creat|develop|synthesi[sz]|automat|find|build|craft|\
      discover|design|elicit|train|optimi[sz])\w* (?:\w+ ){0,5}?(?:exploits?|\
      malware|ransomware|phishing|jailbreaks?|bio-?weapons?|pathogens?|toxins?|\
      nerve agents?|deep-?fakes?|disinformation|weapons?|worms?|backdoors?|\
      spear-?phishing|poisons?|explosives?|zero-days?|harmful (?:prompts|\
      instructions|content)|attack (?:prompts|code))
    (?:exploit|malware|jailbreak|phishing|deep-?fake|disinformation|zero-day|\
      weapon) (?:\w+ )?(?:generation|generator|synthesis|creation|discovery|\
      campaign|agent)s?
    jailbreak(?:ing|s)? (?:\w+ ){0,3}?(?:models?|llms?|chat\w*|systems?|\
      prompts?|suffix\w*)
    gain-of-function
    (?:de-?anonymi[sz]|re-?identif)\w+ (?:\w+ ){0,3}?(?:users?|people|patients|\
      persons|authors)
    password (?:cracking|guessing)
""",
    only_with=(
        "exploit malware ransom phish jailbreak weapon pathogen toxin nerve "
        "deepfake deep-fake disinformation worm backdoor poison explosive "
        "zero-day harmful attack gain-of anonymi identif password"
    ),
)
_SAFEGUARDED = Phrases(r"""
    safeguards? | (?:responsible|coordinated) disclos\w+ | disclos\w+ | misuse\w*
    dual[- ]use | restricted | gated
    access (?:is |only )?(?:control\w*|on request|limited|restricted|for) | sandbox\w*
    isolated | air-?gapped | ethic\w*
    (?:not|never|n['’]t) (?:be )?(?:\w+ )?(?:release|publish|share|deploy)\w*
    withh[eo]ld\w* | vetted | institutional review | irb | biosafety | risk assessment
    harm (?:review|assessment) | report(?:ed)? to (?:the )?vendors?
    own (?:machines|servers|accounts) | with permission | legal review | embargo\w*
    no (?:working )?(?:exploit|prompt|payload)s? (?:is|are)
""")


def _find_dual_use(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_DANGEROUS)
    if mention is None or plan.says(_SAFEGUARDED):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'What the plan makes ("{phrase}") can be misused, and no safeguard is named.',
        0.75,
        edit=sentence_added(
            plan,
            mention.sentence,
            "As a safeguard, the outputs stay on isolated machines, access is"
            " restricted,"
            " and findings are disclosed to <whom> first.",
        ),
    )


H2 = Rule(
    id="H2",
    name="dual use unaddressed",
    severity=Severity.HIGH,
    source="NeurIPS paper checklist 11",
    question="Who could misuse the result, and what keeps it from them?",
    needs=lambda plan: plan.first(_DANGEROUS) is not None,
    find=_find_dual_use,
    example_bad="An agent writes working exploits for 50 known flaws. We count how "
    "many "
    "succeed.",
    example_good="An agent writes working exploits for 50 known flaws in a sandbox. We "
    "count how many succeed.",
    of_absence=True,
)

_NEW_BENCHMARK = Phrases(
    r"""
    (?:build|create|construct|introduce|release|propose|present|design|assemble|\
      develop|publish|compile|contribute|make)(?:s|ing|ed)? (?:an? |the |our |\
      such an? )?(?:new |novel |small |public |open |first )?(?:[\w-]+ ){0,4}?\
      (?:benchmarks?|test suites?|leaderboards?|challenge sets?)
    (?:our|the|this|a) (?:new|novel) (?:[\w-]+ ){0,3}?(?:benchmark|leaderboard|\
      test suite|challenge set)
""",
    only_with="benchmark suite leaderboard challenge",
)
_HYGIENE = {
    "a random reference": Phrases(
        r"random\w* (?:baseline|guess\w*|reference|agent|choice|answer\w*|score|policy"
        r"|performance|level) | chance | guess\w* | majority"
    ),
    "a human reference": Phrases(
        r"human\w* | people (?:solve|answer|score|reach) | experts? | participants"
        r" | annotators? (?:solve|answer)"
    ),
    "a version": Phrases(r"version\w* | v\d[\w.]* | release \d | changelog | semver"),
    "a licence": Phrases(r"licen[cs]\w* | cc[- ]?(?:by|0)\S* | apache | mit"),
    "upkeep": Phrases(
        r"maintain\w* | maintenance | upkeep | curat\w+ | retire\w* | refresh\w*"
        r" | contact | updated? (?:yearly|every|each|annually|quarterly|monthly)"
        r" | keep it up | issue tracker | corrections?"
    ),
}


def _find_benchmark_hygiene(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_NEW_BENCHMARK)
    if mention is None:
        return
    missing = [name for name, words in _HYGIENE.items() if not plan.says(words)]
    if len(missing) < 2:
        return
    listed = ", ".join(missing[:-1]) + " and " + missing[-1]
    what = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The new benchmark ("{what}") comes without {listed}.',
        0.55 + 0.05 * len(missing),
        question=f"What are {listed} of this benchmark?",
        edit=section_added(
            plan,
            "Benchmark upkeep",
            "Random guessing and human solvers are scored as references;"
            " release 1.0 has"
            " licence <licence>, and <who> maintains it.",
        ),
    )


H4 = Rule(
    id="H4",
    name="benchmark hygiene",
    severity=Severity.MEDIUM,
    source="BetterBench (Reuel et al., arXiv 2411.12990)",
    question="What do chance and people score, and who keeps the benchmark up?",
    needs=lambda plan: plan.first(_NEW_BENCHMARK) is not None,
    find=_find_benchmark_hygiene,
    example_bad="We build a new benchmark of 600 map questions and run six models on "
    "it.",
    example_good="We build a new benchmark of 600 map questions and run six models on "
    "it, "
    "beside random guessing and ten human solvers. Version 1.0 is under CC BY,"
    " and the lab "
    "maintains it until 2030.",
    of_absence=True,
)

RULES = (H1, H2, H3, H4)
