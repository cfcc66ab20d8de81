from scipy.signal import butter, filtfilt


def bandpass(signal, low, high, rate, order=4):
    """Zero-phase Butterworth."""
    b, a = butter(order, [low, high], btype="band", fs=rate)
    return filtfilt(b, a, signal)
