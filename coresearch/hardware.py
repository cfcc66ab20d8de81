"""What computer this is: the one that a run, or a task, finds itself on."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any


def hardware() -> dict[str, Any]:
    """Processor, memory and graphics cards of this computer."""
    memory = None
    with suppress(ValueError, OSError, AttributeError):
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    system = os.uname()  # `platform` reads half of the interpreter to say a bit more
    return {
        "machine": system.nodename,
        "system": f"{system.sysname} {system.release}",
        "architecture": system.machine,
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory": memory,
        "gpus": graphics_cards(),
    }


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return ""


def graphics_cards() -> list[str]:
    """Name, memory and driver of each, as `nvidia-smi` says it, where there is one."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    wanted = "--query-gpu=name,memory.total,driver_version"
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            [program, wanted, "--format=csv,noheader"],
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
        return [line.strip() for line in done.stdout.splitlines() if line.strip()]
    return []
