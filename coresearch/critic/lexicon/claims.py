"""What a plan expects, claims and would take as a refutation."""

from __future__ import annotations

from coresearch.critic.concepts import Concept

EXPECTING = Concept("""
    we/i expect*, we/i hypothesi*, we/i predict, we/i conjecture, we/i anticipate,
    we/i believe, we/i suspect, we/i bet, we/i wager, we/i posit, we/i think,
    we/i claim, we/i guess, we/i argue, guess is, my/our guess, guess :, commit* to,
    put/laid/written down beforehand/before, money is on, we/i suppose, suppos*,
    hypothes*, prediction(s), conjecture(s), our/my/the expectation(s),
    expectation is/that, bet, wager, hunch, thesis, premise, working assumption,
    our claim, main claim, expected result/outcome/effect/gain/benefit,
    is/are expected/predicted/likely to, research question(s), rq*, h1, h2, h3, h0,
    ought to, should
""")
DIRECTION = Concept("""
    higher, lower, better, worse, larger, smaller, faster, slower, fewer, greater, less,
    more, stronger, weaker, cheaper, shorter, longer, steeper, earlier, later, closer,
    nearer, than, at least, at most, outperform*, exceed*, improv*, reduc*, increas*,
    decreas*, rais*, lowers, lowering, lowered, equal*, equivalen*, noninferior*,
    superior*, inferior*, positiv*, negativ*, monoton*, beat(s), match(es), >, <, ≥, ≤,
    gain(s), loss of, advantage(s), benefit(s), drop(s), rise(s), fall(s), halv*,
    doubl*, sooner, ahead, win(s), lift(s), above, cut(s), shrink*, shorten*,
    no effect/difference,
    as good/well/accurate/fast/many as, help(s), hurt(s), outrank*, outscor*, surpass*,
    boost*, degrad*, save(s), saving, up to, half
""")
EXPLORING = Concept("""
    explor*, understand*, investigat*, examin*, study, studying, this study studies,
    gain insight(s), shed light, characteri*, get a feel*, learn more, play with,
    look into, looks into, look at, curious, interested in, map out, probe how,
    insight(s) into, find out how, better picture, describe how, take a look, see what,
    elucidat*, get a feeling, illuminat*, clarify, uncover, unravel, disentangle,
    interested in, take stock, open-minded, map the
""")
CAUSING = Concept("""
    cause(s), caused by, causing, lead(s) to, leading to, causal effect, drive(s),
    driven by, bring(s) about, effect of, impact of, influence of, responsible for,
    prevent(s), boost(s), provoke(s), thereby, causing,
    makes .. more/less/better/worse/faster/slower, make .. more/less/better/worse,
    is why, attributable to, is/are due to, result(s) from, is the effect of,
    show/prove/establish/learn/estimate .. how much/many,
    show/prove/establish/learn .. by how much, is what makes, makes them,
    show/prove/proved/proves/establish .. that/which, effect we want to demonstrate,
    make(s) people/users/students/listeners, make(s) readers/patients,
    thus/hence/therefore .. improve(s)/raise(s)/lower(s)/reduce(s)/increase(s),
    shows how much, measure the effect of
""")
PRIMARY = Concept("""
    primary, main .. metric/measure/outcome/endpoint/result/criterion/score/question,
    main comparison, headline, key metric/outcome/measure/indicator, decisive, decides,
    deciding metric/measure/outcome/number, co-primary, endpoint(s), judged by,
    judged on, success is/means/if/criteri*, north star, outcome of interest,
    metric of record, single metric/outcome/measure, secondary, one number that,
    yardstick, what counts, stand(s) or falls, stand(s) and falls, verdict rests,
    verdict is, rests on, decision rests, side effects, first outcome, main figure,
    target metric, goes by, we judge, is judged by, are/is additional, just logged,
    merely described, hinges on, what decides, ranks above, tie-break*, chief,
    precedence, only one, one that counts, the one that, hang(s) on, win or lose by,
    won or lost by, decide(s) nothing, no say in, no vote, accompany it, logged besides,
    counts alone, alone counts, all else/rest is context, settle(s) it, first rank,
    takes precedence, trumps, goes first, leading outcome/measure, lead outcome/measure
""")
EXPLORATORY = Concept("""
    explorator*, confirmator*, exploration and/with, is/as exploration, untested,
    ideas box, fishing expedition, come(s) second, find* ideas, give ideas,
    exploration is, prespecif*, post-hoc, descriptive*, unplanned, only looking,
    for looking, just looking, not part of the test, observations only, look-around,
    outside the plan, second line, no p, by-catch,
    secondary analysis/analyses/comparison(s)/contrast(s)/test(s)/question(s),
    contrast(s)/comparison(s)/analyses/analysis/tests .. is/are secondary,
    secondary and corrected, curiosity, planned beforehand, specified beforehand,
    hypothesis-generating, planned in advance, not planned, without tests,
    without a test, not tested, decide(s) nothing, to confirm, hypothes* generat*,
    suggestive, to be confirmed, labelled as, labeled as, marked as, tentative*,
    out of curiosity, speculat*, to get ideas, get ideas, for ideas, no p-values,
    without p-values, not to prove, look(s) around
""")

CARRYING_OVER = Concept("""
    hold(s) for/in/on/across, hold(s) true, apply/applies to, carry/carries over,
    generalis*, generaliz*, transfer(s) to, valid for/in, suitable for, remedy for,
    applicable to, way to, holds in/with, enough for, take .. to hold for,
    true of/for/in, speak(s) for,
    stand(s) in for, stand(s) for, representative of, represent(s), extend(s) to,
    work(s) for/on/in/with, help(s), benefit(s), suit(s), conclu* for/about, proxy for,
    proxies for, useful to/for, improves .. for, findings for, results for, recommend*,
    serve(s), fit(s) all, tell(s) us about, show(s) that, prove(s) that, establish*,
    say something about, goes for, inform*, settle(s), decide(s) for, learn* about
""")
HEDGES = Concept("""
    may, might, could, cannot, can't, not, no, nothing, whether, if, only, unclear,
    unknown, perhaps, possibly, never, remain(s), open, doubt*, neither, nor, without,
    limited, restricted, nobody, until, later, future, would
""")
