import torch
from torch.utils.data import DataLoader
sentences = [torch.randint(0, 99, (n,)) for n in (7, 5, 9, 4)]
loader = DataLoader(sentences, batch_size=2)
for batch in loader:
    print(batch.shape)
