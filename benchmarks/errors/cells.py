"""Run a notebook's cells in the order that they give, in a real kernel.

`python cells.py NAME.ipynb.py`: cells begin with `# %%`, and say when they were run
(`order=2,4`; nothing: in the order that they stand, `order=`: never). A cell `# %% edit
FILE` is what was written into a file meanwhile. What failed is printed as a notebook
shows it, and the notebook is saved with its counts.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat
from jupyter_client.manager import start_new_kernel

_HEAD = re.compile(r"# %%(?P<say>.*)\n")


def main(path: str) -> int:
    """The number of cells that failed."""
    notebook, turns = _read(Path(path).read_text(encoding="utf-8"))
    manager, client = start_new_kernel(kernel_name="python3")
    failed = 0
    try:
        for _, cell, edit in sorted(turns, key=lambda turn: turn[0]):
            if edit:
                Path(edit).write_text(cell["source"], encoding="utf-8")
                continue
            reply = client.execute_interactive(
                cell["source"], output_hook=lambda _: None, timeout=120
            )["content"]
            cell["execution_count"] = reply["execution_count"]
            if reply["status"] == "error":
                print("\n".join(reply["traceback"]))
                failed += 1
                break
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    nbformat.write(notebook, path.removesuffix(".py"))
    return failed


def _read(text: str):
    notebook, turns, last = nbformat.v4.new_notebook(), [], 0.0
    parts = _HEAD.split(text)[1:]
    for say, source in zip(parts[::2], parts[1::2], strict=True):
        say, source = say.strip(), source.strip("\n")
        if say.startswith("[markdown]"):
            notebook.cells.append(nbformat.v4.new_markdown_cell(source))
            continue
        if say.startswith("edit "):
            turns.append((last + 0.5, {"source": source + "\n"}, say[5:]))
            continue
        cell = nbformat.v4.new_code_cell(source)
        notebook.cells.append(cell)
        order = re.match(r"order=([\d,]*)", say)
        numbers = order[1].split(",") if order else [str(int(last) + 1)]
        for number in filter(None, numbers):
            last = float(number)
            turns.append((last, cell, ""))
    return notebook, turns


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
