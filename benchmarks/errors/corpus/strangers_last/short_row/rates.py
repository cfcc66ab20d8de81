from runs import load

for run in load("runs.csv"):
    print(run["name"], run["rate"] * 1000, run["accuracy"])
