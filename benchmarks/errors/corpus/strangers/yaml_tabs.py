from pathlib import Path
import yaml
Path("config.yaml").write_text("model:\n\thidden: 128\n\tlayers: 2\n")
cfg = yaml.safe_load(Path("config.yaml").read_text())
