"""H: who could be harmed, and what does the study not show?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import section_added, sentence_added
from coresearch.critic.clauses import provided
from coresearch.critic.concepts import Concept, Wording
from coresearch.critic.document import Sentence
from coresearch.critic.lexicon.judging import EXPERTS, RATERS
from coresearch.critic.lexicon.people import (
    CARED_FOR,
    PERSONS,
    RECRUITING,
    TAKING_PART,
)
from coresearch.critic.numbers import MONEY
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_COUNTED = Concept("""
    #, several, dozens, hundreds, a panel of, all, our, each, every, local, paid, hired,
    trained, naive, naïve
""")
_TAKES_PART = (
    Concept("""
        respondents, volunteers, interviewees, interview(s) with, is/are interviewed,
        we interview, crowd-worker(s), crowd-sourced, mturk, mechanical turk,
        on/via/from/through/over prolific, prolific participants/workers/panel/users,
        participant(s), user study, usability test, focus group(s), human subjects,
        human evaluation, human annotation, human ratings, human study, think-aloud,
        listening test, field experiment with, panel of #, taste
    """)
    | Concept("questionnaire(s)").near(
        PERSONS | Concept("fill*, participants"), within=6
    )
    | RECRUITING.near(PERSONS, within=5)
    | _COUNTED.then(PERSONS | RATERS | EXPERTS, within=3).then(TAKING_PART, within=9)
)
_OTHER_PAY = Concept("api, gpu(s), licence, license, cloud, node-hours, compute, calls")
_WE = Concept("ourselves, the authors, of us, colleagues of ours, approv*")


_ETHICS = Concept("ethic*, review board, committee, irb")


_WAGE = Concept("paid, pay, payment, wage(s), an hour, per hour, hourly, fee of")
_PAYEES = PERSONS | Concept("participant(s), respondents, everybody, them")
_BY_TIME = Concept("an hour, per hour, hourly")


def _pays_people(plan: Plan, sentence: Sentence) -> bool:
    """A paid interface and half an hour of training are nobody's wage."""
    if plan.in_sentence(_OTHER_PAY, sentence):
        return False
    money = any(
        q.unit in MONEY for q in plan.quantities_in(sentence.start, sentence.end)
    )
    if money or plan.in_sentence(_BY_TIME, sentence):
        return money
    return plan.in_sentence(_PAYEES, sentence) is not None


def _cared_for(plan: Plan, people: Mention) -> bool:
    """Whether anything is done for those who take part: a paid API is not theirs."""
    for mention in plan.places(CARED_FOR):
        sentence = mention.sentence
        near = sentence.block == people.sentence.block
        wage = plan.between(_WAGE, mention.start, mention.end)
        if wage and not (near or _pays_people(plan, sentence)):
            continue
        ours = plan.between(_WE, mention.start, mention.end)
        if ours and not near and not plan.in_sentence(_ETHICS, sentence):
            continue
        if not mention.sentence.is_prose or plan.holds(mention, provided):
            return True
    return False


_TAUGHT = Concept("""
    teacher model(s)/network(s)/policy, student model(s)/network(s)/policy, distil*,
    teacher student, student teacher, weak-to-strong
""")
_IN_CLASS = Concept("teacher(s), student(s)")


def _people(plan: Plan) -> Mention | None:
    """Where people take part; where models teach models, teachers are none."""
    for mention in plan.mentions(_TAKES_PART):
        if not (plan.between(_IN_CLASS, *mention.span) and plan.says(_TAUGHT)):
            return mention
    return None


def _find_no_consent(plan: Plan) -> Iterator[Hit]:
    mention = _people(plan)
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
    needs=lambda plan: _people(plan) is not None,
    find=_find_no_consent,
    example_bad="Sixty participants sort the cards twice.",
    example_good="Sixty participants sort the cards twice; they consent in writing "
    "and are "
    "paid 15 € an hour.",
    of_absence=True,
)

