from dataclasses import dataclass
@dataclass
class Config:
    lr: float = 0.1
    betas: list = [0.9, 0.99]
