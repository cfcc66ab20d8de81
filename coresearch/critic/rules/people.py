"""H: who could be harmed, and what does the study not show?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import section_added, sentence_added
from coresearch.critic.clauses import provided
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_TAKES_PART = Phrases(r"""
    participants? | respondents | volunteers | crowd ?workers? | mturk
    mechanical turk | prolific | interview(?:s|ed|ees?)?
    (?:recruit|ask|invite|hire|survey|enrol|enlist)(?:s|ed|ing)? (?:\w+ ){0,4}?\
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
    (?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|several) (?:\w+ ){0,2}?\
      \w+(?:ists|ers|ors|ians|ants) (?:\w+ ){0,5}?(?:label|rate|judge|fill in|\
      work with|answer|annotate|mark|try out|sort|transcribe|are asked|take part)
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


_OTHER_PAY = Phrases("api | gpus? | licen[cs]e | cloud | node-hours?")
_WE = Phrases(r"ourselves | the authors | of us | colleagues of ours | approv\w+")


def _cared_for(plan: Plan, people: Mention) -> bool:
    """Whether anything is done for those who take part: a paid API is not theirs."""
    for mention in plan.places(_CARED_FOR):
        words = plan.words(mention.sentence)
        near = mention.sentence.block == people.sentence.block
        if mention.words.startswith(("paid", "pay")) and _OTHER_PAY.search(words):
            continue
        if _WE.search(mention.words) and not near and "ethic" not in words:
            continue
        if not mention.sentence.is_prose or plan.holds(mention, provided):
            return True
    return False


def _find_no_consent(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_TAKES_PART)
    if mention is None or _cared_for(plan, mention):
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
    (?:generat|writ|produc|creat|develop|synthesi[sz]|automat|build|craft|\
      design|elicit|train|optimi[sz])\w* (?:\w+ ){0,5}?(?:exploits?|malware|\
      ransomware|phishing|jailbreaks?|bio-?weapons?|pathogens?|toxins?|\
      nerve agents?|deep-?fakes?|disinformation|weapons?|worms?|backdoors?|\
      spear-?phishing|poisons?|explosives?|zero-days?|harmful (?:prompts|\
      instructions|content)|attack (?:prompts|code))
    (?:find|discover)(?:s|ing)? (?:\w+ ){0,3}?(?:exploits|jailbreaks|zero-days?|\
      backdoors)
    (?:exploit|malware|jailbreak|phishing|deep-?fake|disinformation|zero-day|\
      weapon) (?:\w+ )?(?:generation|generator|synthesis|creation|discovery|\
      campaign|agent)s?
    jailbreak(?:ing|s)? (?:\w+ ){0,3}?(?:models?|llms?|chat\w*|systems?|\
      prompts?|suffix\w*)
    gain-of-function | (?:injection|attack|spoofing) (?:code|generator|tool)s?
    adversarial patch\w* | (?:evad|bypass|defeat|fool|spoof)\w* (?:\w+ ){0,3}?\
      (?:detect\w+|authentication|surveillance|filters?|moderation)
    (?:de-?anonymi[sz]|re-?identif)\w+ (?:\w+ ){0,3}?(?:users?|people|patients|\
      persons|authors)
    password (?:cracking|guessing)
""",
    only_with=(
        "exploit malware ransom phish jailbreak weapon pathogen toxin nerve "
        "deepfake deep-fake disinformation worm backdoor poison explosive "
        "zero-day harmful attack injection spoof adversarial evad bypass defeat fool "
        "gain-of anonymi identif password"
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


_SAFE_TITLE = Phrases(
    r"ethic\w* | safe\w* | misuse | risks? | release | disclosure | harm\w*"
)
_CONSENT = Phrases(r"consent\w* | paid | pay | participants?")


def _safeguarded(plan: Plan, danger: Mention) -> bool:
    """Whether a safeguard stands where the danger does, or where one looks for it."""
    sections = plan.document.sections
    for mention in plan.places(_SAFEGUARDED):
        there = mention.sentence.section
        near = there == danger.sentence.section
        titled = bool(_SAFE_TITLE.search(sections[there].title.lower()))
        if (near or titled) and not _CONSENT.search(plan.words(mention.sentence)):
            if mention.words.startswith("not ") and "address" in plan.words(
                mention.sentence
            ):
                continue
            return True
    return False


def _find_dual_use(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_DANGEROUS)
    if mention is None or _safeguarded(plan, mention):
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
        r"|performance|level) | chance | guess\w* | majority | (?:drawn|chosen) at "
        r"random"
    ),
    "a human reference": Phrases(
        r"human\w* | by hand | (?:two|three|four|five|ten|our) \w+(?:ists|ers|ors)"
        r" | people (?:solve|answer|score|reach) | experts? | participants"
        r" | annotators? (?:solve|answer)"
    ),
    "a version": Phrases(r"version\w* | v\d[\w.]* | release \d | changelog | semver"),
    "a licence": Phrases(r"licen[cs]\w* | cc[- ]?(?:by|0)\S* | apache | mit"),
    "upkeep": Phrases(
        r"maintain\w* | maintenance | upkeep | curat\w+ | retire\w* | refresh\w*"
        r" | contact | updated? (?:yearly|every|each|annually|quarterly|monthly)"
        r" | keep it up | issue tracker | correct(?:ions?|s|ed) | errata"
        r" | (?:keeps?|until) (?:the |end |of )*(?:leaderboard|20\d\d)"
    ),
}


def _said_of(plan: Plan, benchmark: Mention, words: Phrases) -> bool:
    """Whether the section on the benchmark says so: the licences of the other data
    are not its own."""
    sections = plan.document.sections
    return any(
        found.sentence.section == benchmark.sentence.section
        or "benchmark" in sections[found.sentence.section].title.lower()
        for found in plan.places(words)
        if not found.sentence.is_prose or plan.holds(found, provided)
    )


def _find_benchmark_hygiene(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_NEW_BENCHMARK)
    if mention is None:
        return
    missing = [n for n, words in _HYGIENE.items() if not _said_of(plan, mention, words)]
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

RULES = (H1, H2, H4)
