import pandas as pd
pd.DataFrame({"a": [1]}).to_hdf("x.h5", key="a")
