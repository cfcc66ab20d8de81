train_losses = [0.5, 0.4]
print(sum(train_loses) / len(train_losses))
