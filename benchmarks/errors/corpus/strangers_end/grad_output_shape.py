import torch
w = torch.ones(3, requires_grad=True)
losses = [(w * 2).sum(), (w ** 2).sum()]
seeds = [torch.ones(1) for _ in losses]
torch.autograd.backward(losses, seeds)
