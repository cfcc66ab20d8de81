"""Observations to explain, each with the causes that its author would look for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coresearch.practice.items import Difficulty, Family, Item, Purpose
from coresearch.practice.scenes import SCENES

QUESTION = (
    "What could be the cause? One a line; three that differ are enough. You have ten "
    "minutes."
)
_EASY, _MEDIUM, _HARD = Difficulty


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen, and the causes in the beginnings of words that tell each."""

    kind: str
    difficulty: Difficulty
    said: str
    causes: tuple[tuple[str, ...], ...]


_LEAK = ("leak", "contaminat", "duplicat", "overlap", "seen", "memori")
_DRIFT = ("drift", "shift", "distribution", "population", "domain", "season", "differ")
_PREPARED = (
    "preprocess", "pre-process", "normali", "tokeni", "scal", "resampl", "resiz",
    "augment", "clean", "prepar", "encod", "format",
)  # fmt: skip
_MEASURE = ("metric", "measure", "evaluat", "score", "scoring", "averag", "threshold")
_LUCK = ("seed", "luck", "chance", "noise", "noisy", "variance", "random", "spread")
_TUNED = ("tun", "hyperparameter", "learning", "lr", "rate", "setting", "config")
_SMALL = ("small", "few", "sample", "size", "power")
_BUG = ("bug", "implement", "code", "wrong", "mistake", "error", "typo")
_LABELS = ("label", "annotat", "target", "class", "mapping", "misalign", "shuffl")
_VERSION = ("version", "upgrad", "updat", "librar", "driver", "dependenc", "depend")
_COMPUTE = ("epoch", "budget", "compute", "longer", "step", "gpu", "hours", "time")

OBSERVATIONS = (
    Observation(
        "validation-does-not-move", _EASY,
        "The training loss of {ours} falls as usual, but {metric} on the validation "
        "part has not moved since the first epoch.",
        (("overfit", "over-fit", "memori", "generali"), _LABELS, _PREPARED, _MEASURE,
         ("eval", "dropout", "batchnorm", "norm"), ("checkpoint", "weights", "load"),
         _DRIFT),
    ),
    Observation(
        "too-good", _EASY,
        "On its first day {ours} is all but perfect in {metric} on {data}.",
        (_LEAK, _MEASURE, _LABELS, ("imbalanc", "majority", "base", "prevalence"),
         ("easy", "trivial", "shortcut", "artefact", "artifact", "id", "name"),
         _BUG, ("split", "test", "group")),
    ),
    Observation(
        "seeds-differ", _MEDIUM,
        "Two runs of {ours} that differ in the seed alone are eight points apart in "
        "{metric}.",
        (("learning", "lr", "rate", "warm"), _SMALL, ("order", "shuffl", "batch"),
         ("init", "weights"), ("split", "part", "fold"),
         ("determin", "nondetermin", "non-determin", "thread", "race"),
         ("diverg", "explod", "nan", "unstable", "instab"), ("stop", "checkpoint")),
    ),
    Observation(
        "baseline-wins", _MEDIUM,
        "In the paper {ours} beats {base} by three points; when we run both, {base} "
        "wins.",
        (_TUNED, _PREPARED, _MEASURE, _LUCK, _BUG, _VERSION, _COMPUTE,
         ("data", "split", "subset"), _LEAK),
    ),
    Observation(
        "worse-in-use", _MEDIUM,
        "{Ours} was good on the test part of {data}. In use, three months later, "
        "{metric} is ten points worse.",
        (_DRIFT, _PREPARED, _LEAK, ("feedback", "behav", "adapt", "react"),
         ("select", "filter", "bias"), _VERSION, _MEASURE, _LABELS),
    ),
    Observation(
        "slower", _EASY,
        "Since last week a training run of {ours} takes twice as long, with the same "
        "code.",
        (("disk", "io", "i/o", "load", "network", "storage", "cache"),
         ("other", "share", "process", "contention", "user", "busy", "queue"),
         _VERSION, ("throttl", "hot", "heat", "clock", "power", "thermal"),
         ("data", "larger", "longer", "more"), ("log", "checkpoint", "sav"),
         ("gpu", "cpu", "card", "node", "hardware", "worker", "memory", "swap")),
    ),
    Observation(
        "loss-is-nan", _MEDIUM,
        "After 3,000 good steps the loss of {ours} becomes NaN, on two of five seeds.",
        (("learning", "lr", "rate", "warm", "schedul"),
         ("overflow", "underflow", "precision", "fp16", "half", "bf16", "amp"),
         ("sample", "batch", "input", "data", "corrupt", "empty", "missing"),
         ("log", "zero", "divi", "sqrt", "exp", "epsilon"),
         ("gradient", "explod", "clip"), ("init", "weights"),
         ("optimi", "adam", "momentum", "state")),
    ),
    Observation(
        "people-disagree-with-the-metric", _HARD,
        "By {metric} {ours} is better than {base}; people who compare outputs on "
        "{data} prefer {base}.",
        (_MEASURE, ("length", "verbos", "style", "fluen", "format"),
         ("order", "position", "first", "blind"), _SMALL,
         ("instruct", "guideline", "question", "criteri", "expert", "rater", "annot"),
         ("select", "cherry", "chosen", "which", "easy", "hard"), _LUCK, _LEAK),
    ),
    Observation(
        "gain-goes-with-more-data", _HARD,
        "{Ours} gains four points over {base} on a tenth of {data}, and none on all of "
        "it.",
        (("regulari", "prior", "inductive", "bias", "overfit"),
         ("capacity", "paramet", "larger", "underfit"),
         ("ceiling", "saturat", "limit", "bound"), _LUCK, _TUNED, _LEAK, _COMPUTE,
         ("quality", "noisy", "dirty", "easy", "mix", "differ")),
    ),
    Observation(
        "sure-and-wrong", _HARD,
        "With the new recipe {metric} of {ours} is one point better, and its stated "
        "probabilities are far worse calibrated.",
        (("overfit", "overconfiden", "over-confiden", "longer", "epoch"),
         ("loss", "smooth", "focal", "entrop", "objective"),
         ("temperature", "softmax", "logit", "scal"),
         ("imbalanc", "weight", "resampl", "prior", "prevalence"),
         _DRIFT, ("augment", "mixup", "dropout", "regulari", "decay"),
         _LABELS, ("stop", "checkpoint", "select")),
    ),
)  # fmt: skip


def hypotheses() -> Iterator[Item]:
    """Every observation in every scene."""
    for seen in OBSERVATIONS:
        for scene in SCENES:
            yield Item(
                Family.HYPOTHESES,
                seen.kind,
                scene.name,
                seen.difficulty,
                Purpose.PROBE,
                scene.fill(f"The study is about {{task}}. {seen.said}"),
                key=seen.causes,
            )
