"""Who rates, grades or decides what is better, and how their verdicts are summed up."""

from __future__ import annotations

from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.statistics import MEASURE
from coresearch.critic.phrases import Phrases

RATERS = Concept("""
    annotator(s), rater(s), coder(s), judge(s), labeller(s), labeler(s), assessor(s),
    grader(s), reviewer(s), reader(s), radiologist(s), pathologist(s), crowd-worker(s),
    evaluator(s), marker(s), scorer(s), transcriber(s), examiner(s), listener(s),
    dermatologist(s), cardiologist(s), adjudicator(s), referee(s)
""")
EXPERTS = Concept("""
    expert(s), nephrologist(s), neurologist(s), oncologist(s), psychologist(s),
    psychiatrist(s), ophthalmologist(s), pulmonologist(s), geologist(s), hydrologist(s),
    meteorologist(s), musicologist(s), sociologist(s), physicist(s), paediatrician(s),
    pediatrician(s), dentist(s), vet(s), pharmacist(s), therapist(s), linguist(s),
    clinician(s), physician(s), doctor(s), nurse(s), surgeon(s), volunteer(s),
    observer(s), teacher(s), engineer(s), developer(s), operator(s), editor(s),
    translator(s), ecologist(s), biologist(s), chemist(s), musician(s), student(s),
    specialist(s), moderator(s), analyst(s), lawyer(s), people, persons, researchers
""")
OURSELVES = Concept("of us, author(s), colleagues, assistants, team members")
RATING = Concept("""
    annotate(s), annotated, rate(s), rated, rating(s), code(s) every/each/all, coded,
    codes each/every, code the, judge(s) each/every/all/whether/which/how, judged,
    judgement(s), judgment(s), label(s), labelled, labeled, labelling, labeling,
    grade(s), graded, grading, score(s) each/every/all, scored by, score them, scoring,
    mark(s) each/every/all/the, marked by, assess(es), assessed by, tag(s), tagged by,
    classify, classified by, rank(s) the/each/all, ranked by, decide(s) whether/which,
    verdict(s), opinion(s), transcribe(s), transcribed, double-code, impression(s),
    give/gives a score/mark/grade, from 1 to, 1 to 5, 1 to 7, likert
""")
_RATE = (
    r"(?: [a-z-]+){0,2} (?!models|systems|seeds|runs|arms|methods|class|categor|point"
    r"s|ste"
    r"ps|scales|llms|languages|networks|participants|prompts|versions|graders|sites|this"
    r"|items|documents)(?:[a-z-]+s|people|children|men|women)(?: each| all| also| ind"
    r"epen"
    r"dently| blindly)? (?:label|rate|code|annotate|judge|grade|mark|score|classify|a"
    r"sses"
    r"s|tag|prefer|compare|look at|vote|transcribe|double-code|inspect|evaluate|decide)"
    r"(?= (?:\d|each|every|all|the|whether|which|them|it|for|a|an|one|both|how)\b)"
)
THREE_RATE = Phrases(
    rf"(?:three|four|five|six|seven|eight|nine|ten|twelve|[3-9]|1\d|2\d){_RATE}"
)
TWO_RATE = Phrases(rf"(?:two|both|several|2){_RATE}")
"""People who are called what they are: "four botanists label every sheet"."""

