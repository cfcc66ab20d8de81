import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import yaml

from training import train

config = yaml.safe_load(open("config.yml"))
history = train(config)
epochs = range(1, config["epochs"] + 1)
fig, ax = plt.subplots()
ax.plot(epochs, history["train"], label="train")
ax.plot(epochs, history["valid"], label="valid")
ax.legend()
fig.savefig("curves.png")
