import torch
lstm = torch.nn.LSTM(input_size=40, hidden_size=20, batch_first=True)
mel = torch.randn(4, 40, 120)
out, _ = lstm(mel)
