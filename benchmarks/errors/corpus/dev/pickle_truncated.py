import pathlib
import pickle

pathlib.Path("model.pkl").write_bytes(pickle.dumps(list(range(1000)))[:50])
with open("model.pkl", "rb") as file:
    print(pickle.load(file))
