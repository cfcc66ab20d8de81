"""H, continued: what could be done with it to harm."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.concepts import Concept
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

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
    ghost-written, fake accounts, adversarial examples, social engineering, opioid*,
    precursor(s), energetic materials, nerve gas, toxic aerosol(s), toxic gas*,
    poison gas, toxic agents, self-harm, counterfeit*, forged, forgery, doxing, doxxing,
    narcotic(s), fentanyl*, arson, sabotage, cyber-attack(s), botnet(s), keylogger(s),
    cardiotoxic*, virulence, transmissibility, face swap(s), voice cloning,
    cloning weights, insults, hacking, lock-picking, weaponi*, toxic dose*, mass-harm
""")
_RELEASED = Concept("""
    release(s), released, publish*, put on/it/them, goes on, go on, download*,
    available,
    app store(s), github, pypi, open-source*, include(s), included, upload*, presets,
    share(d), give(n) away, hand(ed) out, one-line interface, project page,
    for everyone,
    without registration
""")
_NOT_OUT = Concept("""
    not, never, no, nothing, removed, deny list, on request, withheld, vetted, excluded,
    stripped, filter(s), filtered, redacted, detect*, scan*, against, policy, policies
""")
_OUT_OF_HAND = _HARM.near(_RELEASED, within=12).apart(_NOT_OUT)
"""Matter that can hurt, and that anybody is to have."""
_MAKING = Concept("""
    generat*, writ*, produc*, creat*, develop*, synthesi*, automat*, build(s), craft*,
    design*, elicit*, train(s), optimi*, compose*, clone(s), forge(s), mount(s),
    carry out, run(s) .. attacks, try/tries to, make(s)
""")
_DANGEROUS = (
    _OUT_OF_HAND
    | _MAKING.then(
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
        reidentif* .. user(s)/people/patients/persons/authors, track .. individuals,
        gradient-inversion, rebuild(s) .. images/faces/texts/records/data,
        recover(s) .. images/faces/texts/records of, drive(s) .. into damage,
        damage(s) .. machine(s)/plant/grid, while .. remains/stays silent/undetected,
        remain(s)/stay(s) undetected, attack our detector, speaker's own voice,
        in their own voice, in his own voice, in anybody's voice, leave .. role and,
        brought to .. write/say/leave, instructions for self-harm, working exploit(s),
        highest toxicity/cardiotoxicity/lethality/potency/virulence,
        most toxic/lethal/potent, asked for .. exploit(s),
        tells/infers/predict(s)/guess(es) .. sexual/religion/ethnicity/political,
        escape .. antibodies/immunity/vaccine(s), evade .. antibodies/immunity,
        against .. five/common defences, inputs with which
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
    closed lab, neither .. released/published, security office, safety office,
    deny list,
    terms of use, watermark*,
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


RULES = (H2,)
