import yaml
with open(__file__) as f:
    cfg = yaml.load("a: 1")
print(cfg)
