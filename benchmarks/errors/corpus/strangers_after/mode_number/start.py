import yaml

from properties import unique_value

settings = yaml.safe_load(open("settings.yaml"))
mode = unique_value(settings["mode"])
level = unique_value(settings["level"])
print(mode, level)
