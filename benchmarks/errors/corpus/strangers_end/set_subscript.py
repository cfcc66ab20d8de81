labels = {"cat", "dog"}
print(labels[0])
