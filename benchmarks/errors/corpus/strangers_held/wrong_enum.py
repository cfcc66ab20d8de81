from enum import Enum
class Split(Enum):
    TRAIN = "train"
    TEST = "test"
split = Split("valid")
