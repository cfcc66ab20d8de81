import subprocess
subprocess.run(["nvidia-smi", "-L"], check=True)
