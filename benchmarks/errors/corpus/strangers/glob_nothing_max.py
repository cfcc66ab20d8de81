from pathlib import Path
ckpts = sorted(Path("checkpoints").glob("*.pt"))
latest = ckpts[-1]
print(latest)
