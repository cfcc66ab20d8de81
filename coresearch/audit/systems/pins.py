"""What runs it: packages, their versions, and Python's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence

from coresearch.audit.check import Check, appended, changed_lines, joined
from coresearch.audit.code import is_standard
from coresearch.audit.facts import RunFacts, versions
from coresearch.audit.tree import Tree, at, lines, name_of
from coresearch.core.edits import Create, Edit
from coresearch.core.findings import Severity
from coresearch.core.suggestions import Activity, Suggestion
from coresearch.core.text import counted

_SOURCE = "Machine Learning Reproducibility Checklist (Pineau et al., arXiv 2003.12206)"
UNPINNED = Check(
    "R1", "versions left open", Activity.SYSTEMS, Severity.MEDIUM,
    "With which versions were the results made that you keep?", _SOURCE,
)  # fmt: skip
UNDECLARED = Check(
    "R2", "package not declared", Activity.SYSTEMS, Severity.MEDIUM,
    "What must be installed before the scripts start?", _SOURCE,
)  # fmt: skip
PYTHON = Check(
    "R3", "version of Python not stated", Activity.SYSTEMS, Severity.LOW,
    "Which Python is it for?", _SOURCE,
)  # fmt: skip

_OTHER_LISTS = ("environment.yml", "environment.yaml", "setup.py", "setup.cfg",
                "Pipfile", "pixi.toml")  # fmt: skip
LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "conda-lock.yml",
         "pixi.lock", "pylock.toml", "requirements.lock")  # fmt: skip
_REQUIREMENT = re.compile(
    r"^(?P<whole>(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?)(?![+:/\w])(?P<rest>[^#;]*)"
)
_CONDA = re.compile(
    r"^\s*-\s*['\"]?(?P<name>[A-Za-z0-9][\w.-]*)['\"]?\s*(?P<rest>[^#]*)$"
)
_MOVING = re.compile(r"git\+\S+?(?=\s|$|['\"#;])")
_REVISION = re.compile(r"@(?:[0-9a-f]{7,40}|v?\d[\w.]*)$")
_IMAGE = re.compile(r"^FROM\s+(?P<image>\S+)", re.IGNORECASE)
_STATED = re.compile(r"python\s*(?:>=|==|=|~=)?\s*3\.\d+", re.IGNORECASE)

PACKAGES = {
    "Bio": "biopython", "PIL": "pillow", "bs4": "beautifulsoup4",
    "cv2": "opencv-python", "dateutil": "python-dateutil", "dotenv": "python-dotenv",
    "git": "gitpython", "skimage": "scikit-image", "sklearn": "scikit-learn",
    "umap": "umap-learn", "yaml": "pyyaml",
}  # fmt: skip
"""Packages that are imported under another name than they are installed under."""


def check(tree: Tree, runs: Sequence[RunFacts]) -> Iterator[Suggestion]:
    """Everything about what runs it."""
    known = versions(runs)
    yield from _unpinned(tree, known)
    yield from _undeclared(tree, known)
    yield from _python(tree, runs)


def foreign_imports(tree: Tree) -> dict[str, tuple[str, str, int]]:
    """Packages that are imported and are neither Python's nor the repository's own.

    By the name that each is installed under: what is imported, where, in which line.
    """
    own = {part for path in tree.sizes for part in _module_names(path)}
    found: dict[str, tuple[str, str, int]] = {}
    for script in tree.scripts:
        for package, line in script.imports.items():
            if not is_standard(package) and package not in own:
                name = PACKAGES.get(package, package).lower().replace("_", "-")
                found.setdefault(name, (package, script.path, line))
    return found


def _module_names(path: str) -> Iterator[str]:
    if path.endswith(".py"):
        yield from path.removesuffix(".py").split("/")


def requirements(tree: Tree) -> dict[str, str]:
    """The files that list requirements a line each."""
    return {
        path: text
        for path, text in tree.ending(".txt", ".in").items()
        if "requirements" in name_of(path)
    }


def declared(tree: Tree) -> set[str]:
    """Every package that some file of the repository asks for, in lower case."""
    found: set[str] = set()
    for text in requirements(tree).values():
        found |= {_plain(m["name"]) for _, m in _requirements_in(text)}
    for _, _, listed in _projects(tree):
        found |= {_plain(m["name"]) for one in listed if (m := _REQUIREMENT.match(one))}
    for path, text in tree.texts.items():
        if name_of(path) in _OTHER_LISTS:
            found |= {_plain(word) for word in re.findall(r"[A-Za-z][\w.-]+", text)}
    return found


def is_locked(tree: Tree) -> bool:
    """Whether a lock file says every version."""
    return any(name_of(path) in LOCKS for path in tree.sizes)


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _requirements_in(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in lines(text):
        bare = line.strip()
        if bare and not bare.startswith(("#", "-")) and (m := _REQUIREMENT.match(bare)):
            yield number, m


def _projects(tree: Tree) -> Iterator[tuple[str, str, list[str]]]:
    """Each `pyproject.toml` that can be read: path, text, and what it depends on."""
    for path, text in tree.ending("pyproject.toml").items():
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            continue
        project = table.get("project", {})
        listed = project.get("dependencies", []) if isinstance(project, dict) else []
        extras = project.get("optional-dependencies", {}) if project else {}
        given = [*listed, *(one for group in extras.values() for one in group)]
        poetry = table.get("tool", {}).get("poetry", {}).get("dependencies", {})
        given += [name for name in poetry if name != "python"]
        yield path, text, [one for one in given if isinstance(one, str)]


def _unpinned(tree: Tree, known: Mapping[str, str]) -> Iterator[Suggestion]:
    locked = is_locked(tree)
    for path, text in requirements(tree).items():
        if not locked:
            yield from _open_requirements(path, text, known)
    for path, text, listed in _projects(tree):
        if listed and not locked:
            line = next((n for n, said in lines(text) if "dependencies" in said), 1)
            yield UNPINNED.suggest(
                f"{path} names {counted(len(listed), 'package')}, and no lock file "
                "says "
                "which versions were used: the same command installs others next "
                "month.",
                [at(path, line, text.splitlines()[line - 1])],
                0.8,
                cheapest_test="uv lock (a minute, with a network); then commit "
                "uv.lock.",
            )
    for path, text in tree.texts.items():
        name = name_of(path)
        if name in ("environment.yml", "environment.yaml") and not locked:
            yield from _open_conda(path, text)
        if name.startswith("Dockerfile"):
            yield from _open_images(path, text)
        if name.endswith((".txt", ".toml", ".yml", ".yaml", ".sh")) or "Docker" in name:
            yield from _moving(path, text)


def _open_requirements(
    path: str, text: str, known: Mapping[str, str]
) -> Iterator[Suggestion]:
    found, changes, unknown = [], [], []
    for number, match in _requirements_in(text):
        if "==" in match["rest"] or "@" in match["rest"]:
            continue
        line = text.splitlines()[number - 1]
        found.append(at(path, number, line))
        version = known.get(_plain(match["name"]))
        if version is None or match["rest"].strip():
            unknown.append(match["name"])
            continue
        whole = match["whole"]
        changes.append((number, line.replace(whole, f"{whole}=={version}", 1)))
    if not found:
        return
    told = (
        " The edit takes the versions of the newest run that succeeded."
        if changes
        else " No run on record says which versions were there: pip freeze, in the"
        " environment that made your results, does."
    )
    left = f" Not changed: {joined(unknown)}." if changes and unknown else ""
    total = len(list(_requirements_in(text)))
    yield UNPINNED.suggest(
        f"{len(found)} of {counted(total, 'package')} in {path} may come in any "
        "version, "
        f"and no lock file says which.{told}{left}",
        found,
        0.9,
        effect=changed_lines(path, text, changes),
    )


def _open_conda(path: str, text: str) -> Iterator[Suggestion]:
    found = []
    is_listed = False
    for number, line in lines(text):
        is_listed |= line.startswith("dependencies:")
        match = _CONDA.match(line)
        if not is_listed or not match or "=" in match["rest"]:
            continue
        if match["name"] not in ("pip", "nodefaults"):
            found.append(at(path, number, line))
    if found:
        yield UNPINNED.suggest(
            f"{counted(len(found), 'package')} in {path} may come in any version.",
            found,
            0.8,
            cheapest_test="conda env export --no-builds, in the environment that made "
            "your results.",
        )


def _open_images(path: str, text: str) -> Iterator[Suggestion]:
    for number, line in lines(text):
        match = _IMAGE.match(line.strip())
        if not match or "@sha256:" in match["image"] or match["image"] == "scratch":
            continue
        tag = match["image"].rpartition("/")[2].partition(":")[2]
        if tag in ("", "latest"):
            yield UNPINNED.suggest(
                f"The image {match['image']} is whatever is newest when it is built.",
                [at(path, number, line)],
                0.9,
            )


def _moving(path: str, text: str) -> Iterator[Suggestion]:
    for number, line in lines(text):
        for match in _MOVING.finditer(line):
            if not _REVISION.search(match[0]):
                yield UNPINNED.suggest(
                    "A package from a git address without a commit is whatever stands "
                    "there on the day.",
                    [at(path, number, line)],
                    0.9,
                    severity=Severity.HIGH,
                )


def _undeclared(tree: Tree, known: Mapping[str, str]) -> Iterator[Suggestion]:
    asked = declared(tree)
    missing = {n: v for n, v in foreign_imports(tree).items() if n not in asked}
    if not missing:
        return
    evidence = [
        at(path, line, tree.texts[path].splitlines()[line - 1])
        for _, path, line in missing.values()
    ]
    wanted = [
        f"{name}=={known[name]}" if name in known else name for name in sorted(missing)
    ]
    sure = all(name in known for name in missing)
    listed = next(iter(requirements(tree)), "")
    effect: Edit | None = None
    if sure and listed:
        effect = appended(listed, tree.texts[listed], "\n".join(wanted) + "\n")
    elif sure and not asked:
        effect = Edit((Create("requirements.txt", "\n".join(wanted) + "\n"),))
    where = "no file says what to install" if not asked else "is in no list of packages"
    subject = joined(sorted(missing))
    said = (
        f"{subject} is imported, and {where}"
        if len(missing) == 1
        else (f"{subject} are imported, and {where.replace('is in', 'are in')}")
    )
    told = (
        ""
        if sure
        else " Some may be known under another name to whoever installs them."
    )
    yield UNDECLARED.suggest(
        f"{said}: the scripts end at their first line elsewhere.{told}",
        evidence,
        0.85 if sure else 0.7,
        effect=effect,
    )


def _python(tree: Tree, runs: Sequence[RunFacts]) -> Iterator[Suggestion]:
    if not tree.scripts or _states_python(tree):
        return
    ran = next((run for run in runs if run.python and run.state == "succeeded"), None)
    first = tree.scripts[0]
    quote = first.lines[0] if first.lines else first.path
    version = ran.python if ran else ""
    yield PYTHON.suggest(
        "No file says which Python the scripts are for."
        + (f" The newest run that succeeded had {version}." if version else ""),
        [at(first.path, 1, quote or first.path)],
        0.8,
        effect=Edit((Create(".python-version", f"{version}\n"),)) if version else None,
    )


def _states_python(tree: Tree) -> bool:
    names = {name_of(path) for path in tree.sizes}
    if names & {".python-version", "runtime.txt", ".tool-versions"}:
        return True
    told = [*tree.prose.values(), *tree.ending(".yml", ".yaml").values()]
    told += [t for p, t in tree.texts.items() if "Dockerfile" in p]
    if any("requires-python" in t for t in tree.ending("pyproject.toml").values()):
        return True
    return any(_STATED.search(text) for text in told)
