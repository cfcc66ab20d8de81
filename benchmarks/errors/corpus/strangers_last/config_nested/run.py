from experiment import Experiment
from settings import load

settings = load("config/default.yaml")
experiment = Experiment(settings)
experiment.train()
