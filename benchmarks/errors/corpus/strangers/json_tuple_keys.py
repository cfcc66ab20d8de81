import json
confusion = {("cat", "dog"): 3, ("dog", "dog"): 9}
print(json.dumps(confusion))
