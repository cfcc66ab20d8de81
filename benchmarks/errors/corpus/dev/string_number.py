batch = "32"
print(1000 / batch)
