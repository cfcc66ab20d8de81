"""Real notebooks, run by us and by nbclient: the same outputs, cell by cell."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coresearch.cli.run_views import as_json
from coresearch.config import RunSettings
from coresearch.core.notebooks import as_notebook
from coresearch.core.runs import RunKind, RunRequest
from coresearch.journal.runs import read_run
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import whole_outputs

NOTEBOOKS = {
    "values and streams": [
        "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('more')",
        "x = [1, 2, 3]\nx",
        "for i in range(3):\n    print(i, end=' ', flush=True)",
        "x;",
        "",
        "'last'",
    ],
    "rich values": [
        "from IPython.display import *\ndisplay(HTML('<b>a</b>'), Markdown('*b*'))",
        "class Both:\n"
        "    def _repr_mimebundle_(self, **_):\n"
        "        return {'text/plain': 'p', 'application/json': {'a': [1, None]}}\n"
        "Both()",
        "Image(data=bytes(range(256)) * 100, format='png')",
        "Latex('$x$')",
        "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>')",
    ],
    "updates and clearing": [
        "from IPython.display import *\nh = display('one', display_id=True)\n"
        "h.update('two')",
        "print('gone')\nclear_output()\nprint('stays')",
        "for i in range(3):\n    clear_output(wait=True)\n    print(i)",
        "h.update('three')",
    ],
    "errors": [
        "def fail():\n    return 1 / 0",
        "%%capture kept\nprint(1)",
        "fail()",
        "print('never')",
    ],
    "magics and shells": ["!echo shell", "%env TZ", "%%writefile -a f.txt\nx"],
}
_CHANGES = re.compile(r"\x1b\[[0-9;]*m|0x[0-9a-f]+")


def made(sources: list[str]) -> Any:
    import nbformat  # takes three seconds, which tests of other files need not wait

    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells.insert(0, nbformat.v4.new_markdown_cell("# Prose"))
    return nbformat.v4.new_notebook(cells=cells)


def comparable(notebook: dict) -> list[list[dict]]:
    """Outputs of each code cell, without colours; text in as few pieces as can be."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    text = json.dumps([joined(cell.get("outputs", [])) for cell in cells])
    return json.loads(_CHANGES.sub("…", text.replace("\\u001b", "\x1b")))


def joined(outputs: list[dict]) -> list[dict]:
    found: list[dict] = []
    for output in outputs:
        same = found and output.get("name") and output["name"] == found[-1].get("name")
        if same:
            found[-1]["text"] += output["text"]
        else:
            found.append(dict(output))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_outputs_are_those_of_nbclient(project: Project, name, monkeypatch):
    import asyncio

    import nbclient
    import nbformat

    from coresearch.workbench.run import Execution

    folder = Path(project.root)
    monkeypatch.chdir(folder)
    notebook = made(NOTEBOOKS[name])
    text = nbformat.writes(notebook)
    request = RunRequest(RunKind.NOTEBOOK, text, "a.ipynb")
    execution = Execution(project, request, RunSettings(), lambda output: None)
    asyncio.run(execution.carry_out())
    run = read_run(project.journal, execution.id)
    assert as_json(run)["ended"] is not None
    outputs = whole_outputs(project.journal.blobs, run.ended or {})
    ours = as_notebook(run.request, run.started["kernelspec"], outputs)
    nbformat.validate(nbformat.from_dict(ours))

    (folder / "f.txt").unlink(missing_ok=True)
    client = nbclient.NotebookClient(notebook, resources={"metadata": {"path": folder}})
    if name == "errors":
        with pytest.raises(nbclient.exceptions.CellExecutionError):
            client.execute()
    else:
        client.execute()
    assert comparable(ours) == comparable(notebook)
