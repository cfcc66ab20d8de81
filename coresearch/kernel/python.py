"""What IPython's kernel is told before a run, so that a script finds itself at home.

A script in a kernel should see what `python script.py` would give it: `sys.argv`, its
folder first on the path, `__file__`, no value printed that it does not print, and its
own name and lines in a traceback. Sent as one silent request; it prints one line of
JSON about the environment, which is how that gets into the record.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the code finds around itself."""

    argv: Sequence[str]
    """`sys.argv`, the script's name first."""
    file: str = ""
    """The absolute path of a script; empty for other code."""
    source: str = ""
    """The text of that script, as it is run."""
    folder: str = ""
    """What comes first on `sys.path`."""
    shows_values: bool = True
    """Whether the last expression of a cell is shown."""
    seed: int | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    """What is set in its environment, where the kernel runs already."""
    cwd: str = ""
    """The folder to go to, where the kernel runs already."""
    stack: str = ""
    """The file that it writes its stack into when it is asked; see `standing`."""
    is_elsewhere: bool = False
    """Whether its machine is not known, and it must say what that is."""


def setup(around: Surroundings) -> str:
    """The code that makes a Python kernel ready for a run."""
    values = {
        "argv": list(around.argv),
        "file": around.file,
        "source": around.source,
        "folder": around.folder,
        "shows_values": around.shows_values,
        "seed": around.seed,
        "variables": dict(around.variables),
        "cwd": around.cwd,
        "stack": around.stack,
        "is_elsewhere": around.is_elsewhere,
    }
    return _LISTING + _SETUP.replace("VALUES", repr(json.dumps(values)))


def listing() -> str:
    """A program that prints what `setup` does, for a Python without a kernel."""
    return f"{_LISTING}\nimport json\nprint(json.dumps(_coresearch_listing()))\n"


def read_environment(printed: str) -> Mapping[str, Any]:
    """What `setup` printed; nothing if it could not."""
    for line in printed.splitlines():
        if line.startswith('{"interpreter"'):
            found: Mapping[str, Any] = json.loads(line)
            return found
    return {}


def padded(source: str, line: int) -> str:
    """`source` moved down to where it stands in its file, from line 1.

    IPython drops empty lines at the start, so these hold a comment. A cell that begins
    with a magic must begin with it.
    """
    if source.lstrip().startswith("%%"):
        return source
    return "#\n" * (line - 1) + source


_LISTING = r"""
def _coresearch_listing():
    import json, os, sys
    packages, seen, own = [], set(), {}
    for folder in sys.path:
        try:
            found = sorted(os.listdir(folder or "."))
        except OSError:
            continue
        for name in found:
            stem, kind = os.path.splitext(name)
            if kind not in (".dist-info", ".egg-info") or "-" not in stem:
                continue
            package, version = stem.split("-")[:2]
            if package.lower() in seen:
                continue
            seen.add(package.lower())
            packages.append(package.replace("_", "-") + "==" + version)
            try:
                with open(os.path.join(folder, name, "direct_url.json")) as file:
                    own[package] = json.load(file).get("url", "")
            except (OSError, ValueError):
                pass
    return {
        "interpreter": sys.executable,
        "version": sys.version,
        "prefix": sys.prefix,
        "packages": sorted(packages, key=str.lower),
        "own": own,
    }
"""

_SETUP = r"""
def _coresearch_lasting(shell):
    import atexit, os, sys
    # What is not yet sent would be sent by both.
    os.register_at_fork(before=lambda: (sys.stdout.flush(), sys.stderr.flush()))
    owner = os.getpid()
    def end_of_fork(*_):
        # A child that was forked and runs on to the end of the code ends there.
        if os.getpid() != owner:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)
    shell.events.register("post_run_cell", end_of_fork)
    def wait_for_control():
        # ipykernel 7 closes the way out for what is printed while its control thread
        # may still be flushing to it, and then waits for that thread for ever.
        thread = getattr(shell.kernel, "control_thread", None)
        if os.getpid() == owner and shell.exit_now and thread is not None:
            thread.join(2)
    atexit.register(wait_for_control)

def _coresearch_stack(path):
    import faulthandler, os, signal
    number = getattr(signal, "SIGRTMAX", None)
    if number is None or not os.path.isdir("/proc/self"):
        return
    try:
        file = open(path, "ab", buffering=0)
    except OSError:
        return
    # Registered first: what has its number in the file may be sent the signal.
    faulthandler.register(number, file=file, all_threads=True)
    file.write(b"%d\n" % os.getpid())

def _coresearch_setup(values):
    import json, linecache, os, sys, warnings
    shell = get_ipython()
    names = shell.user_ns
    os.environ.update(values["variables"])
    if values["cwd"]:
        os.chdir(values["cwd"])
    sys.argv[:] = values["argv"]
    if values["folder"] and sys.path[:1] != [values["folder"]]:
        sys.path[:] = [p for p in sys.path if p]
        sys.path.insert(0, values["folder"])
    # In a kernel these two would end the kernel; in a script they end the script.
    names["exit"] = names["quit"] = sys.exit
    warnings.filterwarnings("ignore", message="To exit: use 'exit'")
    if values["file"]:
        names["__file__"] = values["file"]
        lines = values["source"].splitlines(keepends=True)
        entry = (len(values["source"]), None, lines, values["file"])
        def cache(code, number=0, raw_code=None):
            linecache.cache[values["file"]] = entry
            return values["file"]
        shell.compile.cache = cache
    else:  # what an earlier run in this kernel may have left
        names.pop("__file__", None)
        vars(shell.compile).pop("cache", None)
    if values["stack"]:
        _coresearch_stack(values["stack"])
    if values["seed"] is not None:
        import random
        random.seed(values["seed"])
        try:
            import numpy
        except ImportError:
            pass
        else:
            numpy.random.seed(values["seed"] % 2**32)
    if not hasattr(shell, "_coresearch"):
        shell._coresearch = shell.ast_node_interactivity
        _coresearch_lasting(shell)
    shows = shell._coresearch if values["shows_values"] else "none"
    shell.ast_node_interactivity = shows

    hardware = {}
    if values["is_elsewhere"]:
        import platform
        system = platform.uname()
        hardware = {"hardware": {
            "machine": system.node,
            "system": system.system + " " + system.release,
            "architecture": system.machine,
            "processor": system.processor,
            "cores": os.cpu_count(),
        }}
    print(json.dumps({**_coresearch_listing(), **hardware}))

import json
_coresearch_setup(json.loads(VALUES))
del _coresearch_setup, _coresearch_lasting, _coresearch_listing, _coresearch_stack
if "json" in globals():
    del json
"""
