metrics = {"accuracy": 0.9, "f1_macro": 0.8}
for name in ("accuracy", "f1_marco"):
    print(metrics[name])
