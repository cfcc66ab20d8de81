"""Learn the critic's weights from examples: `python -m benchmarks.critic.learn`.

First, for each rule, two linear classifiers of sentences (logistic regression): which
read as flawed, and which set the matter right. They are learnt from the sentences of
`corpus/wordings` and of the parts of the corpus that rules were tuned on. Then what a
claim must have to be made, from a half of the corpus that neither the rules nor those
classifiers have met (`judging`). The half that is kept for the end is read by nothing.
scikit-learn is needed besides the program's own dependencies.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.critic import judging
from benchmarks.critic.corpus import LEARNT, PLAN_RULES
from benchmarks.critic.examples import Example, Kind, of_plans, of_wordings
from coresearch.critic import learnt
from coresearch.critic.learnt.features import features, words_of
from coresearch.critic.learnt.weights import FILE, ZERO, Weights, parted, written

_SHIPPED = Path(learnt.__file__).with_name(FILE)
Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

_FEWEST_TIMES = 2
"""A feature that occurs once teaches nothing of other sentences."""
_STRENGTH = 15.0
"""The inverse of the strength of the penalty on large weights."""
_RAREST = 6.0
"""What the logarithm of a feature's rarity is divided by, to be about 1."""
_FLAWED = {"own": 5.0, "other side": 3.0, "other rules": 0.5}
_SOUND = {"own": 3.0, "other side": 4.0, "other rules": 0.5}
"""How much an example counts for a classifier: those that it is to know, those of the
same rule and the other kind, those of other rules; one of a sound plan counts 1."""


@dataclass(frozen=True, slots=True)
class Examples:
    """All of them as one matrix, a row each."""

    rows: csr_matrix
    texts: npt.NDArray[np.object_]
    kinds: npt.NDArray[np.str_]
    rules: npt.NDArray[np.str_]
    names: tuple[str, ...]
    """Of the columns."""
    of: tuple[str, ...]
    """The rules that are to be learnt."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, print what came of it, and write the table of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=_SHIPPED, help="the file to write")
    parser.add_argument(
        "--judge",
        action="store_true",
        help="learn only what speaks for a claim; sentences are read as before",
    )
    asked = parser.parse_args(arguments)
    if asked.judge:
        head, names, rows = parted(asked.to.read_bytes())
        judge = judging.learn(Weights(written(head, names, rows)))
        asked.to.write_bytes(written({**head, "judge": judge}, names, rows))
        return
    examples = gather([*of_plans(("dev", *LEARNT)), *of_wordings()])
    counted = Counter(map(str, examples.kinds))
    print(", ".join(f"{kind}: {number}" for kind, number in sorted(counted.items())))
    head, rows = classifiers(examples)
    weights = Weights(written(head, examples.names, rows))
    judge = judging.learn(weights)
    asked.to.write_bytes(written({**head, "judge": judge}, examples.names, rows))


def gather(examples: Sequence[Example], of: Sequence[str] = PLAN_RULES) -> Examples:
    """One row for each of `examples`: its features, rare ones longer, over the root
    of their number. The rules `of` are to be learnt."""
    found = [features(words_of(example.text)) for example in examples]
    times = Counter(feature for each in found for feature in each)
    names = sorted(name for name, number in times.items() if number >= _FEWEST_TIMES)
    column = {name: at for at, name in enumerate(names)}
    rarity = np.array([np.log(len(found) / times[name]) / _RAREST for name in names])
    places = [[column[f] for f in sorted(each) if f in column] for each in found]
    values = [
        value
        for each, there in zip(found, places, strict=True)
        for value in rarity[np.array(there, dtype=int)] / max(len(each), 1) ** 0.5
    ]
    rows = csr_matrix(
        (values, [at for there in places for at in there], _ends(places)),
        shape=(len(found), len(names)),
    )
    return Examples(
        rows,
        np.array([example.text for example in examples], dtype=object),
        np.array([example.kind.value for example in examples]),
        np.array([example.rule for example in examples]),
        tuple(names),
        tuple(of),
    )


def _ends(places: Sequence[Sequence[int]]) -> npt.NDArray[np.int_]:
    return np.cumsum([0, *map(len, places)])


def classifiers(examples: Examples) -> tuple[dict[str, Any], bytes]:
    """The head of the table without its judge, and its rows."""
    taught = [_flawed(examples, rule) for rule in examples.of]
    taught += [_sound(examples, rule) for rule in examples.of]
    # A weight of the file is of a feature as it is found, so its rarity goes into it.
    weights = np.stack([weights for _, weights in taught], axis=1)
    weights *= _rarity(examples)[:, None]
    steps = np.abs(weights).max(axis=0) / (ZERO - 1)
    rows = (np.round(weights / steps) + ZERO).astype(np.uint8).tobytes()
    head = {
        "rules": examples.of,
        "offsets": [round(offset, 4) for offset, _ in taught],
        "steps": [round(float(step), 6) for step in steps],
    }
    return head, rows


def _rarity(examples: Examples) -> Floats:
    times = np.asarray((examples.rows > 0).sum(axis=0)).ravel()
    rarity: Floats = np.log(examples.rows.shape[0] / times) / _RAREST
    return rarity


def _flawed(examples: Examples, rule: str) -> tuple[float, Floats]:
    """What tells the flawed sentences of `rule` from all others."""
    of_rule = examples.rules == rule
    flawed = of_rule & (examples.kinds == Kind.FLAWED)
    sound = of_rule & (examples.kinds == Kind.SOUND)
    counts = np.ones(len(flawed))
    counts[examples.kinds == Kind.FLAWED] = _FLAWED["other rules"]
    counts[flawed], counts[sound] = _FLAWED["own"], _FLAWED["other side"]
    return _fit(examples.rows, flawed, counts, examples.kinds != Kind.GONE)


def _sound(examples: Examples, rule: str) -> tuple[float, Floats]:
    """What tells those that set the matter right; a plant took some out of its plan."""
    of_rule = examples.rules == rule
    sound = of_rule & ((examples.kinds == Kind.SOUND) | (examples.kinds == Kind.GONE))
    counts = np.ones(len(sound))
    counts[(examples.rules != "") & ~of_rule] = _SOUND["other rules"]
    counts[of_rule & (examples.kinds == Kind.FLAWED)] = _SOUND["other side"]
    counts[sound] = _SOUND["own"]
    plain = examples.kinds == Kind.PLAIN
    known = plain & np.isin(examples.texts, list(set(examples.texts[sound])))
    others = (examples.kinds == Kind.GONE) & ~of_rule
    return _fit(examples.rows, sound, counts, ~(known | others))


def _fit(
    rows: csr_matrix, which: Flags, counts: Floats, of: Flags
) -> tuple[float, Floats]:
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=200)
    model.fit(rows[of], which[of], sample_weight=counts[of])
    weights: Floats = model.coef_[0]
    return float(model.intercept_[0]), weights


if __name__ == "__main__":
    main()
