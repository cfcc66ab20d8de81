import torch

from conditions import image_tokens, text_tokens

parts = [image_tokens("pic.txt"), text_tokens(["a red chair", "a table"])]
context = torch.cat(parts, dim=1)
print(context.shape)
