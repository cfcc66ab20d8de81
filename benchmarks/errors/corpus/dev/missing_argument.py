def train(model, data, epochs):
    return model, data, epochs


print(train("net", epochs=3))
