from sklearn.cluster import KMeans

from prep import read_sites, zscore

N_CLUSTERS = 2

sites = read_sites("water.csv").round(3)
scaled = zscore(sites)
km = KMeans(n_clusters=N_CLUSTERS, n_init=5, random_state=0).fit(scaled)
sites["cluster"] = km.labels_
print(sites.groupby("cluster").mean().round(2))
