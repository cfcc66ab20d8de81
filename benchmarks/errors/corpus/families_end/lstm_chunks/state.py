"""Keeping LSTM state across chunks of one long recording."""
import torch


def initial_state(layers, batch, hidden):
    return (torch.zeros(layers, batch, hidden), torch.zeros(layers, batch, hidden))


def carry_state(state):
    """State to start the next chunk with."""
    return tuple(s.clone() for s in state)
