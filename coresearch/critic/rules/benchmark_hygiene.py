"""H, continued: what is asked of a new benchmark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import section_added
from coresearch.critic.clauses import provided
from coresearch.critic.concepts import Concept, Wording
from coresearch.critic.outline import Kind
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

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
) | (
    Concept("new, novel, our").then(_BENCHMARK, within=3, over=Concept("on, scores"))
    | Concept("""
        become(s), turned into, made into, offered, serve(s) as, meant as, meant to be,
        published as, released as, double(s) as
    """).then(_BENCHMARK, within=6, over=Concept("on, with, against, from"))
    | Concept("""
        become .. standard by which, become .. standard for, become a standard,
        add a row, we keep .. leaderboard, i keep .. ranking/leaderboard,
        leaderboard by mail, submissions go/are sent, community as .. benchmark/test
    """)
)
_HYGIENE: dict[str, Wording] = {
    "a random reference": Concept("""
        random* baseline/guess*/reference/agent/choice/answer*/score/policy/performance,
        random* level/system/ranking, chance, guess*, majority, drawn/chosen at random,
        coin, constant answer/rate/prediction, floor, shuffl*, at random, trivial,
        dummy,
        persistence, lowest possible, bottom of .. scale, uniform*, blind guess*
    """),
    "a human reference": Concept("""
        human*, by hand, people solve/answer/score/reach, expert(s), participants,
        annotator(s) solve/answer, solver(s), of us solve, we solve, non-experts,
        two/three/four/five/ten .. solve/answer/take, people, ecologists, clinicians,
        teachers, students, lay people, native speakers, ceiling, top of .. scale,
        chemist*,
        technician(s), translator*, doctor(s), nurse(s), engineer(s), raters, players,
        professional(s), upper bound, specialist(s), physician(s), colleagues, person
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
        reported errors, in charge, host(s), hosted, handles corrections,
        answers .. reports,
        until 20*, for # years, keeps, keep, yearly, once a year, twice a year, fixes,
        repairs
    """),
}


_PROPER = re.compile(r"\b[A-Z][a-z]*[A-Z][\w-]*|\b[A-Z]\w*-\d+")


def _said_of(plan: Plan, benchmark: Mention, words: Wording) -> bool:
    """Whether the section on the benchmark says so, or a sentence that names it: the
    licences of the other data are not its own."""
    sections = plan.document.sections
    whole = not benchmark.sentence.is_prose  # the plan's title calls it one
    said = plan.spelled(benchmark.sentence.start, benchmark.sentence.end)
    names = {name.lower() for name in _PROPER.findall(said)}
    return any(
        whole
        or found.sentence.section == benchmark.sentence.section
        or "benchmark" in sections[found.sentence.section].title.lower()
        or any(name in plan.words(found.sentence) for name in names)
        for found in plan.places(words)
        if not found.sentence.is_prose or plan.holds(found, provided)
    )


def _new_benchmark(plan: Plan) -> Mention | None:
    """Where the plan makes one, be it in its own title ("ShopBench: a benchmark")."""
    for sentence in plan.document.sentences[:2]:
        words = plan.words(sentence)
        match = re.search(r": an? (?:\w+ ){0,2}benchmark\b", words)
        if match and sentence.kind is Kind.HEADING:
            start = sentence.start + match.start() + 2
            return Mention(start, sentence.start + match.end(), match[0][2:], sentence)
    return plan.first(_NEW_BENCHMARK)


def _find_benchmark_hygiene(plan: Plan) -> Iterator[Hit]:
    mention = _new_benchmark(plan)
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
    needs=lambda plan: _new_benchmark(plan) is not None,
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


RULES = (H4,)
