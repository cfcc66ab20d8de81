def train(model, learning_rate=0.1):
    return model, learning_rate


print(train("net", learning_rat=0.2))
