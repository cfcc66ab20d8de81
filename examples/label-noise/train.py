"""Does dropping the highest-loss visits help logistic regression with wrong labels?

The data are made here: patients of a clinic, several visits each, a panel of lab
readings per visit. A patient either has the disease or not; every visit is coded
separately, and a share of the codes is wrong. Accuracy is counted on the held-out
visits, against the true label.

    python train.py
    python train.py --noise 0.3 --seeds 20 --arms plain trim-40
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from operator import mul
from pathlib import Path

METRIC = "accuracy"
HIGHER_IS_BETTER = True

PATIENTS = 80
VISITS = 8
READINGS = 30
INFORMATIVE = 8  # the first few readings differ between sick and healthy
SHIFT = 0.4  # by how much, in units of the spread between patients
VISIT_SPREAD = 0.4  # from visit to visit of one patient

EPOCHS = 15
WARM_UP = 5  # epochs on all the visits, before any is dropped
STEP = 0.01
DECAY = 0.1
SHRINK = 0.001

RESULTS = Path(__file__).resolve().parent / "results" / "results.jsonl"


@dataclass(frozen=True)
class Visit:
    patient: int
    readings: list[float]
    truth: int
    code: int  # the recorded label, wrong in a share of the visits

    @property
    def miscoded(self) -> bool:
        return self.code != self.truth


@dataclass(frozen=True)
class Arm:
    """Which share of the training visits to leave out of each epoch, and how."""

    drop: float = 0.0
    by_loss: bool = False


ARMS = {
    "plain": Arm(),
    "drop-20": Arm(drop=0.2),
    "trim-20": Arm(drop=0.2, by_loss=True),
    "trim-40": Arm(drop=0.4, by_loss=True),
}


@dataclass(frozen=True)
class Row:
    arm: str
    seed: int
    noise: float
    split: str
    accuracy: float
    accuracy_on_codes: float
    miscoded_kept: float  # share of wrong codes among the visits of the last epoch
    train: int
    test: int


class Standardiser:
    """Bring every reading to mean 0 and standard deviation 1."""

    def fit(self, visits: Sequence[Visit]) -> Standardiser:
        columns = list(zip(*(visit.readings for visit in visits), strict=True))
        self.means = [statistics.fmean(column) for column in columns]
        self.spreads = [
            math.sqrt(statistics.fmean((value - mean) ** 2 for value in column)) or 1.0
            for column, mean in zip(columns, self.means, strict=True)
        ]
        return self

    def transform(self, visits: Iterable[Visit]) -> list[Visit]:
        return [self._scaled(visit) for visit in visits]

    def _scaled(self, visit: Visit) -> Visit:
        scales = zip(visit.readings, self.means, self.spreads, strict=True)
        readings = [(value - mean) / spread for value, mean, spread in scales]
        return Visit(visit.patient, readings, visit.truth, visit.code)


class LogisticRegression:
    """Stochastic gradient descent on the log loss, with a little weight decay."""

    def __init__(self, size: int) -> None:
        self.weights = [0.0] * size
        self.bias = 0.0

    def score(self, visit: Visit) -> float:
        total: float = sum(map(mul, self.weights, visit.readings))
        return total + self.bias

    def predict(self, visit: Visit) -> int:
        return int(self.score(visit) > 0)

    def margin(self, visit: Visit) -> float:
        """How far the score is on the side of the code: low where the loss is high."""
        return self.score(visit) if visit.code else -self.score(visit)

    def update(self, visit: Visit, step: float) -> None:
        error = visit.code - 1 / (1 + math.exp(-self.score(visit)))
        keep, move = 1 - step * SHRINK, step * error
        self.weights = [
            keep * weight + move * reading
            for weight, reading in zip(self.weights, visit.readings, strict=True)
        ]
        self.bias += move


def make_visits(noise: float, seed: int) -> list[Visit]:
    chance = random.Random(f"visits {seed}")
    codes = random.Random(f"codes {seed}")  # of its own: only the codes depend on noise
    visits = []
    for patient in range(PATIENTS):
        truth = int(chance.random() < 0.5)
        centre = [chance.gauss(0, 1) for _ in range(READINGS)]
        for reading in range(INFORMATIVE):
            centre[reading] += SHIFT if truth else -SHIFT
        for _ in range(VISITS):
            readings = [chance.gauss(mean, VISIT_SPREAD) for mean in centre]
            code = 1 - truth if codes.random() < noise else truth
            visits.append(Visit(patient, readings, truth, code))
    return visits


def split(
    visits: Sequence[Visit], by: str, seed: int
) -> tuple[list[Visit], list[Visit]]:
    """Hold out a quarter: of the visits, or of the patients with all their visits."""
    chance = random.Random(f"split {seed}")
    if by == "visits":
        held_out = set(chance.sample(range(len(visits)), len(visits) // 4))
        keys: Sequence[int] = range(len(visits))
    else:
        held_out = set(chance.sample(range(PATIENTS), PATIENTS // 4))
        keys = [visit.patient for visit in visits]
    train = [v for v, key in zip(visits, keys, strict=True) if key not in held_out]
    test = [v for v, key in zip(visits, keys, strict=True) if key in held_out]
    return train, test


def choose_visits(
    model: LogisticRegression, visits: list[Visit], arm: Arm, chance: random.Random
) -> list[Visit]:
    kept = round(len(visits) * (1 - arm.drop))
    if arm.by_loss:
        return sorted(visits, key=model.margin, reverse=True)[:kept]
    return chance.sample(visits, kept)


def train_model(
    visits: list[Visit], arm: Arm, seed: int
) -> tuple[LogisticRegression, list[Visit]]:
    """Return the model and the visits that its last epoch used."""
    chance = random.Random(f"order {seed}")
    model = LogisticRegression(READINGS)
    used = list(visits)
    for epoch in range(EPOCHS):
        if epoch >= WARM_UP:
            used = choose_visits(model, visits, arm, chance)
        chance.shuffle(used)
        for visit in used:
            model.update(visit, STEP / (1 + DECAY * epoch))
    return model, used


def evaluate(name: str, noise: float, by: str, seed: int) -> Row:
    visits = make_visits(noise, seed)
    visits = Standardiser().fit(visits).transform(visits)
    train, test = split(visits, by, seed)
    if name == "majority":
        common = int(2 * sum(visit.code for visit in train) > len(train))
        answers, used = [common] * len(test), train
    else:
        model, used = train_model(train, ARMS[name], seed)
        answers = [model.predict(visit) for visit in test]
    pairs = list(zip(answers, test, strict=True))
    return Row(
        arm=name,
        seed=seed,
        noise=noise,
        split=by,
        accuracy=statistics.fmean(answer == visit.truth for answer, visit in pairs),
        accuracy_on_codes=statistics.fmean(a == visit.code for a, visit in pairs),
        miscoded_kept=statistics.fmean(visit.miscoded for visit in used),
        train=len(train),
        test=len(test),
    )


def summarise(rows: Sequence[Row], noise_rates: Sequence[float]) -> str:
    lines = [f"{'arm':<10}" + "".join(f"{rate:>8.0%} noise" for rate in noise_rates)]
    for arm in dict.fromkeys(row.arm for row in rows):
        cells = []
        for rate in noise_rates:
            chosen = [r.accuracy for r in rows if r.arm == arm and r.noise == rate]
            cells.append(f"{statistics.fmean(chosen):>14.1%}")
        lines.append(f"{arm:<10}" + "".join(cells))
    return "\n".join(lines)


def parse_arguments() -> argparse.Namespace:
    known = ["majority", *ARMS]
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--arms", nargs="+", choices=known, default=known)
    parser.add_argument("--noise", nargs="+", type=float, default=[0.2, 0.3, 0.4])
    parser.add_argument("--seeds", type=int, default=5, help="how many")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--split", choices=["visits", "patients"], default="visits")
    parser.add_argument("--out", type=Path, default=RESULTS)
    return parser.parse_args()


def main() -> None:
    arguments = parse_arguments()
    seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
    rows = [
        evaluate(arm, noise, arguments.split, seed)
        for noise in arguments.noise
        for seed in seeds
        for arm in arguments.arms
    ]
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with arguments.out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(row)) + "\n" for row in rows)
    print(summarise(rows, arguments.noise))


if __name__ == "__main__":
    main()
