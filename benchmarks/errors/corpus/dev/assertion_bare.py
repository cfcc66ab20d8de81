shapes = [(3, 4), (3, 5)]
assert len(set(shapes)) == 1
