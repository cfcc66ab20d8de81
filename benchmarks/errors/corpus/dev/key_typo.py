config = {"learning_rate": 0.1, "batch_size": 32}
print(config["learning_rte"])
