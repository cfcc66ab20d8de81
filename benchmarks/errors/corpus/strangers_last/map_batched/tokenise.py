from datasets import load_dataset

from preprocessing import encode

data = load_dataset("json", data_files="data/train.jsonl", split="train", cache_dir=".cache")
data = data.map(encode, batched=True)
print(data[0])
