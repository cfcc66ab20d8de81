def depth(node):
    return 1 + depth(node["parent"])


root = {}
root["parent"] = root
print(depth(root))
