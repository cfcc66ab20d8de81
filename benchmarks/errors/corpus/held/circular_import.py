import pathlib
import sys

pathlib.Path("model_a.py").write_text("from model_b import B\n\nclass A:\n    pass\n")
pathlib.Path("model_b.py").write_text("from model_a import A\n\nclass B:\n    pass\n")
sys.path.insert(0, ".")
import model_a

print(model_a.A)
