"""What comes out: runs and their scores, and what is made of them."""

from __future__ import annotations

from coresearch.critic.concepts import Concept

RUNS = Concept("""
    seed(s), run(s), rerun(s), refit(s), retraining(s), repeat run(s), restart(s),
    repeat(s), repetition(s), replicate(s), replication(s), trial(s), attempt(s),
    checkpoint(s), epoch(s), initialisation(s), initialization(s), init(s),
    random draws, execution(s), snapshot(s), rollout(s), tries, training(s),
    evaluation(s), replay(s), pass(es), round(s), fold(s), random splits, chains,
    starts, sessions, measurement(s), iteration(s), of the #
""")
EXTREME = Concept("""
    best, best-performing, best-scoring, top, top-scoring, highest, highest-scoring,
    maximum, maximal, peak, strongest, luckiest, fastest, quickest, lowest, minimum,
    minimal, smallest, largest, greatest, shortest, winning, winner,
    most successful/favourable/favorable/accurate/convincing/promising, cleanest,
    champion, does/did/do/performed/performs/scores/scored/came out/comes out best,
    most impressive, finest, record, better of, optimum, cheapest, longest, steepest,
    fewest, closest, smoothest, sharpest, least, most
""")
REPORTED = Concept("""
    report(s), reported, reporting, table(s), figure(s), plot(s), plotted, show(s),
    shown, quote(s), quoted, publish*, enter(s), entered, count(s), stand(s) for,
    represent(s), represented, compare(s), compared, comparison, score(s), result(s),
    headline, number(s), give(s), given, list(s), listed, present(s), presented,
    is/are used, take(s), taken, keep(s), kept, goes in/into, go in/into, goes forward,
    speak(s) for, submit*, use(s), final, each/every arm/method/model/system, claim(s),
    accuracy, performance, return, reward, latency, throughput, f1, auc, error, becomes,
    put down, write down, note(d), cite(d), summar*, stated, is what counts, carries,
    contain(s), hold(s), fill(s), appear(s), measured
""")
SPREAD_SHOWN = Concept("""
    mean(s), median(s), averages, all .. seeds/runs/repeats, every seed/run/repeat,
    spread .. shown/beside, quartile(s), interquartile, distribution,
    each seed/run, worst, beside, besides, alongside, together with,
    individual runs/seeds/points
""")

SIGNIFICANCE = Concept("""
    significan*, p-value(s), p < #, p ≤ #, p <, p below/under #, p is/drops/falls/gets,
    0.05, .05, five per cent level
""")
SUCCESS_SHOWN = (
    SIGNIFICANCE
    | Concept("""
        effect(s), difference(s), gap(s), gain(s), advantage(s), benefit(s), trend(s),
        pattern(s), result(s), picture, curves, arms, answer, lead, improvement(s),
        outcome(s), signal, evidence, case
    """).then(
        Concept("""
            appear(s), emerge(s), shows, show up, clear, convincing, visible, stable,
            separate(s), apparent, obvious, evident, settle(s), satisf*, good enough,
            pulls clear/ahead, pull clear/ahead, wins, win, is/are/comes/come ahead,
            looks/look good/right/promising, positive, as expected, in our favour/favor,
            as hoped, strong enough, large enough, comes out, stand out, beyond doubt,
            firm, solid, unambiguous, holds up, is/are there, is/are seen, is/are found,
            is present, established, secured, proven, as expected
        """),
        within=7,
    )
    | Concept("interval(s), ci, band(s), bar(s), bound(s)").then(
        Concept("""
            exclude(s) zero/0, clear(s) zero/0, clear of zero/0, above zero/0,
            left/leaves/leave zero/0, off zero/0, away from zero/0, beyond zero/0,
            no longer include(s)/contain(s)/cover(s)/overlap*/touch(es)
        """),
        within=7,
    )
    | Concept("""
        pulls clear, pulls ahead, is/comes/gets ahead, comes out ahead, in the lead,
        excludes zero, leaves zero, bars no longer overlap, stop overlapping,
        hypothesis .. confirmed/supported, prediction .. confirmed/supported,
        see an/the effect/difference/gain, improves, wins, works, succeeds,
        is/are ahead, is/are clearly/well/far/safely/visibly ahead, gets ahead,
        pulls ahead, outperform(s), beats, is/becomes better, comes out on/ahead,
        turns out better, looks good, look right, we are satisfied/convinced/confident,
        tells .. apart, told apart, crosses .. threshold/line,
        reaches .. significance/level of,
        to win, to come out ahead, to show, it shows, ahead beyond doubt
    """)
)
INCONCLUSIVE = Concept("""
    not .. significan*, nonsignificant, insignificant, not yet, inconclusive,
    borderline, unclear, misses .. significance, misses narrowly, narrowly misses,
    just misses, fail(s) to reach, short of significance, close to significance,
    near significance, marginal*, almost significant, p > #,
    p stays/remains/lies/is/comes/still above, p .. above/over #, p above #,
    p is above #, p between # and #, p-value .. above/over/between, above 0.05,
    over 0.05, between 0.05 and, includes/include zero, include/includes 0,
    covers/cover/contains/contain/touches zero/0, straddles zero, still overlap*,
    shows a trend, trend in, only a trend, suggestive, isn't .. significan*,
    too close to call, undecided, no clear, not clear, n't clear, looks promising,
    not .. show(s) effect/difference/gain, not .. see effect/difference/gain,
    not .. reach .. level, miss(es) that/this/the level/mark, still under/below zero/0,
    still above/over 0.05, is under/below zero/0, still straddles, not .. settled,
    not .. convincing, not .. decided, no effect/difference/gain, not .. there,
    ambiguous, isn't there yet, not there yet, not shown itself, not yet shown, wavers,
    not .. shown itself, not yet confirmed, not .. confirmed
""")
GOING_ON = Concept("""
    add(s), added, adding, collect*, recruit*, run(s), gather*, includ*, draw(s), drawn,
    extend(s), extended, extending, continu*, go on, goes on, keep on, keep running,
    keep collecting, keep adding, invit*, enrol*, top up, topped up, doubl*, prolong*,
    enlarg*, increase(d), train(s), trained, sampl*, resum*, reopen*, append*, ask(s),
    asked, launch*, more .. are, join(s), admit(ted)
""")
STOPPING = Concept("""
    stop(s), stopped, stopping, end(s), ended, ending, close(s), closed, halt(s),
    halted, finish*, terminat*, break off, wrap up, call it, freeze, done, over,
    conclude the, cease*
""")
SEQUENTIAL_TEST = Concept("""
    alpha-spending, spending function, spend* alpha, o'brien*, obrien, pocock,
    haybittle*, sequential .. test/tests/analysis/design/procedure/boundary,
    group-sequential, sequential probability, sprt, always-valid, anytime-valid,
    e-value(s), e-process*, bayes-factor(s), lan-demets, confidence sequence(s),
    adaptive design, interim .. alpha, alpha .. interim, alpha .. looks,
    corrected for .. looks, adjusted for .. looks, sequential* .. corrected
""")
