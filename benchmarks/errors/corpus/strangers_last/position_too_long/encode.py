import torch
import yaml

from encoder import build, tokens

config = yaml.safe_load(open("encoder.yaml"))
model = build(config)
texts = open("corpus.txt").read().splitlines()
with torch.no_grad():
    for text in texts:
        ids = tokens(text, config["vocab"])
        print(len(ids[0]), model(ids).last_hidden_state.mean().item())
