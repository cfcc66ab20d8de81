import json
import pathlib

path = pathlib.Path("predictions.jsonl")
path.write_text('{"id": 1, "y": 0}\n{"id": 2, "y": 1}\n')
rows = json.loads(path.read_text())
print(len(rows))
