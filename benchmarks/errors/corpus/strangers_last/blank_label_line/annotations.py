def read(path):
    """Image name and its boxes: `name x,y,w,h,class x,y,w,h,class`."""
    found = {}
    for line in open(path):
        parts = line.strip().split(" ")
        name, boxes = parts[0], parts[1:]
        first = boxes[0].split(",")
        found[name] = {"count": len(boxes), "class": int(first[4])}
    return found
