"""Statistical inference: tests, levels, corrections, intervals."""

from __future__ import annotations

from coresearch.critic.concepts import Concept

TEST = Concept("""
    t-test(s), z-test(s), f-test(s), u-test(s), wilcoxon, mann-whitney, mcnemar*, anova,
    ancova, manova, kruskal*, friedman test, chi-squared, chi-square, fisher's exact,
    fisher exact, delong, tost, diebold mariano, log-rank, signed-rank, rank-sum,
    sign test(s), binomial test(s), exact test(s), permutation test(s),
    randomisation/randomization test(s), bootstrap test(s), paired test(s),
    paired .. test(s), likelihood-ratio, equivalence test(s), welch*,
    two-sample test(s), one-sided test(s), two-sided test(s), hypothesis test(s),
    significance test(s), statistical test(s), score test, wald, noninferiority test(s),
    cox regression, kolmogorov-smirnov, cochran's q, page's trend test, jonckheere,
    f statistic
""")
LEVEL = Concept("""
    p-value(s), p < #, p ≤ #, p = #, p > #, p below/under/above #, p <, alpha = #,
    alpha #, alpha of/at/is/< #, α = #, α #, α of/at/is #, significance level,
    level 0.05, level .05, level 0.01, # % level, # per cent level, # percent level,
    level of #, false alarm rate,
    type i error, type one error, at 0.05, at .05, at 0.01, 0.05 each, .05 each,
    at 5 %, at 1 %, at 5 per cent
""")
MODELLED = Concept("""
    bayes*, posterior*, mixed-effect(s), mixed model(s), regression coefficient(s),
    regression analys*, hierarchical model(s), multilevel model(s), credible interval(s)
""")
INTERVAL_DECIDES = Concept("interval(s), ci, cis").then(
    Concept("""
    exclud*, zero, overlap*, above zero/0, below zero/0, contain(s) zero/0,
    include(s) zero/0, cover(s) zero/0, clear of zero, beyond zero
"""),
    within=6,
) | Concept("zero/0 .. outside .. interval/ci, zero/0 .. excluded by .. interval/ci")
"""An interval stands for a test where it is said what it must leave out."""

ADJUSTING = Concept("""
    bonferroni*, holm, holm's, benjamini*, hochberg, bh procedure/correction, fdr,
    false discovery*, family-wise, fwer, multiple comparison(s)/testing/tests,
    multiple hypothes*, multiplicity, tukey*, dunnett*, scheffe, scheffé, nemenyi,
    friedman, omnibus, sidak, šidák, gatekeep*, fixed-sequence, closed testing,
    hierarchical test*, hierarchical* model, hierarchical bayes, multilevel model(s),
    tested in .. order, in a fixed order, next is tested only, step-down, stepdown,
    correct*/adjust* .. comparisons/tests/multiple/multiplicity/number,
    correct*/adjust* .. alpha/threshold/p-value(s)/level, adjusted alpha/p, max-t,
    alpha .. divided/split/spent/shared, simultaneous interval(s), joint interval(s),
    simultaneous confidence interval(s), westfall*, romano*,
    chance of one/any/a false alarm, error rate .. held/shared/controlled,
    divided by .. number/comparisons/tests, overall level
""")
CORRECTION = ADJUSTING | Concept("""
    no correction,
    single/one/only primary/confirmatory .. comparison,
    single/one/only prespecified/preregistered/planned .. comparison,
    single/one/only primary/confirmatory .. test,
    single/one/only prespecified/preregistered/planned .. test,
    single/one/only primary/confirmatory contrast/hypothesis/outcome,
    single/one/only prespecified/planned contrast/hypothesis/outcome,
    only/this one contrast/comparison/test, one contrast, only .. is/are confirmatory,
    only .. is/are primary/tested, one confirmatory, uncorrected, single test,
    only test, one test, only one test, tests nothing else, nothing else is tested,
    exploratory and untested
""")
