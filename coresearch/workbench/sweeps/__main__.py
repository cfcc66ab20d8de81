"""The driver as a process of its own, which no terminal's end stops.

    python -m coresearch.workbench.sweeps ROOT SWEEP

It leaves its parent at once, so that nobody need wait for it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def drive(root: Path, identity: str) -> int:
    """Drive the sweep of this id, in the repository at this folder, to its end."""
    from coresearch.config import read_settings
    from coresearch.core.errors import CoresearchError
    from coresearch.journal.sweeps import read_sweep
    from coresearch.sweeps.engines.engine import engine
    from coresearch.workbench.project import open_project
    from coresearch.workbench.sweeps.driver import Driver
    from coresearch.workbench.sweeps.pace import pace_of
    from coresearch.workbench.sweeps.places import folder_of

    try:
        with open_project(root) as project:
            recorded = read_sweep(project.journal, identity)
            name = recorded.sweep.engine
            folder = folder_of(project, identity)
            made = engine(name, folder, recorded.sweep.resources)
            settings = read_settings(project.root).runs
            Driver(project, recorded, made, settings, pace_of(name)).drive()
    except CoresearchError as fault:
        sys.stderr.write(f"{fault.message} {fault.hint}\n")
        return 1
    return 0


if __name__ == "__main__":
    if os.fork():
        os._exit(0)
    os.setsid()
    sys.exit(drive(Path(sys.argv[1]), sys.argv[2]))
