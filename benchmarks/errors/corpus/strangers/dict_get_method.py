config = {"optim": {"lr": 0.1}}
for name, value in config.optim.items():
    print(name, value)
