class Trainer:
    def __init__(self, model, max_steps=100):
        self.model = model


Trainer("net", max_step=10)
