# %% [markdown]
# # Bearing faults from vibration: a first look
# Machines 1 to 8 are for training, 9 and 10 for testing.
# %%
import os, glob, json, warnings
import numpy as np, pandas as pd
import lightgbm as lgb
import optuna
from tensorflow import keras
import tensorflow as tf
from sklearn.decomposition import PCA
from sklearn.preprocessing import RobustScaler
from sklearn.metrics import balanced_accuracy_score
%config InlineBackend.figure_format = 'retina'
# %%
SEED = int(os.environ.get("SEED", 0))
keras.utils.set_random_seed(SEED)
RUN = os.environ["RUN_NAME"]
files = sorted(glob.glob("signals/*.npy"))
len(files)
# %%
def machine(path):
    return int(os.path.basename(path).split("_")[0])

def spectrum(path):
    signal = np.load(path)
    return np.abs(np.fft.rfft(signal, n=512))

labels = pd.read_csv("signals/labels.csv").set_index("file")["fault"]
train_files = [f for f in files if machine(f) <= 6]
valid_files = [f for f in files if machine(f) in (7, 8)]
test_files = [f for f in files if machine(f) >= 9]
Xtr, Xva, Xte = (np.stack([spectrum(f) for f in part]) for part in (train_files, valid_files, test_files))
ytr, yva, yte = (labels.loc[[os.path.basename(f) for f in part]].to_numpy() for part in (train_files, valid_files, test_files))
# %%
scaler = RobustScaler().fit(Xtr)
pca = PCA(40, random_state=SEED).fit(scaler.transform(Xtr))
reduce = lambda X: pca.transform(scaler.transform(X))
Ztr, Zva, Zte = map(reduce, (Xtr, Xva, Xte))
# %%
def objective(trial):
    params = dict(
        num_leaves=trial.suggest_int("num_leaves", 7, 63),
        learning_rate=trial.suggest_float("learning_rate", 0.01, 0.3, log=True),
        random_state=SEED,
    )
    model = lgb.LGBMClassifier(**params)
    model.fit(Ztr, ytr, eval_set=[(Zva, yva)], callbacks=[lgb.early_stopping(20)])
    return balanced_accuracy_score(yva, model.predict(Zva))

study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=SEED))
study.optimize(objective, n_trials=40)
study.best_params
# %%
boosted = lgb.LGBMClassifier(**study.best_params, random_state=SEED).fit(Ztr, ytr)
acc_boosted = balanced_accuracy_score(yte, boosted.predict(Zte))
# %%
net = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(4, activation="softmax")])
net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
stopper = keras.callbacks.EarlyStopping(monitor="val_accuracy", mode="max", patience=5, restore_best_weights=True)
history = net.fit(Ztr, ytr, validation_data=(Zva, yva), epochs=100, callbacks=[stopper], verbose=0)
acc_net = balanced_accuracy_score(yte, net.predict(Zte).argmax(1))
print(f"boosted {acc_boosted:.3f}, network {acc_net:.3f}, n = {len(yte)}")
# %%
os.makedirs(f"out/{RUN}", exist_ok=False)
with open(f"out/{RUN}/scores.json", "w") as f:
    json.dump({"boosted": acc_boosted, "network": acc_net, "seed": SEED}, f)
