from pathlib import Path

import numpy as np
import torch
from torch.utils.data import Dataset


class LeafImages(Dataset):
    """Grey images as text, one file each; the class is the folder."""

    def __init__(self, root):
        self.files = sorted(Path(root).glob("*/*.txt"))
        self.classes = sorted({path.parent.name for path in self.files})

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        path = self.files[index]
        image = torch.from_numpy(np.loadtxt(path, dtype=np.float32))
        return image[None], self.classes.index(path.parent.name)
