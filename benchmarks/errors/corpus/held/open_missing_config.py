import json
import pathlib

pathlib.Path("configs").mkdir(exist_ok=True)
pathlib.Path("configs/baseline.json").write_text("{}")
print(json.load(open("configs/base_line.json")))
