best = None
for epoch in range(0):
    best = epoch
print(f"best epoch {best:03d}")
