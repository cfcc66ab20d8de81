import torch
import torchvision
print(torchvision.__version__)