AGREEMENT = Concept("""
    agreement, disagreement(s), adjudicat*, by consensus, consensus of/among/between,
    kappa, kappas, κ, krippendorff*,
    icc, intra-class, inter-rater*, inter-annotator*, inter-coder*, inter-judge,
    inter-observer, fleiss*,
    reliability of .. rater(s)/rating(s)/coder(s)/coding/scores,
    rater/coder/rating/scoring reliability, gwet*, concordance, ac1, ac2, cronbach*,
    bland-altman, kendall's w, alpha of/above/≥, rater effect(s),
    random effect .. rater(s), scott pi
""")
JUDGING = Concept("""
    judge(s), judged, judging, grade(s), graded, grading, rate(s), rated, rating,
    score(s), scored, scoring, evaluate(s) the/each/every/both/all/which/whether/how,
    evaluated, assess(es), assessed, rank(s), ranked, ranking, mark(s) the/each/every,
    marked, prefer(s), preferred, picks/pick/chooses/choose the better/best/winner,
    picks/chooses/says/decides/names/tells which, which .. is better, which one is,
    compares the two, decide(s) whether/which/how/if, decides .. whether/which,
    reviews each/every/the,
    give(s) .. score/mark/grade/points, award*, assign(s) .. score/grade/points,
    vote(s), verif* the answers, opinion
""")
VERDICTS = Concept("""
    verdict(s), preference(s), win-rate(s), winner(s), votes, judgement(s), judgment(s),
    which .. is/are better/clearer/best, which one is, which of the two, one it prefers,
    names/picks/chooses/says/tells/decides/prefers .. better/best/clearer/winner,
    names/picks/chooses/says/tells/decides/prefers which, is asked whether/which,
    says .. yes/no, yes or no, answers .. yes/no, names/picks/chooses .. more,
    gives .. mark/score/grade/points/stars
""")
JUDGE_MODEL = Concept("""
    llm/model/gpt/ai/lm as .. judge/grader/evaluator/rater/referee/critic,
    llm/model/gpt/ai/automatic/automated judge(s)/grader(s)/evaluator(s)/rater(s),
    judge model(s), grader model(s), autorater(s), auto-rater(s), model-graded,
    model-based evaluation/grading/judg*, llm-judged, llm-graded, g-eval, llm-eval,
    autograder, auto-grader, judge llm, judging model(s), model .. referee, alpacaeval,
    mt-bench judge, synthetic raters, simulated raters,
    language model plays/acts .. judge/rater/grader/reviewer/jury, llm jury
""")
_CHECKING = Concept("""
    check(s), checked, verif*, compar*, agree(s), agreement, match(es), side(s) with,
    majority, grade(s), graded, rate(s), rated, label(s), labelled, labeled, decide(s),
    read(s), reread, mark(s), marked, repeat(s), audit*, review(s), reviewed, validat*,
    blind, blinded, go/goes through, look(s) at, judge(s), score(s), scored, rule on
""")
_PEOPLE = Concept("""
    annotator(s), rater(s), coder(s), labeller(s), labeler(s), reviewer(s), reader(s),
    radiologist(s), pathologist(s), crowd-worker(s), listener(s), participant(s)
""")
CHECKED_BY_PEOPLE = (
    Concept("""
        human(s), by hand, hand-marked, hand-labelled, hand-labeled, hand-checked,
        hand-graded, hand-scored, manual, manually, by eye, ourselves, we check,
        we read, we grade, we mark, we label, we regrade, we verify, we reread, swap*,
        both orders, either order, both orderings, each order, order effect(s),
        order .. randomised/randomized/swapped/counterbalanced/reversed/shuffled/drawn,
        random order, reversed order, reverse order, reversed, counterbalanc*,
        counter-balanc*, position bias, positional bias, both positions, kappa,
        agreement, validated against, validation of the judge, calibrated against,
        gold labels/standard, other way round/around, second time, spot-check*,
        correlat* with .. median/people/teachers/technicians/majority,
        correlation .. with,
        rank correlation, alpha between, kappa between, between it and,
        only if alpha/kappa,
        used only if, only if it agrees/reaches/sides/matches, unless it/that reaches,
        believe it only if, trust it only if, has to reach, must reach,
        sides switched, sides are switched, mirrored, turned round
    """)
    | (_PEOPLE | EXPERTS | OURSELVES).then(
        _CHECKING, within=5, over=Concept("is, are, by, there")
    )
    | _CHECKING.then(
        _PEOPLE | EXPERTS | OURSELVES, within=4, over=Concept("the, is, are")
    )
)

AVERAGING = Concept("""
    mean(s), average(s), averaged, averaging, median, aggregate(s), aggregated,
    overall score/number/figure/result/accuracy, combined score/number,
    single number/score, single/one figure, one number/score, pooled, macro-average*,
    grand mean, composite, summary score/number, total score, index of, sum of
""")
TASKS = Concept("""
        task(s), kind(s) of, types of, data-set(s), benchmark(s), game(s),
        environment(s), language(s), domain(s), corpora, subject(s) areas,
        problem types, suite(s), load(s), site(s), hospital(s), scenario(s),
        instrument(s), genre(s), station(s), market(s), cities, city, countries,
        region(s), robot(s), object classes, categories, conditions of noise, skills,
        workload(s), application(s), device(s), rooms, tracks, collections,
        catalogue(s), shops, buildings, homes, species, modalities, families of,
        sub-sets, subsets, terrain(s), manipulation tasks, weather types,
        splits of difficulty, levels
""")
FEW_TASKS = Concept("""
    two, three, four, five, six, seven, eight, nine, ten, both, 2, 3, 4, 5, 6, 7, 8, 9,
    10, a few, few, handful of
""").then(TASKS, within=3)
_EACH = Concept("""
    per, for/on/of each, for/on/of every, each, every, single, individual, one row, own,
    worst
""")
_SHOWN_SEPARATELY = Concept("""
    report*, table(s), figure(s), show(s), shown, plot(s), plotted, print(s), printed,
    list(s), listed, given, column(s), row(s), dot(s), panel(s), interval(s), beside,
    alongside, breakdown, appendix, own line, stated, tested, present(ed), sits, stands
""")
EACH_SHOWN = (
    _EACH.then(TASKS, within=1).near(_SHOWN_SEPARATELY, within=8)
    | TASKS.then(
        Concept("""
        separately, one by one, individually, singly, apart, on its own, side by side,
        never averaged, not averaged, never pooled, not pooled
    """),
        within=7,
    )
    | Concept("""
        per-task, per-data-set, per-game, per-environment, per-language, per-domain,
        per-benchmark, per-site, per-load, broken down, breakdown by, iqm,
        interquartile mean, performance profile(s),
        worst task/data-set/language/domain/site, never averaged,
        not averaged, never appears alone
    """)
    | Concept("""
        printed/shown/given/reported/listed/stand(s) beside,
        printed/shown/given/reported alongside, printed/shown/given/reported next to,
        not the only thing, each has its own, dot per
    """).beside(TASKS | MEASURE)
)
