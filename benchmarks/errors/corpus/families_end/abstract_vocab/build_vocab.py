import pickle
import sys
from collections import Counter
from pathlib import Path


class Vocab:
    def __init__(self, counts, min_count):
        kept = sorted(w for w, n in counts.items() if n >= min_count)
        self.index = {w: i for i, w in enumerate(kept)}
        self.total = sum(counts.values())

    def encode(self, text):
        return [self.index[w] for w in text.split() if w in self.index]


def build(path, min_count=2):
    return Vocab(Counter(Path(path).read_text().split()), min_count)


if __name__ == "__main__":
    vocab = build(sys.argv[1])
    with open(sys.argv[2], "wb") as f:
        pickle.dump(vocab, f)
    print(f"{len(vocab.index)} words kept of {vocab.total} tokens")