_HARM = Concept("""
    exploit(s), malware, ransomware, phishing, spear-phishing, jailbreak(s),
    jailbreaking, bioweapon(s), bio-weapon(s), chemical weapon(s), pathogen(s),
    toxin(s), toxic compounds, nerve agent(s), deep-fake(s), disinformation,
    misinformation, propaganda, fake news, fake reviews, weapon(s), worm(s),
    backdoor(s), poison(s), poisoned data, explosive(s), zero-day(s),
    harmful prompts/instructions/content, attack prompts/code, attack(s) on, shellcode,
    payloads, spoofed voices, voice clones, cloned voices, scam(s), hate speech,
    drug precursors, drone swarm, spyware, toxic molecules/molecule/agents, lethal*,
    backdoor trigger(s), impersonat*, plagiar*, stalking, poach*, surveillance,
    ghost-written, fake accounts, adversarial examples, social engineering
""")
_MAKING = Concept("""
    generat*, writ*, produc*, creat*, develop*, synthesi*, automat*, build(s), craft*,
    design*, elicit*, train(s), optimi*, compose*, clone(s), forge(s), mount(s),
    carry out, run(s) .. attacks, try/tries to, make(s)
""")
_DANGEROUS = (
    _MAKING.then(
        _HARM, within=5, over=Concept("against, detector(s), detect*, defence")
    )
    | _HARM.then(
        Concept("""
            generation, generator(s), synthesis, creation, discovery, campaign(s),
            agent(s), toolkit
        """),
        within=1,
    )
    | Concept("find(s), discover*, search for, searches for").then(
        Concept("exploit(s), jailbreak(s), zero-day(s), backdoors"), within=3
    )
    | Concept("jailbreak(s), jailbreaking").then(
        Concept("model(s), llm(s), chat*, system(s), prompt(s), suffix*"), within=3
    )
    | Concept("""
        gain-of-function, injection code/generator/tool(s),
        attack code/generator/tool(s), spoofing code/generator/tool(s),
        adversarial patch*, password cracking/guessing, evad* .. detect*,
        bypass* .. detect*, fool* .. detect*, defeat* .. detect*,
        spoof* .. authentication, bypass* .. authentication, evad* .. filter(s),
        bypass* .. filter(s), bypass* .. moderation, evad* .. surveillance,
        maximis*/maximiz*/raise(s) .. toxicity/lethality/harm, more/most toxic,
        toxicity as .. reward/objective/target,
        poison* .. model/training/update(s)/data,
        poisoning attack(s), backdoor attack(s), model inversion, gradient inversion,
        reconstruct* .. patient(s)/training/faces/images, membership inference,
        clone(s)/copies .. voice(s), voice of .. person/speaker(s)/official(s),
        locate(s)/map(s)/publish* .. nests/rare/endangered/threatened,
        coordinates of .. rare/endangered/threatened/protected,
        locations of .. rare/endangered/threatened/protected,
        identify/identifies .. individuals/protesters/dissidents/people,
        monitor(s) .. dissidents/protesters/migrants/minorit*/population,
        hide(s) .. attack(s)/intrusion(s)/traces, hiding .. attack(s)/intrusion(s),
        manipulat* .. voters/users/children/pupils/people/opinion*,
        persuad* .. voters/people/users, pass(es) .. plagiarism, undetected by,
        deanonymi* .. user(s)/people/patients/persons/authors,
        reidentif* .. user(s)/people/patients/persons/authors, track .. individuals
    """)
)
_SAFEGUARDED = Concept("""
    safeguard(s), responsible/coordinated disclos*, disclos*, misuse*, dual-use,
    restricted, gated, access .. control*, access on request, access .. limited,
    access .. restricted, sandbox*, isolated, air-gapped, ethic*,
    not/never/n't .. released/published/shared/deployed/release/publish/share/deploy,
    withheld, withhold*, vetted, vetting, institutional review, irb, biosafety,
    risk assessment, harm review/assessment, reported to .. vendors/vendor/maintainers,
    own machines/servers/accounts, with permission, legal review, embargo*,
    red-team rules, no .. exploit(s)/payload(s)/prompt(s) is/are, kept back, destroyed,
    deleted
""")
_SAFE_TITLE = Concept("""
    ethic*, safe*, misuse, risk(s), release, disclosure, harm*, security, dual-use,
    responsib*
""")
_CONSENT = Concept("consent*, paid, pay, participant(s)")
_FOR_PEOPLE = Concept("ethic*, irb, institutional review")
"""A review of how people are treated is none of what the results can do."""


def _safeguarded(plan: Plan, danger: Mention) -> bool:
    """Whether a safeguard stands where the danger does, or where one looks for it."""
    for mention in plan.places(_SAFEGUARDED):
        there = mention.sentence.section
        near = there == danger.sentence.section
        if not near or mention.sentence.block != danger.sentence.block:
            near = near and plan.between(_FOR_PEOPLE, *mention.span) is None
        titled = plan.entitled(mention.sentence, _SAFE_TITLE)
        titled = titled and plan.between(_FOR_PEOPLE, *mention.span) is None
        if (near or titled) and not plan.in_sentence(_CONSENT, mention.sentence):
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

_BENCHMARK = Concept("""
    benchmark(s), test suite(s), leaderboard(s), challenge set(s), evaluation suite(s),
    test bed(s), testbed(s), shared task(s), challenge data, evaluation set(s)
""")
_NEW_BENCHMARK = Concept("""
    build(s), building, built, create(s), creating, construct*, introduce(s),
    introducing, release(s), releasing, propose(s), proposing, present(s), design(s),
    assemble(s), develop(s), publish(es), compile(s), contribute(s), make(s),
    collect(s), launch(es), offer(s), set up
""").then(
    _BENCHMARK,
    within=6,
    over=Concept("on, with, for, to, by, against, from, before, after, any, were, was"),
) | Concept("new, novel, our").then(_BENCHMARK, within=3, over=Concept("on, scores"))
_HYGIENE: dict[str, Wording] = {
    "a random reference": Concept("""
        random* baseline/guess*/reference/agent/choice/answer*/score/policy/performance,
        random* level/system/ranking, chance, guess*, majority, drawn/chosen at random,
        coin, constant answer
    """),
    "a human reference": Concept("""
        human*, by hand, people solve/answer/score/reach, expert(s), participants,
        annotator(s) solve/answer, solver(s), of us solve, we solve, non-experts,
        two/three/four/five/ten .. solve/answer/take, people, ecologists, clinicians,
        teachers, students, lay people, native speakers
    """),
    "a version": Concept("""
        version*, v1, v1.0, release #, release 1.0, changelog, semver, tag, tagged,
        release notes, numbered, new number, edition
    """),
    "a licence": Concept("""
        licen*, cc by, cc0, cc-by, creative commons, apache, mit, public domain,
        terms of use, copyright
    """),
    "upkeep": Concept("""
        maintain*, maintenance, upkeep, curat*, retire*, refresh*, contact person,
        updated yearly/every/each/annually/quarterly/monthly, keep it up, keep up,
        issue tracker, correct .. errors, corrections, errata, hosted by/until,
        look after, keep(s)/until .. leaderboard, steward(s), looked after, takes over,
        reported errors, in charge
    """),
}


def _said_of(plan: Plan, benchmark: Mention, words: Wording) -> bool:
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
