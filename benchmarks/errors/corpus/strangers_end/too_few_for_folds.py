from sklearn.datasets import make_blobs
from sklearn.model_selection import StratifiedKFold
x, _ = make_blobs(8, random_state=0)
y = [0, 0, 1, 1, 2, 2, 3, 3]
for tr, te in StratifiedKFold(5).split(x, y):
    print(len(tr))
