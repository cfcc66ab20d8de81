import yaml
cfg = yaml.safe_load("lr: 1e-4\nsteps: 100\n")
decay = cfg["lr"] * 0.1
print(decay)
