import os

import requests


class Annotator:
    def __init__(self, url, key=None):
        self.url = url
        self.session = requests.Session()
        key = key or os.environ.get("ANNOTATOR_API_KEY")
        self.session.headers["Authorization"] = f"Bearer {key}"

    def label(self, text):
        answer = self.session.post(self.url + "/v1/label", data=text.encode(), timeout=5)
        return answer.json()["label"]
