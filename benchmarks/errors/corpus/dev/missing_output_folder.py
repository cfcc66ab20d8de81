with open("results/scores.txt", "w") as file:
    file.write("0.9")
