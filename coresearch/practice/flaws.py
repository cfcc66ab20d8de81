"""Sentences of a plan, each sound and with one flaw: the crux of the plan family.

The difficulty is the author's judgement: *easy* is wrong as it stands, *medium* needs
a thought about how the data came about, *hard* sounds like good practice.
"""

from __future__ import annotations

from dataclasses import dataclass

from coresearch.practice.items import Difficulty, Purpose


@dataclass(frozen=True, slots=True)
class Flaw:
    """One kind: the same sentence without and with it, and why it matters."""

    kind: str
    purpose: Purpose
    difficulty: Difficulty
    sound: str
    flawed: str
    why: str


_P, _D = Purpose.PROBE, Purpose.DRILL
_EASY, _MEDIUM, _HARD = Difficulty

FLAWS = (
    Flaw(
        "chosen-on-test", _P, _EASY,
        "The learning rate and the stopping point of {ours} are chosen on the "
        "validation part; the test part is used once, at the end.",
        "The learning rate and the stopping point of {ours} are chosen where the test "
        "part shows the best {metric}, which is what we report.",
        "What is chosen on the test part looks better on it than it is.",
    ),
    Flaw(
        "one-run", _P, _EASY,
        "{Ours} and {base} are trained ten times each, with ten seeds, and the mean "
        "difference is reported with its 95 % interval, whatever it is.",
        "{Ours} and {base} are trained once each, and the one that scores higher is "
        "the better method.",
        "One run of each says nothing about the spread between runs.",
    ),
    Flaw(
        "split-within-groups", _P, _MEDIUM,
        "The parts are made by {group}: as what is learnt about one {group} helps with "
        "the same one again, none has {unit} in more than one part.",
        "The {unit} are shuffled and dealt out at random, so that each {group} is "
        "represented in every part.",
        "What is learnt about one {group} in training helps with the same {group} in "
        "the test.",
    ),
    Flaw(
        "scaled-on-all", _P, _MEDIUM,
        "The means and variances that scale the inputs are those of the training part.",
        "The means and variances that scale the inputs are those of all {unit}, so "
        "that every part is treated alike.",
        "The test part then has a say in how the inputs of training look.",
    ),
    Flaw(
        "untuned-baseline", _P, _MEDIUM,
        "{Base} is tuned on the same validation part as {ours}, with as many trials "
        "and over ranges that are as wide.",
        "{Base} runs with the settings of its paper; {ours} gets sixty tuning trials "
        "on our data.",
        "The gain may be that of tuning.",
    ),
    Flaw(
        "measures-chosen-late", _P, _HARD,
        "The primary measure, {metric}, is named here, before the first run; seven "
        "others are computed to see the matter from all sides, and all are reported.",
        "We compute eight measures, to see the matter from all sides, and discuss "
        "those on which the arms differ at the 0.05 level.",
        "One of eight differs by chance in a third of all studies.",
    ),
    Flaw(
        "until-significant", _P, _HARD,
        "How many runs there are is settled before the first; none is added later.",
        "To save computing time we look after every run, and stop as soon as the "
        "difference is significant at the 0.05 level.",
        "Whoever looks often enough finds a difference where there is none.",
    ),
    Flaw(
        "failed-runs-replaced", _P, _HARD,
        "A run that diverges counts with the last value that it reached.",
        "A run that diverges says nothing about the method, and is repeated with "
        "another seed until it converges.",
        "That it diverges is a result, and more often that of one arm.",
    ),
    Flaw(
        "two-changes", _P, _MEDIUM,
        "The arms differ in the architecture alone: data, augmentation and number of "
        "updates are the same.",
        "{Ours} is trained with the new augmentation, from which it profits; {base} as "
        "before; and so the gain shows what the architecture is worth.",
        "Two things differ: nobody can tell which of them helped.",
    ),
    Flaw(
        "no-difference-is-equal", _P, _HARD,
        "We call the two equally good, and recommend the cheaper one, only if the "
        "whole interval of their difference lies within one point.",
        "Should the difference not be significant, the two are equally good, and we "
        "recommend the cheaper one.",
        "Not to see a difference is not to see that there is none.",
    ),
    Flaw(
        "rater-knows", _P, _MEDIUM,
        "A hundred outputs, drawn at random, are rated by two people who are not told "
        "which system made them, and how far they agree is reported.",
        "A hundred outputs are rated by the first author, who knows both systems well "
        "and sees which of them made each.",
        "Who knows what they hope for finds it.",
    ),
    Flaw(
        "subgroup-found-late", _P, _HARD,
        "Two subgroups are looked at, and named here: the shortest and the longest "
        "tenth of the {unit}.",
        "After the runs we find out for which {unit} {ours} gains most, and describe "
        "it as the method for just these.",
        "Some subgroup gains most in every study, by chance too.",
    ),
    Flaw(
        "duplicates-kept", _D, _EASY,
        "Near-duplicates of test {unit} are removed from the training part, even "
        "though it becomes smaller.",
        "Near-duplicates between the parts are kept, as the training part would become "
        "smaller otherwise.",
        "What was seen in training is remembered in the test.",
    ),
    Flaw(
        "years-mixed", _D, _MEDIUM,
        "As the system will meet later years than ours, the test part is the last "
        "year.",
        "Although the system will meet later years than ours, all years are mixed, so "
        "that training and test are alike.",
        "The test must be as far from training as the use will be.",
    ),
    Flaw(
        "no-power", _D, _MEDIUM,
        "By the spread between the runs of the pilot, the planned number shows a "
        "difference of one point with a power of 80 %.",
        "There are three runs an arm; with a test part of this size any difference "
        "that matters would show.",
        "What counts is the spread between runs, which three do not show.",
    ),
    Flaw(
        "filled-by-class", _D, _HARD,
        "Missing inputs are filled in with the mean of the training part.",
        "Missing inputs are filled in, in every part, with the mean of the {unit} that "
        "have the same label.",
        "The label of a test item then stands in its inputs.",
    ),
    Flaw(
        "features-on-all", _D, _MEDIUM,
        "Features are selected anew within each fold, on its training part alone, so "
        "that the folds need not agree on which fifty go best with the label.",
        "The fifty features that go best with the label are selected first; then both "
        "systems are cross-validated on these.",
        "The test parts of the folds helped to select the features.",
    ),
    Flaw(
        "best-of-runs", _D, _EASY,
        "Of the runs of an arm we report the mean and the spread.",
        "Of the runs of an arm we report the best, as it shows what the method can do.",
        "The best of more runs is better: it measures luck and patience.",
    ),
    Flaw(
        "worst-come-back", _D, _HARD,
        "Whether a second annotation helps is tested on {unit} that were drawn at "
        "random, half of them annotated again.",
        "The {unit} with the worst results are annotated again, and that they do "
        "better in the next run shows that this helps.",
        "What was worst is better the next time by itself: some of it was bad luck.",
    ),
    Flaw(
        "cause-from-going-together", _D, _HARD,
        "Whether more {unit} for one {group} would help is tested by leaving some out "
        "at random.",
        "Results are better for each {group} with more {unit}, which shows that it "
        "pays to collect more for the others.",
        "Who has more of them differs in other ways too.",
    ),
    Flaw(
        "items-not-independent", _D, _HARD,
        "The interval comes from a bootstrap over each {group} as a whole: all {unit} "
        "that come from it are drawn together or not at all, and so it is wide.",
        "The interval comes from a bootstrap over the {unit}, of which there are some "
        "forty for each {group}, and so it is narrow.",
        "What comes from one {group} is alike: there are fewer cases than there seem.",
    ),
    Flaw(
        "no-end", _D, _EASY,
        "If after five runs an arm the gain is below half a point, we stop, say so, "
        "and describe what was tried.",
        "If the gain is below half a point, we try variants until it is above it, and "
        "describe that one.",
        "Among enough variants one gains half a point by chance.",
    ),
    Flaw(
        "many-tests", _D, _MEDIUM,
        "The six variants are tested at the 0.05 level as a family, by Holm's "
        "procedure.",
        "Twenty variants are each tested against {base} at the 0.05 level, and those "
        "that pass are better.",
        "Of twenty that are alike one passes.",
    ),
    Flaw(
        "hard-ones-left-out", _D, _HARD,
        "The {unit} on which the annotators disagree stay in the test part, with the "
        "label that a third one gives, and are also reported by themselves.",
        "The {unit} on which the annotators disagree are left out of the test part, so "
        "that its labels can be relied on.",
        "What is left is the easier part; in use they will all come.",
    ),
)  # fmt: skip
