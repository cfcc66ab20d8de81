import pathlib

pathlib.Path("checkpoints").mkdir(exist_ok=True)
print(open("checkpoints").read())
