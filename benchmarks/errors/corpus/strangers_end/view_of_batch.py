import torch
batch_size = 32
for chunk in torch.randn(80, 10).split(batch_size):
    print(chunk.view(batch_size, 5, 2).shape)
