import pathlib

pathlib.Path("data").mkdir(exist_ok=True)
pathlib.Path("data/train.csv").write_text("a,b\n1,2\n")
print(open("data/trian.csv").read())
