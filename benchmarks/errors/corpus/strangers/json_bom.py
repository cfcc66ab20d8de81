import json
from pathlib import Path
Path("export.json").write_bytes(b"\xef\xbb\xbf{\"items\": []}")
print(json.load(open("export.json", encoding="utf-8")))
