import argparse
import json
import re

ARTICLES = re.compile(r"\b(a|an|the)\b")


def normalise(text):
    return " ".join(ARTICLES.sub(" ", text.lower()).split())


def f1(pred, gold):
    p, g = normalise(pred).split(), normalise(gold).split()
    common = sum(min(p.count(w), g.count(w)) for w in set(p))
    return 2 * common / (len(p) + len(g)) if common else 0.0


def read(path):
    with open(path) as f:
        return json.load(f)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--pred", required=True)
    ap.add_argument("--gold", required=True)
    args = ap.parse_args()
    gold = {r["id"]: r["answer"] for r in read(args.gold)}
    pred = {r["id"]: r["answer"] for r in read(args.pred)}
    scores = [f1(pred.get(k, ""), a) for k, a in gold.items()]
    print(f"F1 {100 * sum(scores) / len(scores):.1f} on {len(scores)} questions")


if __name__ == "__main__":
    main()
