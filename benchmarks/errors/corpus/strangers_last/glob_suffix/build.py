import yaml

from spectra import load_all

config = yaml.safe_load(open("build.yaml"))
stacked = load_all(config["spectra"], config["pattern"])
print(stacked.shape, stacked.mean())
