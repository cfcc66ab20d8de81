import statistics

losses = []
print(statistics.mean(losses))
