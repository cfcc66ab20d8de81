def encode(example):
    """Length and ids of one example."""
    words = str(example["text"]).split()
    return {"ids": [len(word) for word in words], "length": [len(words)]}
