import pandas as pd

from features import add_features

stations = pd.read_csv("data/stations.csv")
stations = add_features(stations)
print(stations.groupby("region")["temp_range"].describe())
