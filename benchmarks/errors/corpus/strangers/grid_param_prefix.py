from sklearn.datasets import load_iris
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
x, y = load_iris(return_X_y=True)
pipe = make_pipeline(StandardScaler(), SVC())
search = GridSearchCV(pipe, {"C": [0.1, 1, 10]}, cv=3)
search.fit(x, y)
print(search.best_params_)
