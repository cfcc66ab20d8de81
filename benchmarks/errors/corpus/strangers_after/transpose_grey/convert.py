import json

import numpy as np

from pictures import channels_first

for name in json.load(open("list.json")):
    picture = np.array(json.load(open(f"pictures/{name}.json")))
    print(name, channels_first(picture).shape)
