losses = [0.3, 0.2
mean = sum(losses) / len(losses)
print(mean)
