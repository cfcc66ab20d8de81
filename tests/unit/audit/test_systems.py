"""Each check of the reproducibility audit finds what it should, and only that."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from coresearch.audit.facts import RunFacts
from coresearch.audit.systems import chance, data, pins, pipeline
from coresearch.audit.systems.compute import costs, median_interval, table
from coresearch.audit.tree import Tree
from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.suggestions import Suggestion

RAN = RunFacts(
    "1a2b3c4d",
    "2026-11-01T10:00:00Z",
    "train.py",
    python="3.11.4",
    packages={"numpy": "1.26.0", "scikit-learn": "1.4.0", "pandas": "2.2.0"},
)


def audited(
    files: Mapping[str, str], *runs: RunFacts, ignored=(), **more
) -> list[Suggestion]:
    sizes = {path: len(text.encode()) for path, text in files.items()}
    tree = Tree(sizes, files, **more)
    return [
        *pins.check(tree, runs),
        *chance.check(tree, runs),
        *data.check(tree, ignored),
        *pipeline.check(tree, runs),
    ]


def applied(suggestion: Suggestion, files: Mapping[str, str]) -> dict[str, str]:
    """The files that its edit would write."""
    states = {
        path: FileState.of(files[path].encode()) if path in files else None
        for path in suggestion.edit.paths
    }
    changes = plan_edit(suggestion.edit, states)
    return {w.path: w.after.content.decode() for w in changes.writes if w.after}


def by(check: str, found: list[Suggestion]) -> list[Suggestion]:
    return [one for one in found if one.origin.name == check]


def test_open_versions_are_pinned_to_those_of_the_last_good_run():
    files = {"requirements.txt": "numpy\npandas>=2\nscikit_learn  # for the split\n"}
    [found] = by("R1", audited(files, RAN))
    assert "3 of 3 packages" in found.reason
    assert "Not changed: pandas" in found.reason
    assert applied(found, files)["requirements.txt"] == (
        "numpy==1.26.0\npandas>=2\nscikit_learn==1.4.0  # for the split\n"
    )
    [unknown] = by("R1", audited(files))
    assert unknown.edit is None
    assert "pip freeze" in unknown.reason


@pytest.mark.parametrize(
    ("files", "hits"),
    [
        ({"requirements.txt": "numpy==1.26\n"}, 0),
        ({"requirements.txt": "numpy\n", "uv.lock": "x"}, 0),
        ({"requirements.txt": "git+https://e.org/x.git\n"}, 1),
        ({"requirements.txt": "git+https://e.org/x.git@a1b2c3d4\n"}, 0),
        ({"pyproject.toml": '[project]\ndependencies = ["numpy>=1"]\n'}, 1),
        ({"pyproject.toml": "[project\n"}, 0),
        ({"environment.yml": "dependencies:\n  - numpy\n  - scipy=1.1\n"}, 1),
        ({"Dockerfile": "FROM python:latest\n"}, 1),
        ({"Dockerfile": "FROM python:3.11-slim\n"}, 0),
    ],
)
def test_what_is_pinned_and_what_is_not(files, hits):
    assert len(by("R1", audited(files))) == hits


def test_what_is_imported_is_declared():
    files = {
        "train.py": "import os\nimport numpy\nfrom sklearn import svm\nimport mine\n"
    }
    files["mine.py"] = "x = 1\n"
    [found] = by("R2", audited(files, RAN))
    assert applied(found, files)["requirements.txt"] == (
        "numpy==1.26.0\nscikit-learn==1.4.0\n"
    )
    listed = files | {"requirements.txt": "numpy==1\nscikit-learn==1\n"}
    assert by("R2", audited(listed)) == []
    assert by("R2", audited({"a.py": "import json\n"})) == []


def test_orders_left_to_chance_are_sorted_by_the_edit():
    files = {
        "a.py": "import os, glob\nfor n in os.listdir('d'):\n    print(n)\n"
        "x = list(set(names))\ny = sorted(glob.glob('*'))\nz = len(os.listdir('d'))\n"
        "w = {p for p in folder.glob('*')}\nfor k in set(names):\n    print(k)\n"
    }
    [found] = by("R8", audited(files))
    assert [one.line for one in found.evidence] == [2, 4, 8]
    new = applied(found, files)["a.py"]
    assert "for n in sorted(os.listdir('d')):" in new
    assert "x = sorted(set(names))\n" in new
    assert "for k in sorted(set(names)):" in new


def test_libraries_are_told_to_be_deterministic():
    files = {
        "a.py": "import torch\ntorch.backends.cudnn.benchmark = True\n"
        "torch.manual_seed(0)\ndevice = 'cuda'\nloss.backward()\n"
    }
    first, second = by("R9", audited(files))
    assert "benchmark = False" in applied(first, files)["a.py"]
    added = "torch.manual_seed(0)\ntorch.use_deterministic_algorithms(True, warn_only"
    assert added in applied(second, files)["a.py"]
    on_cpu = {"a.py": files["a.py"].replace("cuda", "cpu").replace("True", "False")}
    assert by("R9", audited(on_cpu)) == []


def test_data_without_origin_get_a_table_with_their_checksums():
    files = {"data/a.csv": "x\n1\n", "README.md": "Nothing.\n"}
    digests = {"data/a.csv": "ab" * 32}
    [found] = by("R5", audited(files, digests=digests))
    text = applied(found, files)["DATA.md"]
    assert f"| data/a.csv | 4 | {'ab' * 32} | <where from, when> | <licence> |" in text
    kept = files | {"DATA.md": f"{'ab' * 32}  data/a.csv, from the survey of May\n"}
    assert by("R5", audited(kept, digests=digests)) == []


def test_a_checksum_that_does_not_fit_is_severe():
    files = {"data/a.csv": "x\n", "SHA256SUMS": f"{'cd' * 32}  data/a.csv\n"}
    [found] = by("R6", audited(files, digests={"data/a.csv": "ab" * 32}))
    assert found.severity == "high"
    assert (found.path, found.line) == ("SHA256SUMS", 1)


def test_what_is_read_must_come_from_somewhere():
    files = {
        "a.py": "import pandas as pd\npd.read_csv('data/gone.csv')\n"
        "pd.read_csv('data/here.csv')\npd.read_csv('out.csv')\n",
        "b.py": "frame.to_csv('out.csv')\n",
    }
    missing = by("R4", audited(files, ignored=frozenset({"data/here.csv"})))
    assert [one.line for one in missing] == [2, 3]
    assert "git ignores it" in missing[1].reason


def test_paths_of_one_machine_outside_of_scripts():
    files = {
        "c.yaml": "data: /home/me/study/data/a.csv\nout: /scratch/x\n# /home/me/old\n",
        "data/a.csv": "x\n",
    }
    [found] = by("R19", audited(files))
    assert applied(found, files)["c.yaml"].startswith(
        "data: data/a.csv\nout: /scratch/x"
    )


def test_results_that_nothing_makes():
    script = "for k in (1, 2):\n    open(f'results/fig_{k}.png', 'wb')\n"
    files = {"a.py": script, "results/fig_1.png": "", "results/by_hand.csv": "a\n"}
    [found] = by("R11", audited(files))
    assert [one.path for one in found.evidence] == ["results/by_hand.csv"]
    wrote = RunFacts("1", "2026-11-01", "a.py", written={"results/by_hand.csv": 2})
    assert by("R11", audited(files, wrote)) == []


def test_documents_and_scripts_know_of_each_other():
    files = {
        "train.py": '"""Trains it."""\nimport argparse\np = argparse.ArgumentParser()\n'
        "p.add_argument('--lr')\nprint(p.parse_args())\n",
        "other.py": '"""Plots."""\nprint(1)\n',
        "README.md": "# Study\n\n    python train.py --lr 1 --depth 2\n    python "
        "tain.py\n",
    }
    found = audited(files)
    [stale] = by("R13", found)
    assert stale.reason == (
        "README.md starts train.py with --depth, which it does not take; says to start "
        "tain.py, and there is no such file."
    )
    assert [one.line for one in stale.evidence] == [3, 4]
    [silent] = by("R12", found)
    assert applied(silent, files)["README.md"].endswith(
        "python tain.py\n\n## Scripts\n\n- `python other.py`: Plots.\n"
    )


def test_a_first_test_is_proposed_where_there_is_none():
    files = {
        "train.py": "import "
        "argparse\nargparse.ArgumentParser().add_argument('--smoke')\nprint()\n"
    }
    [found] = by("R14", audited(files))
    assert '"train.py", "--smoke"' in applied(found, files)["tests/test_scripts.py"]
    assert by("R14", audited(files | {"tests/test_a.py": ""})) == []


def test_a_notebook_whose_cells_ran_out_of_order():
    def book(*counts):
        cells = [
            {"cell_type": "code", "execution_count": n, "source": ["x"]} for n in counts
        ]
        return {"a.ipynb": json.dumps({"cells": cells})}

    assert len(by("R15", audited(book(3, 1, 2)))) == 1
    assert by("R15", audited(book(1, 2, 5))) == []
    assert by("R15", audited(book(None, None))) == []
    assert by("R15", audited({"a.ipynb": "[]"})) == []


def again(value: float, **more) -> RunFacts:
    given = {"code": "tree", "metrics": {"acc": value, "seconds": value}} | more
    return RunFacts(f"{value}aaaaaaa", "2026-11-01", "a.py", ("--k", "1"), 0, **given)


def test_the_same_run_with_another_result_is_told():
    [found] = by("R16", audited({}, again(0.8), again(0.7)))
    assert "acc is 0.7 in one and 0.8 in the other" in found.reason
    assert by("R16", audited({}, again(0.8), again(0.7, code="other"))) == []
    same = again(0.8, metrics={"acc": 1.0, "seconds": 3.0})
    assert (
        by("R16", audited({}, same, again(0.7, metrics={"acc": 1.0, "seconds": 2.0})))
        == []
    )


def test_lost_time_asks_for_a_checkpoint():
    files = {"a.py": "model.fit(x)\n"}
    lost = RunFacts("1", "2026-11-01", "a.py", state="timed out", seconds=1800)
    [found] = by("R17", audited(files, lost))
    assert "30 minutes were lost" in found.reason
    assert by("R17", audited({"a.py": "model.fit(x)\ntorch.save(m, p)\n"}, lost)) == []
    assert by("R17", audited(files)) == []


def test_the_interval_of_a_median_needs_six_values():
    # Conover: for n = 6 the least and the greatest hold it with 96.9 %
    assert median_interval([1, 2, 3, 4, 5]) is None
    assert median_interval([1, 2, 3, 4, 5, 6]) == (1, 6)
    assert median_interval(list(range(1, 11))) == (2, 9)
    runs = [RunFacts(str(n), "2026", "a.py", seconds=float(n)) for n in (1, 2, 3)]
    [cost] = costs(runs)
    assert (cost.count, cost.median, cost.interval) == (3, 2.0, None)
    assert "cannot tell yet (3 of 6)" in "".join(table([cost]))


def test_a_quoted_line_has_no_key():
    key = "hf_" + "Abc123Def456Ghi789Jkl012Mno345Pqr"
    files = {"a.py": f"load_dataset('imdb', token='{key}')\n"}
    assert key not in repr(audited(files))


def test_a_file_that_cannot_be_parsed_stops_nothing():
    assert audited({"a.py": "def (:\n", "b.csv": ""}, digests={})
