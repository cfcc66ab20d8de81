import pickle

print(pickle.dumps({"key": lambda x: x}))
