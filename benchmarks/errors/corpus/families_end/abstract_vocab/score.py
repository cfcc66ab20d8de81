"""Share of each abstract that the vocabulary covers."""
import pickle
import sys


def load(path):
    with open(path, "rb") as f:
        return pickle.load(f)


def main(texts, vocab_path):
    vocab = load(vocab_path)
    for line in open(texts):
        share = len(vocab.encode(line)) / len(line.split())
        print(f"{share:.2f}  {line.strip()}")


main(*sys.argv[1:])
