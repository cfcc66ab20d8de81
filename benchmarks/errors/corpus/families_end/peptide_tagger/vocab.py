PAD = 0


class Vocab:
    """Residue letters numbered from 1; 0 is padding."""

    def __init__(self, sequences):
        letters = sorted(set("".join(sequences)))
        self.index = {c: i for i, c in enumerate(letters, start=1)}

    def __len__(self):
        return len(self.index)

    def encode(self, seq, length):
        ids = [self.index[c] for c in seq[:length]]
        return ids + [PAD] * (length - len(ids))
