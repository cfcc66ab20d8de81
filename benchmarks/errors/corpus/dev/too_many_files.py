import resource

resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
files = [open(__file__) for _ in range(100)]
print(len(files))
