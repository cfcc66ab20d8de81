learning_rate = 0.1
steps = 3
for step in range(steps):
    print(step, learnign_rate)
