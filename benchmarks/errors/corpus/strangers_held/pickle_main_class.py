import pickle
import subprocess
import sys
from pathlib import Path
Path("save.py").write_text("import pickle\nclass Vocab:\n    pass\npickle.dump(Vocab(), open('vocab.pkl', 'wb'))\n")
subprocess.run([sys.executable, "save.py"], check=True)
vocab = pickle.load(open("vocab.pkl", "rb"))
