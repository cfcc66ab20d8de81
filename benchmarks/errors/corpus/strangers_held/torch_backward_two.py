import torch
w = torch.randn(3, requires_grad=True)
x = torch.randn(3)
y = (w * x).pow(2).sum()
for step in range(2):
    y.backward()
    print(step, w.grad)
