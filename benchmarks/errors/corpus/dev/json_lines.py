import json
import pathlib

pathlib.Path("log.json").write_text('{"a": 1}\n{"a": 2}\n')
print(json.load(open("log.json")))
