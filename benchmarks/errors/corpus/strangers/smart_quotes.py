name = “baseline”
print(name)
