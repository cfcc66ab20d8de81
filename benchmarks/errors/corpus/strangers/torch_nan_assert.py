import torch
x = torch.tensor([1.0, 2.0, 0.0])
logp = torch.log(x) * 0
dist = torch.distributions.Categorical(logits=logp)
print(dist.sample())
