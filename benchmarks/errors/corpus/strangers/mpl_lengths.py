import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
epochs = range(10)
loss = [0.9, 0.5, 0.4]
plt.plot(epochs, loss)
plt.savefig("loss.png")
