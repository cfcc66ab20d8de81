import json

from tok import load

tokenizer = load("words.json")
texts = [row["text"] for row in json.load(open("reviews.json"))]
batch = tokenizer(texts, padding=True, return_tensors="np")
print(batch["input_ids"].shape)
