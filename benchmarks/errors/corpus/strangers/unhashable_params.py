seen = set()
params = {"lr": [0.1, 0.01]}
seen.add(params["lr"])
