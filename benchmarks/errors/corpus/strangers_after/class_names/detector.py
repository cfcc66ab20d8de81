class Detector:
    def __init__(self, classes, names):
        assert len(names) == classes, "labels and config indicate inconsistent class numbers"
        self.names = names
