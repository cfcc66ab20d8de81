import gzip
import json
from pathlib import Path
Path("data.jsonl.gz").write_text('{"a": 1}\n')
rows = [json.loads(line) for line in gzip.open("data.jsonl.gz", "rt")]
