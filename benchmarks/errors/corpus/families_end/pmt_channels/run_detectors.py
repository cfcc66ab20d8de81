import csv

from stats import RunningStats

EXPECTED = {"pmt_a": 100.0, "pmt_b": 50.0}  # calibration, ADC counts

channels = {name: RunningStats(name) for name in EXPECTED}
with open("readout.csv", newline="") as f:
    for row in csv.DictReader(f):
        for name, channel in channels.items():
            channel.add(row[name])

for name, channel in channels.items():
    print(f"{name}: {channel.mean():.2f} +- {channel.sd():.2f}")
    drift = abs(channel.mean() - EXPECTED[name]) / EXPECTED[name]
    assert drift < 0.05, f"{name} has drifted by {drift:.0%} from its calibration"
