import numpy as np
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from beans import CLASSES, make_beans


def split(X, y, seed):
    X_train, y_train, X_test, y_test = train_test_split(
        X, y, test_size=0.25, random_state=seed, stratify=y)
    return X_train, y_train, X_test, y_test


X, y = make_beans()
print("per class:", dict(zip(CLASSES, np.bincount(y).tolist())))
X_train, y_train, X_test, y_test = split(X, y, seed=0)
knn = make_pipeline(StandardScaler(), KNeighborsClassifier(5))
knn.fit(X_train, y_train)
print(classification_report(y_test, knn.predict(X_test), target_names=CLASSES))
