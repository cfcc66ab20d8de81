import torch
from torch.utils.data import DataLoader, Dataset
class Images(Dataset):
    def __len__(self):
        return 4
    def __getitem__(self, i):
        if i == 2:
            return None
        return torch.zeros(3, 8, 8)
for b in DataLoader(Images(), batch_size=4):
    print(b.shape)
