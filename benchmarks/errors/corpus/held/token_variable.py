import os

headers = {"Authorization": "Bearer " + os.environ["HF_TOKEN"]}
print(headers)
