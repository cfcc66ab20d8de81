best_loss = float("inf")
def step(loss):
    if loss < best_loss:
        best_loss = loss
    return best_loss
step(0.3)
