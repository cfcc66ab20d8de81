import subprocess
import sys
subprocess.run([sys.executable, "-c", "raise KeyError('fold')"], check=True)
