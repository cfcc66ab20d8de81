import statistics
accs = [0.91]
print(statistics.mean(accs), statistics.stdev(accs))
