import requests
r = requests.post("http://127.0.0.1:11999/v1/chat/completions", json={}, timeout=3)
print(r.json())
