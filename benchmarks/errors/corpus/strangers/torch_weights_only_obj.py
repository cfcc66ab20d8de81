import torch
class Config:
    lr = 0.1
torch.save({"config": Config(), "w": torch.ones(2)}, "all.pt")
ck = torch.load("all.pt")
print(ck["w"])
