import yaml

from detector import Detector

config = yaml.safe_load(open("detector.yaml"))
names = open("labels.txt").read().split("\n")
detector = Detector(config["classes"], names)
print(detector.names[0])
