"""From scripts to results: what makes what, how it is started, what is tested."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence

from coresearch.audit.check import Check, appended, joined
from coresearch.audit.code import Script
from coresearch.audit.facts import ENDED_EARLY, RunFacts
from coresearch.audit.tree import SHELL, Tree, at, is_test, lines, name_of
from coresearch.core.edits import Create, Edit
from coresearch.core.findings import Severity
from coresearch.core.suggestions import Activity, Evidence, Suggestion
from coresearch.core.text import counted, one_line

UNSAVED = Check(
    "R17", "long run without a checkpoint", Activity.SYSTEMS, Severity.MEDIUM,
    "What is lost if it stops an hour before the end?",
)  # fmt: skip
UNMADE = Check(
    "R11", "result that nothing makes", Activity.SYSTEMS, Severity.HIGH,
    "Which command made it?",
    "Sandve et al. 2013, Ten simple rules for reproducible computational research",
)  # fmt: skip
UNTOLD = Check(
    "R12", "script that no document names", Activity.SYSTEMS, Severity.LOW,
    "Who would know that it exists, and in which order to start it?",
)  # fmt: skip
STALE = Check(
    "R13", "document that names what is not there", Activity.SYSTEMS, Severity.MEDIUM,
    "What is it called now?",
)  # fmt: skip
UNTESTED = Check(
    "R14", "no test", Activity.SYSTEMS, Severity.LOW,
    "What would tell you that a change has broken a number?",
)  # fmt: skip
LARGE = Check(
    "R18", "large file in git", Activity.SYSTEMS, Severity.LOW,
    "Must every clone carry it, or would its address and checksum do?",
)  # fmt: skip

_LONG_RUN = 600.0
"""Seconds."""
_LARGE = 20_000_000
_NO_SCRIPTS = frozenset({"setup.py", "__main__.py", "conftest.py"})
_TRAINS = frozenset({"backward", "step", "fit", "partial_fit", "train_step"})
_SAVES = re.compile(
    r"torch\.save|save_pretrained|save_checkpoint|save_weights|ModelCheckpoint|orbax"
    r"|joblib\.dump|pickle\.dump|\.save\(|checkpoint|resume"
)
_COMMAND = re.compile(
    r"(?:^|[\s`$])(?:python3?|uv run(?: python)?|coresearch run)\s+"
    r"(?P<script>[\w./-]+\.py)(?P<rest>[^`\n#|>&;]*)"
)
_FLAG = re.compile(r"(?<!\S)--[A-Za-z][\w-]*")


def check(tree: Tree, runs: Sequence[RunFacts]) -> Iterator[Suggestion]:
    """Everything between a script and a result."""
    yield from _unsaved(tree, runs)
    yield from _unmade(tree, runs)
    yield from _untold(tree)
    yield from _stale(tree)
    yield from _untested(tree)
    yield from _large(tree)


def _unsaved(tree: Tree, runs: Sequence[RunFacts]) -> Iterator[Suggestion]:
    for script in tree.scripts:
        names = {name.rpartition(".")[2]: call for name, call in script.calls}
        trains = sorted(_TRAINS & names.keys())
        mine = [run for run in runs if run.path == script.path]
        spent = [r.seconds for r in mine if r.seconds and r.state == "succeeded"]
        lost = [r for r in mine if r.state in ENDED_EARLY and (r.seconds or 0) > 60]
        is_long = bool(spent) and statistics.median(spent) > _LONG_RUN
        if _SAVES.search(script.text) or not (lost or (is_long and trains)):
            continue
        line = names[trains[0]].lineno if trains else 1
        minutes = sum(r.seconds or 0 for r in lost) / 60
        told = (
            f"{counted(len(lost), 'run')} of it ended early, and {minutes:.0f} minutes "
            "were lost"
            if lost
            else f"a run takes {statistics.median(spent) / 60:.0f} minutes"
        )
        yield UNSAVED.suggest(
            f"{script.path} keeps nothing on the way; {told}.",
            [
                at(script.path, line, script.lines[line - 1]),
                *(run.told(run.state) for run in lost[:3]),
            ],
            0.8,
            severity=Severity.HIGH if lost else None,
        )


def _unmade(tree: Tree, runs: Sequence[RunFacts]) -> Iterator[Suggestion]:
    written = {path for run in runs for path in run.written}
    shell = "\n".join(
        tree.ending(*SHELL, "makefile", "snakefile", ".r", ".jl").values()
    )
    books = "\n".join(tree.ending(".ipynb").values())
    for sure in (True, False):
        unmade = []
        for path in tree.results:
            name = name_of(path)
            if path in written or name in shell or name in books:
                continue
            if any(script.names_file(path) for script in tree.scripts):
                continue
            folder = path.split("/")[-2]
            near = any(
                folder in text.split("/") for s in tree.scripts for text, _ in s.texts
            )
            if near != sure:
                unmade.append(path)
        if unmade:
            hope = (
                "no script names it and no run on record wrote it"
                if sure
                else "scripts name its folder, but not the file, and no run on record "
                "wrote it"
            )
            yield UNMADE.suggest(
                f"{joined(unmade, 3)}: {hope}. A result that nothing makes cannot be "
                "made again, nor mended when the data change.",
                [Evidence(path, path) for path in unmade],
                0.8 if sure else 0.45,
                cheapest_test="coresearch run the script that you think of, and see "
                "whether the file comes out the same.",
            )


def started(tree: Tree) -> list[Script]:
    """The scripts that a person starts."""
    return [script for script in tree.scripts if script.is_started]


def _untold(tree: Tree) -> Iterator[Suggestion]:
    known = (t for p, t in tree.texts.items() if not p.endswith((".py", ".ipynb")))
    files, modules = set[str](), set[str]()
    for text in known:
        files |= {name_of(path) for path in re.findall(r"[\w./-]+\.py\b", text)}
        modules |= set(re.findall(r"-m\s+([\w.]+)", text))
    silent = [
        script
        for script in started(tree)
        if not {name_of(script.path)} & (files | _NO_SCRIPTS)
        and _module(script.path) not in modules
    ]
    if not silent:
        return
    names = [script.path for script in silent]
    yield UNTOLD.suggest(
        f"{joined(names)} can be started, and no document, Makefile or shell script "
        "says so.",
        [at(s.path, 1, s.lines[0] if s.lines else s.path) for s in silent],
        0.8,
        effect=_readme(tree, silent),
    )


def _module(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def _readme(tree: Tree, silent: Sequence[Script]) -> Edit:
    rows = "".join(
        f"- `python {s.path}`: {one_line(s.purpose).rstrip('.') or '<what it does>'}.\n"
        for s in silent
    )
    name = next((p for p in tree.texts if p.lower() == "readme.md"), "")
    if name:
        return appended(name, tree.texts[name], f"\n## Scripts\n\n{rows}")
    return Edit((Create("README.md", f"# <Title>\n\n## Scripts\n\n{rows}"),))


def _stale(tree: Tree) -> Iterator[Suggestion]:
    """One suggestion for each document, with every line that is stale."""
    scripts = {script.path: script for script in tree.scripts}
    for path, text in tree.prose.items():
        found = [] if is_test(path) else list(_stale_lines(tree, scripts, path, text))
        if found:
            reasons = list(dict.fromkeys(said for said, _, _ in found))
            more = f"; and {len(reasons) - 3} more" if reasons[3:] else ""
            yield STALE.suggest(
                f"{path} {'; '.join(reasons[:3])}{more}.",
                [evidence for _, evidence, _ in found],
                min(sure for _, _, sure in found),
            )


def _stale_lines(
    tree: Tree, scripts: Mapping[str, Script], path: str, text: str
) -> Iterator[tuple[str, Evidence, float]]:
    """What is wrong, where, and how surely."""
    folder = path[: path.rfind("/") + 1]
    for number, line in lines(text):
        for match in _COMMAND.finditer(line):
            named = match["script"].removeprefix("./")
            script = scripts.get(folder + named) or scripts.get(named)
            if script is not None:
                if missing := _unknown_flags(script, match["rest"]):
                    said = (
                        f"starts {script.path} with {missing}, which it does not take"
                    )
                    yield said, at(path, number, line), 0.85
            elif not {named, folder + named} & tree.sizes.keys():
                near = [p for p in tree.sizes if name_of(p) == name_of(named)]
                told = f" (there is {near[0]})" if near else ""
                said = f"says to start {named}, and there is no such file{told}"
                yield said, at(path, number, line), 0.5 if near else 0.75


def _unknown_flags(script: Script, rest: str) -> str:
    known = {option.flag for option in script.options} | {"--help"}
    is_open = "parse_known_args" in script.text or "parents=" in script.text
    if not script.options or is_open:
        return ""
    bare = {one.removeprefix("--") for one in known}
    return joined(
        flag
        for flag in _FLAG.findall(rest)
        if not any(one.startswith(flag) for one in known)
        and flag.removeprefix("--no-") not in bare
    )


def _untested(tree: Tree) -> Iterator[Suggestion]:
    begun = started(tree)
    if not begun or any(is_test(path) and path.endswith(".py") for path in tree.sizes):
        return
    options = {s.path: {o.flag for o in s.options} for s in begun}
    quick = [s for s in begun if options[s.path] & {"--smoke", "--dry-run", "--fast"}]
    chosen = quick[0] if quick else next((s for s in begun if options[s.path]), None)
    effect = None
    if chosen is not None:
        flags = sorted(options[chosen.path] & {"--smoke", "--dry-run", "--fast"})
        effect = Edit((Create("tests/test_scripts.py", _test(chosen, flags)),))
    yield UNTESTED.suggest(
        f"{counted(len(begun), 'script')} to start, and no test."
        + (
            " The edit starts one and looks how it ends: little, and it finds what no "
            "longer runs at all."
            if effect
            else ""
        ),
        [at(begun[0].path, 1, begun[0].lines[0])],
        0.7,
        effect=effect,
    )


def _test(script: Script, flags: Sequence[str]) -> str:
    what = f"{flags[0]}" if flags else "--help"
    return (
        '"""The scripts can be started."""\n\nimport subprocess\nimport sys\n'
        "from pathlib import Path\n\nTOP = Path(__file__).parent.parent\n\n\n"
        "def test_it_starts():\n"
        f'    command = [sys.executable, "{script.path}", "{what}"]\n'
        "    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True)\n"
        "    assert done.returncode == 0, done.stderr\n"
    )


def _large(tree: Tree) -> Iterator[Suggestion]:
    found = [path for path, size in tree.sizes.items() if size > _LARGE]
    if found:
        total = sum(tree.sizes[path] for path in found)
        yield LARGE.suggest(
            f"{joined(found, 3)}: {total / 1e6:,.0f} MB that every clone carries, in "
            "every version for ever.",
            [Evidence(path, path) for path in found],
            0.6,
        )
