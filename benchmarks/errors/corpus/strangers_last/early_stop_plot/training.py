def train(config):
    """Losses by epoch; stops when the validation loss has not fallen for a while."""
    history = {"train": [], "valid": []}
    best, waited = float("inf"), 0
    for epoch in range(config["epochs"]):
        history["train"].append(1 / (epoch + 1))
        valid = abs(epoch - 12) / 10 + 0.3
        history["valid"].append(valid)
        if valid < best:
            best, waited = valid, 0
        else:
            waited += 1
        if waited >= config["patience"]:
            break
    return history
