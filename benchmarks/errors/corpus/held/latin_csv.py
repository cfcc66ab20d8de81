import csv
import pathlib

pathlib.Path("reviews.csv").write_bytes("text\ncafé crème\n".encode("cp1252"))
with open("reviews.csv") as file:
    for row in csv.reader(file):
        print(row)
