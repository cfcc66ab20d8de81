import torch


def save(path, epoch, model, optimizer):
    """Everything that is needed to go on."""
    torch.save(
        {
            "epoch": epoch,
            "model": model.state_dict(),
            "optim_state": optimizer.state_dict(),
        },
        path,
    )
