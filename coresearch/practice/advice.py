"""Pieces of advice to plant among suggestions: each made wrong, and sound.

The sound form is a control: what the offline critic says, in other words and with its
meaning kept. Neither has an effect: there is nothing to write, and nothing to run.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """One kind, in two forms that differ in what they advise."""

    kind: str
    rule: str
    """Of the critic, whose words it takes up."""
    about: str
    """A regular expression for the lines of a plan on which it can be hung."""
    title: str
    sound: str
    flawed: str
    question: str
    truth: str
    """What is said of the flawed form afterwards."""


ADVICE = (
    Advice(
        "seeds", "S1", r"\b(seeds?|runs? (of|each|takes)|repeat)",
        "How often each arm is run",
        "A run is one draw. Other seeds tell the spread, and the difference between "
        "arms is worth as much as its interval says.",
        "Repeats cost time and tell little: if the first runs of two arms are clearly "
        "apart, the better arm is known, and the seed can stay as it is.",
        "How many runs does each arm get?",
        "One run of each arm says nothing about the spread between runs.",
    ),
    Advice(
        "split", "D7", r"\b(split|held.?out|test (set|part|queries))",
        "What is on both sides of the split",
        "What comes from the same source is alike. Where it is on both sides, the "
        "test rewards what was remembered.",
        "Shuffle all rows before they are split: each source is then on both sides, "
        "and the test speaks for the training data.",
        "By what is it split?",
        "A source on both sides rewards what was remembered.",
    ),
    Advice(
        "tuning", "D2", r"\b(tun(e|ed|ing)|hyper|learning rate|grid|sweep)",
        "Where settings are chosen",
        "Settings are chosen on data that the final figure does not come from; what "
        "chose them is no test any more.",
        "Settings are best chosen on the test part: it is larger than the validation "
        "part, and so the less noisy guide.",
        "Which data choose the settings?",
        "What was chosen on the test part looks better on it than it is.",
    ),
    Advice(
        "baseline", "C2", r"\b(baselines?|compared? (with|to)|against|versus)\b",
        "What the baseline gets",
        "The baseline needs the trials and the care that the new method gets, or the "
        "gain may be that of tuning.",
        "Leave the baseline at its published settings: tuning it on these data would "
        "favour it over the new method.",
        "How many tuning trials does each get?",
        "An untuned baseline makes the gain that of tuning.",
    ),
    Advice(
        "measure", "Q6", r"\b(metric|accuracy|F1|AUC|recall|success@|measure[sd]?)",
        "Which measure counts",
        "Of several measures one differs by chance. Name the one that decides before "
        "the first run; the others are reported beside it.",
        "Leave open which measure decides until the results are in: only they show "
        "which of them tells the arms apart.",
        "Which one decides?",
        "Of several measures one differs by chance.",
    ),
    Advice(
        "stopping", "S8", r"\b(until|stop|budget|hours)\b",
        "When to stop",
        "When it ends is settled before it begins, by a number or by a rule that was "
        "made for looking in between.",
        "Test after every run and stop once p is below 0.05: that saves runs, and the "
        "test stays what it is.",
        "What ends it?",
        "Whoever looks often enough finds p below 0.05 without any difference.",
    ),
    Advice(
        "left-out", "D13", r"\b(exclud|filter|remov|discard|clean(ed|ing))",
        "What is left out",
        "What is left out is decided by a rule that is written before the results, "
        "and how much that was is reported.",
        "Items on which the new method fails for a plain reason can be left out "
        "afterwards: they say nothing about the method.",
        "Who decides what is left out, and when?",
        "Where failures of one arm are left out, it wins by that.",
    ),
    Advice(
        "no-difference", "S2", r"\b(signific|p.?value|differ(s|ence))",
        "What no difference means",
        "That no difference was seen does not show that there is none: give the "
        "interval, and say how large a difference it leaves room for.",
        "With p above 0.05 the arms are equal, and the report can say so; an interval "
        "adds nothing to that.",
        "How large a difference would matter?",
        "Not to see a difference is not to see that there is none.",
    ),
    Advice(
        "fitted-on-all", "D3", r"\b(normali[sz]|scal(ed|ing)|preprocess|vocab|index)",
        "What preprocessing learns from",
        "What preprocessing learns (means, vocabularies, an index) it learns from "
        "the training part; the others are only transformed.",
        "Let preprocessing learn from all data, the test part too: both are then on "
        "one scale, and can be compared.",
        "On which part is it fitted?",
        "The test part then has a say in training.",
    ),
    Advice(
        "raters", "S11", r"\b(judges?|raters?|annotat|people|human)",
        "What raters know",
        "Who rates an output is not told which arm it comes from, and meets the arms "
        "in random order.",
        "Tell the raters which arm an output comes from: they can then allow for its "
        "known weaknesses.",
        "What do they see?",
        "Who knows the arm finds what they hope for.",
    ),
    Advice(
        "two-changes", "C6", r"\b(architecture|augment|loss|longer|larger|new)\b",
        "What the arms differ in",
        "If arms differ in one thing, a gain is that thing's. With two, an arm that "
        "has only one of them is needed.",
        "Improve several things at once: what they do together is what counts, and the "
        "gain is then that of the idea.",
        "What else differs?",
        "With two changes nobody can tell which of them helped.",
    ),
    Advice(
        "duplicates", "D4", r"\b(corpus|data ?set|collect|crawl|notes|records)\b",
        "What stands twice",
        "Near-duplicates of test items are looked for in the training part, and taken "
        "out of it.",
        "Near-duplicates can stay where they are: in use as well one meets the same "
        "again, and the training part stays large.",
        "How are they found?",
        "What was seen in training is remembered in the test.",
    ),
    Advice(
        "power", "S5", r"\b(points?|percent|%|effect|gain|improv)",
        "Whether the effect can be seen",
        "From the spread between runs it follows how many are needed to see an effect "
        "of this size; a pilot tells the spread.",
        "An effect that matters shows in any number of runs; to work out how many are "
        "needed is only for small effects.",
        "How many runs does that take?",
        "What too few runs do not show may be there all the same.",
    ),
    Advice(
        "best-of", "S3", r"\b(best|results?|reports?|table)\b",
        "Which run is reported",
        "All runs are reported, by mean and spread: the best of several is higher for "
        "whoever has more of them.",
        "Report the best run of each arm: it shows what the method can do, where the "
        "mean shows how often training failed.",
        "What becomes of the others?",
        "The best of more runs is better: it measures luck.",
    ),
    Advice(
        "imbalance", "D11", r"\b(class(es|if)?|labels?|positive|accuracy|detect)",
        "What accuracy hides",
        "Where one class is rare, accuracy is high for whoever never says it: look at "
        "the classes one by one.",
        "Where one class is rare, accuracy is the fair measure: it weighs every item "
        "alike, and the rare class does not distort it.",
        "How often is each class right?",
        "Who never says the rare class has a high accuracy.",
    ),
    Advice(
        "time", "D6", r"\b(years?|months?|weeks?|dates?|later|future|history)\b",
        "What was known when",
        "What will be predicted must lie after all that training saw, as it will in "
        "use.",
        "Mix the times before splitting: training and test are then of the same years, "
        "and no change over time disturbs the comparison.",
        "Which came first?",
        "In use the future is not among the training data.",
    ),
    Advice(
        "subgroups", "Q8", r"\b(groups?|types?|kinds?|categor|short|long|hard)\b",
        "Which parts are looked at",
        "The parts that will be looked at one by one are named before, with the "
        "direction that is expected.",
        "See after the runs in which part the method gains most, and make that the "
        "main finding: there it is useful.",
        "Which parts, and why these?",
        "In some part any method gains most, by chance too.",
    ),
    Advice(
        "few-units", "S9", r"\b(queries|items|users|participants|patients|documents)\b",
        "How many cases there really are",
        "What comes from one source is alike: an interval is drawn over sources, and "
        "not over all that they gave.",
        "Draw the interval over all items, whatever their source: there are more of "
        "them, and the interval is narrower.",
        "How many sources are there?",
        "What is alike counts as fewer cases than it seems.",
    ),
    Advice(
        "stop-rule", "E6", r"\b(if|fails?|otherwise|abandon|continue|plan)\b",
        "When it would be given up",
        "Write down the result that would end this, and by when; later one always sees "
        "a reason to go on.",
        "Leave open what would end this: with enough variants most ideas begin to "
        "work, and a rule would only stop too soon.",
        "Which result would end it?",
        "Among enough variants one works by chance.",
    ),
    Advice(
        "trivial", "C4", r"\b(model|method|system|train|retriev|network)\b",
        "What costs nothing",
        "A baseline that learns nothing (the most frequent answer, the last value) "
        "shows what the task itself gives away.",
        "Leave out baselines that learn nothing: that a model beats them is plain, and "
        "they make its gain look smaller.",
        "What does the simplest rule reach?",
        "Often it is not plain, and the gain over them is what was learnt.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a plan on which a piece of advice can be hung."""

    advice: Advice
    line: int
    """From 1."""
    quote: str


def places(text: str, used: Collection[str] = ()) -> Iterator[Place]:
    """For each kind that is not among `used`, the first line that it fits."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1)]
    for advice in ADVICE:
        if advice.kind in used:
            continue
        for number, line in lines:
            if re.search(advice.about, line, re.IGNORECASE):
                yield Place(advice, number, line.strip())
                break
