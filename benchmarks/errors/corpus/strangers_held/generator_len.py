batches = (range(i, i + 4) for i in range(0, 20, 4))
print(f"{len(batches)} batches")
