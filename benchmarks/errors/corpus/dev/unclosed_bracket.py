config = {
    "lr": 0.1,
    "layers": [64, 64,
}
print(config)
