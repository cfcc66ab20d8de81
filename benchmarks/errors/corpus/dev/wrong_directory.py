import pathlib

pathlib.Path("project/data").mkdir(parents=True, exist_ok=True)
pathlib.Path("project/data/test.csv").write_text("a\n")
print(open("data/test.csv").read())
