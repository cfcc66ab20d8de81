"""One story: run it twice, look at it, compare, restore, run again, have a notebook."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, Ended, Spawn, run_in, surroundings
from tests.cli.test_run import run
from tests.conftest import git

pytestmark = pytest.mark.slow  # four runs for each worker that takes a share

TRAIN = """import json, os, random, sys
random.seed(int(os.environ["CORESEARCH_SEED"]))
for step in range(20):
    print(json.dumps({"step": step, "loss": random.random() / (step + 1)}))
print("\\r10%\\r100%", file=sys.stderr)
with open("weights.txt", "w") as file:
    file.write(str(random.random()))
1 / int(sys.argv[1])
"""

SHOWS = """# %% A picture
from IPython.display import Image, HTML, display, update_display
import base64
png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
display(Image(base64.b64decode(png + "AABJRU5ErkJggg==")))
# %% A table
display(HTML("<b>" + "x" * 20_000 + "</b>"), display_id="t")
update_display(HTML("<i>new</i>"), display_id="t")
41 + 1
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory) -> Path:
    """A repository with four runs: two seeds, a failure, and a cell with a picture."""
    root = tmp_path_factory.mktemp("story")
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    (root / ".gitignore").write_text("weights.txt\n")
    (root / "train.py").write_text(TRAIN)
    git(root, "add", ".")
    git(root, "commit", "-qm", "Start")
    for seed in ("1", "2"):
        ended = run(root, "train.py", "--name", "base", "--seed", seed, "--", "1")
        assert ended.code == 0, ended.err
    (root / "train.py").write_text(TRAIN.replace("range(20)", "range(3)"))
    assert run(root, "train.py", "--seed", "1", "--name", "base", "--", "0").code == 15
    (root / "shows.py").write_text(SHOWS)
    assert run(root, "shows.py").code == 0
    return root


def runs(root: Path, *arguments: str) -> Ended:
    return run_in(root, "runs", *arguments)


def ids(root: Path) -> list[str]:
    """Oldest first."""
    rows = json.loads(runs(root, "list", "--format", "json").out)
    return [row["id"] for row in reversed(rows)]


def test_the_list_has_one_line_for_each(story):
    lines = runs(story, "list").out.splitlines()
    assert len(lines) >= 4
    assert "failed" in runs(story, "list", "--state", "failed").out
    [failed] = json.loads(runs(story, "list", "--state", "failed", "-f", "json").out)
    assert failed["error"] == "ZeroDivisionError"
    assert runs(story, "list", "--state", "odd").code == 4
    assert runs(story, "list", "--file", "nothing.py").out == "No run fits.\n"


def test_one_run_is_shown_whole(story):
    first = ids(story)[0]
    text = runs(story, "show", first[:7]).out
    for said in ("base: train.py 1", "succeeded", "seed", "loss", "wrote weights.txt"):
        assert said in text
    assert "▁" in text
    answer = json.loads(runs(story, "show", first, "--format", "json").out)
    assert answer["started"]["seed"] == 1
    assert runs(story, "show", "fffffff").code == 3


def test_outputs_are_shown_as_the_terminal_was_left(story):
    shown = runs(story, "outputs", ids(story)[0])
    assert shown.out.count("loss") == 20
    assert shown.err == "100%\n"


def test_values_are_saved_to_files_and_never_over_one(story, tmp_path):
    last = ids(story)[3]
    done = runs(story, "outputs", last, "--save", str(tmp_path / "out"))
    names = sorted(file.suffix for file in (tmp_path / "out").iterdir())
    assert names == [".html", ".html", ".png"]
    [picture] = (tmp_path / "out").glob("*.png")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert str(picture) in done.out
    assert runs(story, "outputs", last, "--save", str(tmp_path / "out")).code == 7


def test_what_differs_is_named(story):
    first, second, third, _ = ids(story)[:4]
    text = runs(story, "diff", first, second).out
    assert "seed: 1 → 2" in text
    assert "metric loss" in text
    assert "code" not in text
    text = runs(story, "diff", first, third).out
    assert "-for step in range(20):" in text
    assert "ename: none → ZeroDivisionError" in text
    assert "train.py | 2 +-" in text


def test_seeds_are_compared_with_an_interval_and_a_count(story):
    text = runs(story, "compare", "--name", "base").out
    assert "base train.py 1  2 runs\n" in text
    assert "(95 %, n = 2)" in text
    assert "1 run, 1 of them without success" in text
    [one] = json.loads(runs(story, "compare", ids(story)[0], "-f", "json").out)
    assert one["metrics"]["loss"]["half_width"] is None
    assert runs(story, "compare").code == 4


def test_the_exact_files_come_back_elsewhere(story, tmp_path):
    third = ids(story)[2]
    before = git(story, "status", "--porcelain")
    ended = runs(story, "restore", third, str(tmp_path / "there"))
    assert ended.code == 0
    assert "range(3)" in (tmp_path / "there" / "train.py").read_text()
    assert not (tmp_path / "there" / "shows.py").exists()
    assert runs(story, "restore", third, str(tmp_path / "there")).code == 7
    git(story, "worktree", "remove", str(tmp_path / "there"))
    assert git(story, "status", "--porcelain") == before


def test_a_run_is_repeated_with_its_own_files_and_nothing_differs(story):
    first = ids(story)[0]
    done = subprocess.run(
        [*PROGRAM, "runs", "rerun", first],
        cwd=story,
        env={k: v for k, v in surroundings().items() if k != "TZ"},  # as it was then
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(
        "Nothing differs: same code, files, environment, outputs and metrics.\n"
    )
    assert git(story, "worktree", "list").count("\n") == 1
    shown = json.loads(runs(story, "show", "--format", "json").out)
    assert shown["started"]["repeats"] == first


def test_a_run_as_a_notebook_is_valid(story, tmp_path):
    import nbformat

    file = tmp_path / "a.ipynb"
    assert runs(story, "notebook", ids(story)[3], "-o", str(file)).code == 0
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    picture, table = notebook.cells
    [shown] = picture.outputs
    assert shown.data["image/png"].startswith("iVBOR")
    assert [output.output_type for output in table.outputs] == [
        "display_data",
        "execute_result",
    ]
    assert table.outputs[0].data["text/html"] == "<i>new</i>"
    assert table.outputs[1].data["text/plain"] == "42"
    assert runs(story, "notebook", "-o", str(file)).code == 7
    other = tmp_path / "failed.ipynb"
    assert runs(story, "notebook", ids(story)[2], "-o", str(other)).code == 0
    failed = nbformat.read(other, as_version=4)
    nbformat.validate(failed)
    assert failed["cells"][0]["outputs"][-1]["ename"] == "ZeroDivisionError"


def test_a_script_that_has_changed_is_not_run_as_it_is_now_without_a_word(story):
    ended = runs(story, "rerun", "--here", ids(story)[0])
    assert ended.code == 0, ended.err
    assert "train.py has changed since" in ended.err
    assert "--mended" in ended.err
    assert ended.out.count('"loss"') == 20  # as it was then


def test_removing_asks_and_takes_only_the_files(research_repo, terminal: Spawn):
    (research_repo / "a.py").write_text("print(1)\n")
    assert run(research_repo, "a.py").code == 0
    [only] = ids(research_repo)
    assert runs(research_repo, "rm", only).code == 6
    one = terminal("runs", "rm", only)
    one.see("[y/N] ")
    one.type("y")
    one.ends()
    assert git(research_repo, "for-each-ref", "refs/coresearch") == ""
    assert ids(research_repo) == [only]
