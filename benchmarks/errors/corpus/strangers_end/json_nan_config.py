import json
text = '{"epochs": 3, "lr": 0.1,}'
print(json.loads(text))
