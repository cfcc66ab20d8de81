import torch

from common import make_data, make_model

ckpt = torch.load("model.pt", map_location="cpu")
model = make_model()
model.load_state_dict(ckpt["model"])
model.eval()
x, y = make_data(2)
with torch.no_grad():
    err = (model(ckpt["norm"](x)) - y).abs().mean()
print(f"epoch {ckpt['epoch']}, mean absolute error {err:.3f}")
