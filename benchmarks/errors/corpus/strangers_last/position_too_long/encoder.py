import torch
from transformers import BertConfig, BertModel


def tokens(text, vocab):
    """Ids of words by a hash that is the same in each run."""
    return torch.tensor([[sum(map(ord, word)) % vocab for word in text.split()]])


def build(config):
    torch.manual_seed(0)
    return BertModel(
        BertConfig(
            vocab_size=config["vocab"],
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=config["max_length"],
        )
    ).eval()
