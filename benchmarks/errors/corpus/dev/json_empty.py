import json
import pathlib

pathlib.Path("out.json").write_text("")
print(json.load(open("out.json")))
