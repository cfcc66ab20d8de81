import math
import os

os.makedirs("eeg", exist_ok=True)
with open("eeg/rest.csv", "w") as file:
    file.write("Fz,Cz,Pz,Oz\n")
    for i in range(400):
        file.write(",".join(f"{math.sin(i / (3 + c)):.3f}" for c in range(4)) + "\n")
