"""Does naive Bayes over letter trigrams route misspelled tickets better than over words?

    python route.py --arm trigrams --seed 0
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
from collections import Counter
from pathlib import Path

METRIC = "accuracy"  # higher is better
TEAMS = {
    "billing": "invoice refund charged payment card receipt amount twice",
    "delivery": "parcel courier late tracking address shipped damaged lost",
    "account": "password login email locked reset username profile delete",
}
FILLER = (
    "hello please help me with my the order again since monday thanks i cannot "
    "understand this is really still waiting for answer number wrong"
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TEST_SEED, TEST_TICKETS, TRAINING_TICKETS, TYPING_ERRORS = 9000, 240, 60, 0.125


def misspelled(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    kind = chance.choice(("lost", "doubled", "replaced"))
    if kind == "lost" and len(word) > 2:
        return word[:place] + word[place + 1 :]
    letter = word[place] if kind == "doubled" else chance.choice(LETTERS)
    return word[:place] + letter + word[place + (kind == "replaced") :]


def tickets(number: int, seed: int) -> list[tuple[str, str]]:
    """Text and team of each ticket."""
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        team = chance.choice(list(TEAMS))
        words = chance.choices(TEAMS[team].split(), k=chance.randint(2, 3))
        if chance.random() < 0.3:  # a word of another team's trade
            words.append(chance.choice(TEAMS[chance.choice(list(TEAMS))].split()))
        words += chance.choices(FILLER.split(), k=chance.randint(4, 6))
        chance.shuffle(words)
        typed = [
            misspelled(word, chance) if chance.random() < TYPING_ERRORS else word
            for word in words
        ]
        made.append((" ".join(typed), team))
    return made


def words_of(text: str) -> list[str]:
    return text.split()


def trigrams_of(text: str) -> list[str]:
    padded = [f"^{word}$" for word in text.split()]
    return [word[i : i + 3] for word in padded for i in range(len(word) - 2)]


ARMS = {"words": words_of, "trigrams": trigrams_of, "majority": lambda text: []}


class NaiveBayes:
    """Multinomial, with add-one smoothing."""

    def __init__(self, features, training: list[tuple[str, str]]) -> None:
        self.features = features
        self.teams = Counter(team for _, team in training)
        self.counts = {team: Counter() for team in self.teams}
        for text, team in training:
            self.counts[team].update(features(text))
        self.known = len(set().union(*self.counts.values()))

    def route(self, text: str) -> str:
        def score(team: str) -> float:
            counts = self.counts[team]
            total = counts.total() + self.known
            seen = sum(
                math.log((counts[one] + 1) / total) for one in self.features(text)
            )
            return math.log(self.teams[team]) + seen

        return max(sorted(self.teams), key=score)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arm", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, default=Path("results"))
    options = parser.parse_args()
    test = tickets(TEST_TICKETS, TEST_SEED)
    model = NaiveBayes(ARMS[options.arm], tickets(TRAINING_TICKETS, options.seed))
    answers = [model.route(text) for text, _ in test]
    right = sum(answer == team for answer, (_, team) in zip(answers, test, strict=True))
    row = {"arm": options.arm, "seed": options.seed, METRIC: right / len(test)}
    options.out.mkdir(exist_ok=True)
    with (options.out / "results.jsonl").open("a") as file:
        file.write(json.dumps(row) + "\n")
    with (options.out / "answers.csv").open("a", newline="") as file:
        table = csv.writer(file)
        if not file.tell():
            table.writerow(["item", "question", "label", "system", "prediction"])
        for number, ((text, team), answer) in enumerate(zip(test, answers, strict=True)):
            system = f"{options.arm}-{options.seed}"
            table.writerow([f"t{number:03}", text, team, system, answer])
    print(json.dumps({METRIC: row[METRIC]}))


if __name__ == "__main__":
    main()
