"""Rules about cases: what the failures share, and what is odd in the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.analysis.cases import Cases, Changes
from coresearch.analysis.claims import figures, interval
from coresearch.analysis.duplicates import Duplicates
from coresearch.analysis.predictions import Calibration, Confusion, Doubt
from coresearch.analysis.reading import Reading
from coresearch.analysis.slices import Loss
from coresearch.core.findings import Severity
from coresearch.core.text import counted, one_line

_MOST_SLICES = 3


def read_slices(
    lost: Sequence[Loss], first: str, second: str, metric: str
) -> Iterator[Reading]:
    """Slices in which the second arm is worse than the first."""
    for one in _certain(lost):
        what = f"{one_line(second)} against {one_line(first)} where {_what(one)}"
        yield Reading(
            "slice-lost",
            f"{one_line(second)} loses where {_what(one)}",
            f"There {one_line(second)} is worse than {one_line(first)} on "
            f"{one_line(metric)} by {_loss_said(one)}.",
            Severity.HIGH,
            0.8,
            f"{what}: {_loss_said(one)}",
            next="Look at these cases side by side before the mean is reported.",
            question="Does a mean over all cases hide harm to these?",
            source="Holm 1979; REFORMS (Kapoor et al. 2024)",
        )


def read_failures(lost: Sequence[Loss], arm: str, metric: str) -> Iterator[Reading]:
    """Slices in which an arm fails more often than elsewhere."""
    for one in _certain(lost):
        yield Reading(
            "failures-share",
            f"Failures of {one_line(arm)} gather where {_what(one)}",
            f"There its {one_line(metric)} is worse than on all other cases by "
            f"{_loss_said(one)}.",
            Severity.MEDIUM,
            0.7,
            f"{one_line(arm)} where {_what(one)}: {_loss_said(one)}",
            next="Read ten of them; count how many such cases the training data has.",
            question="Is it the property, or something that comes with it?",
            source="Fisher's exact or Welch's test; Holm 1979",
        )


def _certain(lost: Sequence[Loss]) -> list[Loss]:
    return [one for one in lost if one.value < 0 and one.corrected < 0.05][
        :_MOST_SLICES
    ]


def _what(one: Loss) -> str:
    return one_line(one.slice.what)


def _loss_said(one: Loss) -> str:
    half = (one.high - one.low) / 2
    # Where the second is worse the difference is below 0; a loss is told above it.
    return (
        f"{figures(-one.value, half)} {interval(-one.high, -one.low)} on "
        f"{counted(len(one.slice.cases), 'case')} (p = {one.corrected:.2g} after Holm "
        f"over {counted(one.tried, 'slice')})"
    )


def read_cases(cases: Cases, changed: Changes | None) -> Iterator[Reading]:
    """What all runs fail on, and what changes from run to run."""
    count = len(cases.names)
    if not cases.is_share or count < 20:
        return
    every = list(cases.scores.values())
    if len(every) > 1:
        hard = sum(all(of[case] == 0 for of in every) for case in range(count))
        if hard >= max(5, count / 50):
            yield Reading(
                "hard-core",
                "Cases that every arm gets wrong",
                f"{hard} of {count} cases are wrong in every run of every arm: too "
                "hard, wrongly labelled, or not answerable from the input.",
                Severity.LOW,
                0.7,
                f"{hard} of {count} cases wrong in all of {len(every)} arms",
                next="Read ten of them, and check their labels first.",
            )
    for arm, of in cases.scores.items():
        shaky = sum(value is not None and 0 < value < 1 for value in of)
        if shaky >= count / 10:
            yield Reading(
                "unstable-cases",
                f"{one_line(arm)}: other cases with another seed",
                f"On {shaky} of {count} cases its runs do not agree: a case that one "
                "run gets right is no evidence for the arm.",
                Severity.LOW,
                0.7,
                f"{one_line(arm)}: {shaky} of {count} cases change with the seed",
                next="Compare cases by their mean over seeds, as here.",
                source="D'Amour et al. 2022",
            )
    if changed is not None and changed.better and changed.worse:
        least = min(changed.better, changed.worse)
        net = abs(changed.better - changed.worse)
        if changed.p is not None and changed.p >= 0.05 and least >= max(5, net):
            yield Reading(
                "churn",
                "As many cases got worse as better",
                f"From {one_line(changed.first)} to {one_line(changed.second)} "
                f"{changed.better} cases got better and {changed.worse} worse, of "
                f"{changed.both} (sign test p = {changed.p:.2g}): the two differ in "
                "what they get right more than in how much.",
                Severity.LOW,
                0.7,
                f"{one_line(changed.first)} to {one_line(changed.second)}: "
                f"{changed.better} better, {changed.worse} worse",
                next="Ask whether the two could help one another.",
                source="McNemar 1947",
            )


def read_duplicates(found: Duplicates | None) -> Iterator[Reading]:
    """Test cases that were trained on, and inputs with two labels."""
    if found is None:
        return
    columns = ", ".join(map(one_line, found.columns[:4]))
    if found.in_both:
        share = found.in_both / found.tested
        yield Reading(
            "train-test-duplicates",
            "Test cases that are in the training data",
            f"{found.in_both} of {found.tested} different inputs outside of the "
            f"training data ({share:.1%}) are in it too, by {columns}, letters' case "
            "and marks aside. What is reworded is not seen by this.",
            Severity.HIGH,
            0.9,
            f"{found.in_both} of {found.tested} inputs by {columns} also in training",
            next="Take them out of the test data, and compare again.",
            question="Where were the data split: before or after they were gathered?",
            source="Lee et al. 2022; REFORMS (Kapoor et al. 2024)",
        )
    if found.contradicting:
        yield Reading(
            "two-labels",
            "One input, two labels",
            f"{counted(found.contradicting, 'input')} by {columns} with different "
            "labels: one of them is wrong, or the input does not settle it.",
            Severity.MEDIUM,
            0.8,
            f"{counted(found.contradicting, 'input')} by {columns} with two labels",
            next="Decide each, and say what part of the error is out of reach.",
            source="Northcutt et al. 2021",
        )


def read_calibration(found: Sequence[Calibration]) -> Iterator[Reading]:
    """Arms that are surer, or less sure, than they are right."""
    for one in found:
        if not one.is_off or abs(one.gap) < 0.02:
            continue
        half = (one.high - one.low) / 2
        word = "surer" if one.gap > 0 else "less sure"
        yield Reading(
            "calibration",
            f"{one_line(one.arm)} is {word} than it is right",
            f"Over {one.count} predictions its mean confidence is {one.sure:.3f}, and "
            f"{one.right:.3f} are right: a gap of {figures(one.gap, half)} "
            f"{interval(one.low, one.high)}. Brier score {one.brier:.3f}.",
            Severity.MEDIUM if abs(one.gap) >= 0.05 else Severity.LOW,
            0.8,
            f"{one_line(one.arm)}: sure {one.sure:.3f}, right {one.right:.3f} of "
            f"{one.count}",
            next="Scale its confidences on validation data (temperature scaling).",
            source="Guo et al. 2017",
        )


def read_confusions(found: Sequence[Confusion]) -> Iterator[Reading]:
    """Labels that are never predicted, or nothing but one; two that are swapped."""
    for one in found:
        labels = {label for label, _ in one.counts}
        if len(labels) < 2 or one.total < 20:
            continue
        told: dict[str, int] = {}
        for (_, answer), count in one.counts.items():
            told[answer] = told.get(answer, 0) + count
        answer, most = max(told.items(), key=lambda pair: pair[1])
        truly = sum(n for (label, _), n in one.counts.items() if label == answer)
        if most > 0.9 * one.total and truly < 0.8 * one.total:
            yield Reading(
                "one-class",
                f"{one_line(one.arm)} predicts {one_line(answer)} nearly always",
                f"{most} of {one.total} predictions are {one_line(answer)}, and "
                f"{truly} labels are.",
                Severity.HIGH,
                0.9,
                f"{one_line(one.arm)}: {one_line(answer)} {most} of {one.total}",
                next="Look at the loss by class, and at the weights of the classes.",
            )
            continue
        if mistakes := one.mistakes():
            label, answer, count = mistakes[0]
            wrong = one.total - one.right
            if count >= 10 and count > wrong / 2 and len(labels) > 2:
                yield Reading(
                    "one-confusion",
                    f"{one_line(label)} taken for {one_line(answer)}",
                    f"{count} of {wrong} mistakes of {one_line(one.arm)} are "
                    f"{one_line(label)} predicted as {one_line(answer)}.",
                    Severity.MEDIUM,
                    0.7,
                    f"{one_line(one.arm)}: {one_line(label)} as {one_line(answer)} "
                    f"{count} of {wrong} mistakes",
                    next="Read ten of them: are the two told apart in the labels?",
                )


def read_doubts(found: Sequence[Doubt], count: int, how: str) -> Iterator[Reading]:
    """Labels that the predictions contradict."""
    if count >= 3:
        yield Reading(
            "doubtful-labels",
            "Labels that may be wrong",
            f"{counted(count, 'case')} whose label every prediction contradicts "
            f"({how}). A model may be wrong too: they are candidates, to be looked at.",
            Severity.LOW,
            0.6,
            f"{counted(count, 'case')} with a label that predictions contradict",
            next="Have two people label them anew, without seeing either answer.",
            source="Northcutt et al. 2021",
        )
