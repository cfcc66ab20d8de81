import json

from annotations import read

boxes = read("data/annotations.txt")
with open("boxes.json", "w") as file:
    json.dump(boxes, file)
print(len(boxes), "images")
