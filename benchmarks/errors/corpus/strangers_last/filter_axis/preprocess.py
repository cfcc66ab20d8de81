import numpy as np

from filters import bandpass

recording = np.loadtxt("eeg/rest.csv", delimiter=",", skiprows=1)
print("loaded", recording.shape)
clean = bandpass(recording, low=1.0, high=30.0, rate=100.0)
np.save("rest_clean.npy", clean)
