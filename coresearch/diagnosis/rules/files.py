"""Files and folders: not there, elsewhere, not to be written."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.rule import Cause, rule, says

_MISSING = r"No such file or directory: '([^']+)'"
_WRITES = (
    r"open\([^)]*,\s*['\"][wax]|\.(?:save|savefig|to_csv|to_parquet|to_json|dump"
    r"|write_text|write_bytes|to_pickle|savetxt|savez)\("
)


def _relative(case: Case, path: str) -> str:
    return path.removeprefix("./")


def _near(case: Case, match: re.Match[str]) -> Cause | None:
    path = _relative(case, match[1])
    paths = case.around.paths
    if _writes(case, path) or path in paths or not paths:
        return None
    folder, _, name = path.rpartition("/")
    beside = {p for p in paths if p.rpartition("/")[0] == folder}
    found, sure = nearest(name, {p.rpartition("/")[2] for p in beside})
    meant = f"{folder}/{found}" if folder else found
    if not found:
        meant, sure = nearest(path, paths)
        sure = min(sure, 0.75)
    if not meant or (meant.endswith(".py") and not path.endswith(".py")):
        return None
    return Cause(
        f"There is no {path}; there is {meant}, which is spelt nearly so.",
        sure,
        edit=case.string_edit(match[1], meant),
        path=case.path,
    )


def _elsewhere(case: Case, match: re.Match[str]) -> Cause | None:
    path = _relative(case, match[1])
    end = path.lstrip("./")
    fits = [p for p in case.around.paths if p.endswith(f"/{end}")]
    if len(fits) == 1:
        folder = fits[0].removesuffix(end).rstrip("/")
        return Cause(
            f"{end} is not in the folder that it ran in; it is in {folder}.",
            0.93,
            test=f"Run it from {folder} (coresearch run --cwd {folder} …), or build "
            f"the "
            "path from Path(__file__).parent.",
        )
    if path in case.around.paths:
        return Cause(
            f"{path} is in the repository, seen from its top; it ran in another "
            "folder.",
            0.85,
            test="Run it from the top, or build the path from Path(__file__).parent.",
        )
    if path.startswith("/"):
        return None
    return Cause(
        f"There is no {path} in the folder that it ran in: the folder is another, or "
        "the file was never made.",
        0.6,
        test="import os; print(os.getcwd(), os.listdir()) just before it.",
    )


def _writes(case: Case, path: str) -> bool:
    return bool(re.search(_WRITES, case.code))


def _folder(case: Case, match: re.Match[str]) -> Cause | None:
    path = match[1] or match[2]
    folder = path.rpartition("/")[0]
    if not folder or not (_writes(case, path) or match[2]):
        return None
    line = f"__import__('os').makedirs({folder!r}, exist_ok=True)"
    if re.search(r"^import os\b", case.source, re.MULTILINE):
        edit = case.insert_before(f"os.makedirs({folder!r}, exist_ok=True)")
    elif re.search(r"^from pathlib import .*\bPath\b", case.source, re.MULTILINE):
        edit = case.insert_before(
            f"Path({folder!r}).mkdir(parents=True, exist_ok=True)"
        )
    else:
        edit = case.insert_before(
            "import os", f"os.makedirs({folder!r}, exist_ok=True)"
        )
    return Cause(
        f"The folder {folder} is not there when {path} is written.",
        0.93,
        edit=edit,
        path=case.path,
        test=f"{line.removeprefix('__import__(')}" if not edit else "",
    )


def _program(case: Case, match: re.Match[str]) -> Cause | None:
    if not any("subprocess" in frame.path for frame in case.raised.frames):
        return None
    return Cause(
        f"There is no program {match[1]} that could be started at {case.place}: it is "
        "not installed, or not on PATH there.",
        0.94,
        test=f"command -v {match[1]}; in a list of arguments the first is the program "
        "alone, without its options.",
    )


_REFUSED = says(
    "{1} may not be read or written by the user that it runs as.",
    0.93,
    test="ls -ld of the file and its folder, and id; write results below the "
    "project or to a folder of your own.",
)


def _permission(case: Case, match: re.Match[str]) -> Cause | None:
    starts = any("subprocess" in frame.path for frame in case.raised.frames)
    if not starts or not match[1]:
        return _REFUSED(case, match)
    return Cause(
        f"{match[1]} is started at {case.place}, and has no right to be executed: the "
        "mark was lost (an archive, a copy, git without it).",
        0.85,
        test=f"chmod +x {match[1]}, and git update-index --chmod=+x; or start it by "
        "its interpreter: ['bash', …].",
    )


RULES = (
    rule(
        "program-missing", "A program that is started is not there",
        "FileNotFoundError",
        r"No such file or directory: '([^'/]+)'", _program,
        question="Is it installed where the job runs?",
        example='  File "/usr/lib/python3.11/subprocess.py", line 1955, in '
        "_execute_child\n    raise child_exception_type(errno_num, err_msg)\n"
        "FileNotFoundError: [Errno 2] No such file or directory: 'nvidia-smi'",
    ),
    rule(
        "closed-file", "A file is used after it was closed", "ValueError",
        r"I/O operation on closed file|read of closed file|write to closed file",
        says(
            "The file used at {place} was closed before: mostly the line stands "
            "outside of its with block.",
            0.95,
            test="Indent it into the with block, or open the file again.",
        ),
        question="Where does its with block end?",
        example="ValueError: I/O operation on closed file.",
    ),
    rule(
        "table-missing", "A database does not have the table", "OperationalError",
        r"no such (table|column): ([\w.]+)",
        says(
            "The database opened at {place} has no {1} {2}. SQLite makes a new, empty "
            "file where the path is wrong.",
            0.94,
            test="sqlite3 FILE .schema shows what there is; print the path, and see "
            "from which folder it ran.",
        ),
        question="Is it the file that was meant?",
        example="sqlite3.OperationalError: no such table: runs",
    ),
    rule(
        "database-locked", "Another connection holds a database", "OperationalError",
        r"database (?:table )?is locked",
        says(
            "Another process or connection is writing to the SQLite file used at "
            "{place}.",
            0.94,
            test="lsof of the file shows who; commit or close there, one writer at a "
            "time, timeout=30 in connect, and not on a network drive.",
        ),
        question="Which other run writes to it?",
        example="sqlite3.OperationalError: database is locked",
    ),
    rule(
        "file-near", "A file's name is misspelt",
        "FileNotFoundError OSError", _MISSING, _near,
        question="Is the other file the one that was meant?",
        example="--- a.py\nprint(open('data/trian.csv').read())\n--- "
        "data/train.csv\nx\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 1, in <module>\n'
        "    print(open('data/trian.csv').read())\n"
        "FileNotFoundError: [Errno 2] No such file or directory: 'data/trian.csv'",
    ),
    rule(
        "file-elsewhere", "It runs in another folder than the file is in",
        "FileNotFoundError OSError", _MISSING, _elsewhere,
        question="From which folder was it run?",
        example="FileNotFoundError: [Errno 2] No such file or directory: 'data/a.csv'",
    ),
    rule(
        "missing-folder", "A folder to write to is not there",
        "FileNotFoundError OSError RuntimeError",
        _MISSING + r"|Cannot save file into a non-existent directory: '([^']+)'"
        r"|Parent directory (?:.+) does not exist", _folder,
        question="Should the run make it, or is the path wrong?",
        example="OSError: Cannot save file into a non-existent directory: 'out/run'",
    ),
    rule(
        "permission", "A file or folder may not be used", "PermissionError",
        r"(?:Permission denied|Operation not permitted)(?:: '([^']+)')?",
        _permission,
        question="Who owns it, and as whom does it run?",
        example="PermissionError: [Errno 13] Permission denied: '/data/out.txt'",
    ),
    rule(
        "directory-as-file", "A folder is opened as a file", "IsADirectoryError",
        r"Is a directory: '([^']+)'",
        says(
            "{1} is a folder, and is opened as a file at {place}.",
            0.96,
            test="Name the file in it; a checkpoint folder wants from_pretrained or a "
            "file such as {1}/last.pt.",
        ),
        question="Which file in it is meant?",
        example="IsADirectoryError: [Errno 21] Is a directory: 'checkpoints'",
    ),
    rule(
        "file-as-directory", "A file stands where a folder is wanted",
        "NotADirectoryError FileExistsError",
        r"Not a directory: '([^']+)'|File exists: '([^']+)'",
        says(
            "{1}{2} is there already, and not as what is wanted at {place}.",
            0.88,
            test="exist_ok=True if it is a folder that may be there; else a name of "
            "its "
            "own for each run.",
        ),
        question="Is it from an earlier run?",
        example="FileExistsError: [Errno 17] File exists: 'results'",
    ),
    rule(
        "disk-full", "The disk is full", "",
        r"No space left on device|Disk quota exceeded|Errno 28",
        says(
            "There was no room left for what was written at {place}.",
            0.97,
            test="df -h . and du -sh * | sort -h | tail show what takes it: "
            "checkpoints "
            "of every epoch, caches (~/.cache/huggingface), core dumps.",
        ),
        question="Is it the disk, the quota or /tmp?",
        example="OSError: [Errno 28] No space left on device: 'a.pt'",
    ),
)  # fmt: skip
