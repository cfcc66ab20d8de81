reply = {"error": {"message": "model not found", "code": 404}}
print(reply["choices"][0]["message"]["content"])
