import json

from experiment import Experiment

with open("config.json") as f:
    config = json.load(f)

first, second = Experiment(**config).run(), Experiment(**config).run()
differ = [key for key in first if first[key] != second[key]]
print(f"mean {first['mean']:.3f}, interval {first['lo']:.3f} .. {first['hi']:.3f}")
assert not differ, f"same seed, other results: {differ}"
print("reproducible")
