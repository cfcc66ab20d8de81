from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from options import get_options

opt = get_options()
X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(
    X, y, test_size=opt.test_size, random_state=opt.seed, stratify=y)
mlp = MLPClassifier(tuple(opt.layers), alpha=opt.alpha, max_iter=500,
                    random_state=opt.seed)
model = make_pipeline(StandardScaler(), mlp).fit(X_train, y_train)
print(f"layers {opt.layers}: accuracy {model.score(X_test, y_test):.3f}")
