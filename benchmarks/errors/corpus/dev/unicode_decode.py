import pathlib

pathlib.Path("names.csv").write_bytes("name\nJosé\n".encode("latin-1"))
print(open("names.csv", encoding="utf-8").read())
