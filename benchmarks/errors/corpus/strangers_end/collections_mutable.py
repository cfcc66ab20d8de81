from collections import MutableMapping
print(MutableMapping)
