import requests
import yaml

from servers import start

with open("services.yaml") as f:
    services = yaml.safe_load(f)

counts = {"requests": 0}


def predict():
    counts["requests"] += 1
    return {"label": "ok", "p": 0.93}


start(services["model"], predict)
print("model server up")
start(services["metrics"], lambda: counts)
print("metrics server up")
m = services["model"]
for _ in range(3):
    print(requests.get(f"http://{m['host']}:{m['port']}/", timeout=5).json())
print(counts)
