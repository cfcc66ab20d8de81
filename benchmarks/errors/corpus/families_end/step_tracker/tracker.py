import json
from dataclasses import dataclass
from datetime import datetime, timezone


@dataclass
class Sample:
    when: datetime
    steps: int


def load(path):
    with open(path) as f:
        record = json.load(f)
    return [Sample(datetime.fromtimestamp(sample["t"], timezone.utc), sample["steps"])
            for sample in record["samples"]]
