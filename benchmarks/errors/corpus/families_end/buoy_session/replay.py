"""Re-run the cells of a recorded notebook session in one namespace."""
import json

from cells import CELLS

with open("session.json") as f:
    session = json.load(f)

ns = {}
for n, name in enumerate(session["executed"], 1):
    print(f"In[{n}] {name}")
    exec(compile(CELLS[name], f"<cell {name}>", "exec"), ns)
print("replayed", session["notebook"])
