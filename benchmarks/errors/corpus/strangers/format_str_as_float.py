acc = "0.91"
print(f"accuracy {acc:.2f}")
