import json
reply = "Sure! Here is the JSON: {\"score\": 3}"
print(json.loads(reply)["score"])
