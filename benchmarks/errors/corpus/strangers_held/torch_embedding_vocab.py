import torch
vocab = {"<pad>": 0, "the": 1, "cat": 2, "sat": 3}
emb = torch.nn.Embedding(len(vocab), 16)
ids = torch.tensor([[1, 2, 4]])
print(emb(ids).shape)
