import yaml

from energy import savings

options = yaml.safe_load(open("jam.yaml"))
if options["kind"] == 1:
    on, off = savings(options.get("period"), options.get("memory"))
else:
    on, off = savings(options.get("period"), options)
print(on, off)
