import pandas as pd
runs = pd.DataFrame({"fuzzer": ["afl"], "time": [60], "cov": [0.4]})
mine = runs[runs["fuzzer"] == "aflnet"]
print(mine.tail(1).iloc[0, 2])
