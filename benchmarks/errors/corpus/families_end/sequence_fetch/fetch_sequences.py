import time
from pathlib import Path

import requests

import mock_service


def fetch(base, accessions):
    lengths = {}
    session = requests.Session()
    for acc in accessions:
        r = session.get(f"{base}/sequence/{acc}", timeout=5)
        r.raise_for_status()
        lengths[acc] = r.json()["length"]
        print("got", acc)
    return lengths


started = time.time()
lengths = fetch(mock_service.start(), Path("accessions.txt").read_text().split())
print(f"{len(lengths)} sequences, {sum(lengths.values())} residues")
