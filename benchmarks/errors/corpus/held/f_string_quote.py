name = "baseline"
print(f"run {name)")
