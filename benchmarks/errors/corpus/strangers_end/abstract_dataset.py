from torch.utils.data import DataLoader, Dataset
class Notes(Dataset):
    def __len__(self):
        return 3
for b in DataLoader(Notes(), batch_size=2):
    print(b)
