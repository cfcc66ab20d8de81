scores = {"a": 0.1, "b": 0.9}
for name in scores:
    if scores[name] < 0.5:
        del scores[name]
