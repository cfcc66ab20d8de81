import pickle
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "src"))
with open("artifacts/ranker.pkl", "rb") as file:
    ranker = pickle.load(file)
print(ranker.rank([3, 1, 2]))
