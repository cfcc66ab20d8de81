import json

from limits import Limits

config = json.load(open("config.json"))
limits = Limits(config["limits"])
print(limits.total())
