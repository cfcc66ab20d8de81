"""Where the data come from, and whether they are the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from coresearch.audit.check import Check, joined
from coresearch.audit.code import Script, keyword
from coresearch.audit.tree import SHELL, Tree, at, is_test, lines, name_of
from coresearch.core.edits import Create, Edit
from coresearch.core.findings import Severity
from coresearch.core.suggestions import Activity, Evidence, Suggestion
from coresearch.core.text import counted

_SOURCE = "Gebru et al. 2021, Datasheets for Datasets (arXiv 1803.09010)"
MISSING = Check(
    "R4", "read, but not there", Activity.SYSTEMS, Severity.HIGH,
    "Where does somebody else get this file?",
)  # fmt: skip
ORIGIN = Check(
    "R5", "data without origin", Activity.SYSTEMS, Severity.MEDIUM,
    "Where does each file come from, when, and under which licence?", _SOURCE,
)  # fmt: skip
CHANGED = Check(
    "R6", "checksum that does not fit", Activity.SYSTEMS, Severity.HIGH,
    "Which of the two did your results come from?",
)  # fmt: skip
FETCHED = Check(
    "R7", "fetched without a version", Activity.SYSTEMS, Severity.MEDIUM,
    "Would you notice if what is fetched changed?",
)  # fmt: skip
LOCAL = Check(
    "R19", "path of one machine", Activity.SYSTEMS, Severity.MEDIUM,
    "Where does this lie for somebody else?",
)  # fmt: skip

_DIGEST = re.compile(r"\b(?P<digest>[0-9a-f]{64})\b")
_HUB = frozenset(
    {"load_dataset", "from_pretrained", "hf_hub_download", "snapshot_download"}
)
_CALLS = frozenset({"urlretrieve", "urlopen", "wget.download", "requests.get"})
_WEB_DATA = re.compile(
    r"https?://[^\s'\"]+\.(?:csv|tsv|json|jsonl|zip|gz|tgz|tar|parquet|npz|h5|pt|txt)\b"
)
_HOME = re.compile(
    r"(?<![\w.:/])(?:/home/\w[\w.-]*/|/Users/\w[\w.-]*/|/mnt/|/scratch/|/gpfs/|/lustre/"
    r"|[A-Z]:\\+Users\\+)[^\s'\",;)\]}#]*"
)


def check(tree: Tree, ignored: Collection[str] = ()) -> Iterator[Suggestion]:
    """Everything about data; `ignored` are files that git ignores and that are here."""
    yield from _missing(tree, ignored)
    yield from _changed(tree)
    yield from _without_origin(tree)
    for script in tree.scripts:
        yield from _fetched(script)
    for path, text in tree.ending(*SHELL, ".json").items():
        if not is_test(path):
            yield from _local(tree, path, text)


def _missing(tree: Tree, ignored: Collection[str]) -> Iterator[Suggestion]:
    names = {name_of(path) for path in tree.sizes}
    for script in tree.scripts:
        for path, line in script.reads:
            name = name_of(path)
            made = any(_writes(s, name) for s in tree.scripts)
            if name in names or path.startswith("/") or made:
                continue
            here = path in ignored
            where = (
                "is here, but git ignores it, so nobody else has it"
                if here
                else "is neither in the repository nor written by a script of it"
            )
            yield MISSING.suggest(
                f"{script.path} reads {path}, which {where}; no clone can run it.",
                [at(script.path, line, script.lines[line - 1])],
                0.85 if here else 0.7,
                cheapest_test="A line in the README that says where it is from, and "
                "its "
                "SHA-256.",
            )


def _writes(script: Script, name: str) -> bool:
    """Whether the name stands in a script elsewhere than where it is read."""
    read = {line for path, line in script.reads if path.endswith(name)}
    return any(
        text.rpartition("/")[2] == name and line not in read
        for text, line in script.texts
    )


def checksums(tree: Tree) -> Iterator[tuple[str, int, str, str]]:
    """Checksums that files of the repository tell: file, line, whose, and which."""
    for path, text in tree.texts.items():
        if not path.lower().endswith((".md", ".txt", ".sha256", "sums", ".rst")):
            continue
        for number, line in lines(text):
            if match := _DIGEST.search(line):
                for data in tree.digests:
                    if re.search(rf"(?<![\w./-]){re.escape(data)}(?![\w/-])", line) or (
                        line.split()[-1].lstrip("*./") == name_of(data)
                    ):
                        yield path, number, data, match["digest"]


def _changed(tree: Tree) -> Iterator[Suggestion]:
    for path, number, data, digest in checksums(tree):
        if digest != tree.digests[data]:
            yield CHANGED.suggest(
                f"{path} gives the SHA-256 of {data} as {digest[:12]}…; that of the "
                "file "
                f"is {tree.digests[data][:12]}…. One of them is from another time.",
                [at(path, number, tree.texts[path].splitlines()[number - 1])],
                0.95,
            )


def _without_origin(tree: Tree) -> Iterator[Suggestion]:
    told = "\n".join(tree.prose.values())
    summed = {data for _, _, data, _ in checksums(tree)}
    made = {d for d in tree.data if any(_writes(s, name_of(d)) for s in tree.scripts)}
    unsaid = [d for d in tree.data if name_of(d) not in told and d not in made]
    unsummed = [
        d for d in tree.data if d in tree.digests and d not in summed and d not in made
    ]
    if not unsaid and not unsummed:
        return
    rows = [
        f"| {data} | {tree.sizes[data]:,} | {tree.digests.get(data, '<SHA-256>')} "
        "| <where from, when> | <licence> |\n"
        for data in dict.fromkeys([*unsaid, *unsummed])
    ]
    head = (
        "# Data\n\nWhat is between < and > is yours to fill in.\n\n"
        "| file | bytes | SHA-256 | origin | licence |\n|---|---|---|---|---|\n"
    )
    free = "DATA.md" not in tree.sizes
    parts = []
    if unsaid:
        parts.append(f"no document says where {joined(unsaid, 3)} is from")
    if unsummed:
        parts.append(f"no checksum is kept of {joined(unsummed, 3)}")
    said = "; ".join(parts)
    yield ORIGIN.suggest(
        f"{said[:1].upper()}{said[1:]}. A file that changes unseen changes every "
        "result "
        "that rests on it.",
        [Evidence(data, data) for data in dict.fromkeys([*unsaid, *unsummed])],
        0.8,
        title=f"{ORIGIN.name}: {counted(len(rows), 'file')}",
        effect=Edit((Create("DATA.md", head + "".join(rows)),)) if free else None,
    )


def _fetched(script: Script) -> Iterator[Suggestion]:
    found = []
    for name, call in script.calls:
        short = name.rpartition(".")[2]
        if short in _HUB and keyword(call, "revision") is None and call.args:
            if not ("tokenizer" in name.lower() and short != "from_pretrained"):
                found.append(call.lineno)
        elif short == "fetch_openml" and keyword(call, "version") is None:
            found.append(call.lineno)
    hashed = re.search(r"sha256|md5|hashlib|checksum", script.text) is not None
    if (
        not hashed
        and {n for n, _ in script.calls} & _CALLS
        | {n.rpartition(".")[2] for n, _ in script.calls} & _CALLS
    ):
        found += [line for text, line in script.texts if _WEB_DATA.search(text)]
    if found:
        numbers = sorted(set(found))
        yield FETCHED.suggest(
            f"{script.path} fetches data or a model without saying which version: "
            "revision= (a commit of the hub), version=, or a checksum after the "
            "download would.",
            [at(script.path, n, script.lines[n - 1]) for n in numbers],
            0.75,
        )


def _local(tree: Tree, path: str, text: str) -> Iterator[Suggestion]:
    """Paths of one machine in what is no script; for scripts there is rule X10."""
    from coresearch.audit.check import changed_lines

    found, changes = [], []
    for number, line in lines(text):
        if line.lstrip().startswith(("#!", "#")):
            continue
        new = line
        for match in _HOME.finditer(line):
            found.append(at(path, number, line))
            if inside := _in_tree(tree, match[0]):
                new = new.replace(match[0], inside)
        changes.append((number, new))
    if found:
        edit = changed_lines(path, text, changes)
        told = (
            " Where the repository has the file, the edit names that (from its top)."
            if edit
            else ""
        )
        yield LOCAL.suggest(
            f"{counted(len(found), 'path')} in {path} "
            f"{'is' if len(found) == 1 else 'are'}"
            f" of one machine.{told}",
            found,
            0.85,
            effect=edit,
        )


def _in_tree(tree: Tree, path: str) -> str:
    """The file of the repository that a whole path ends with, with its folder."""
    parts = path.split("/")
    for first in range(1, len(parts) - 1):
        inside = "/".join(parts[first:])
        if inside in tree.sizes:
            return inside
    return ""
