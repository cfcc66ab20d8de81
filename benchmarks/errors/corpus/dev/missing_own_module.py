import sys

sys.path.append("src")
from utils_text import tokenise

print(tokenise("a b"))
