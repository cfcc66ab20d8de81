import service
from client import Annotator

ABSTRACTS = {
    "a1": "Single cell sequencing of the retina",
    "a2": "Neutrino oscillation with reactor data",
}

annotator = Annotator(service.start())
print(f"labelling {len(ABSTRACTS)} abstracts")
labels = {k: annotator.label(t) for k, t in ABSTRACTS.items()}
for k, label in labels.items():
    print(k, label)
