import json

from manifest import entries

sizes = {}
for path in entries("corpus/manifest.csv", root="corpus"):
    with open(path) as file:
        sizes[path.name] = len(file.read().split())
print(json.dumps(sizes))
