"""Other people's projects as they are run: their data, settings, wrapping and age."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.packages import inner_package
from coresearch.diagnosis.rule import Cause, rule, says

_PYTHON_2 = {
    "xrange": "range", "unicode": "str", "raw_input": "input", "basestring": "str",
    "long": "int", "unichr": "chr", "reload": "importlib.reload", "izip": "zip",
    "reduce": "functools.reduce", "cmp": "a key= function", "execfile": "runpy",
    "file": "open",
}  # fmt: skip


def _python_2(case: Case, match: re.Match[str]) -> Cause:
    name = match[1]
    new = _PYTHON_2[name]
    whose = inner_package(case.raised) or case.place
    simple = new.isidentifier() and not inner_package(case.raised)
    return Cause(
        f"{whose} is written for Python 2: {name} is {new} now.",
        0.94,
        edit=case.every_edit(name, new) if simple else (),
        path=case.path,
        test=f"Write {new}; for a package install a version for this Python.",
    )


def _unwrapped(case: Case, match: re.Match[str]) -> Cause | None:
    owner = match[1]
    if owner in ("NoneType", "str", "dict", "list", "int"):
        return None
    return Cause(
        f"The code asks {owner} for .module, which only a model inside DataParallel or "
        "DistributedDataParallel has: here it is not wrapped (one GPU, or none).",
        0.86,
        edit=case.line_edit(".module.", "."),
        path=case.path,
        test="getattr(model, 'module', model) does for both; or start it as the "
        "project does, on several GPUs.",
    )


def _setting(case: Case, match: re.Match[str]) -> Cause | None:
    name = match[2] or match[3]
    if match[3] and not any(
        re.search(r"/(?:flags|_flagvalues|argparse|config|easydict|yacs)\b", f.path)
        for f in case.raised.frames
    ):
        return None
    return Cause(
        f"The settings have no {name}: no option or line of the configuration is "
        f"called "
        "so. It has another name there, belongs to another version of the project, or "
        f"what is taken for a model at {case.place} is the settings.",
        0.78,
        test=f"git grep -n {name} shows where it is set, and where it is asked for.",
    )


_RAW = r"\.(?:jpe?g|png|tiff?|wav|mp3|mp4|txt|mat|xml|zip|tar|gz|csv|tsv)$"
_MADE = (
    r"\.(?:pkl|pickle|npy|npz|pt|json|jsonl|h5|hdf5|lmdb|tfrecord|cpkl|parquet|bin"
    r"|idx)$"
)
_WEIGHTS = (
    r"(?i)\.(?:pth|ckpt|safetensors|caffemodel|weights|onnx)$"
    r"|(?:checkpoint|pretrain|weights|model)[^/]*\.(?:pt|bin|h5)$"
)


def _absent(case: Case, match: re.Match[str]) -> Cause | None:
    path = match[1] or match[2]
    if not path or path in case.around.paths or "/" not in path.replace("\\", "/"):
        return None
    if re.search(_WEIGHTS, path):
        what, how = "are weights that have to be downloaded or trained first", (
            "See where the project's page has them, and put them exactly there."
        )  # fmt: skip
    elif re.search(_MADE, path):
        what, how = (
            "is mostly made by a step before (a script of preparation, or a setting "
            "for "
            "the first time)",
            "Look for what writes it: git grep -n for its name, and run that first.",
        )
    else:
        what, how = (
            "belongs to the data, which are elsewhere or were not unpacked there",
            "ls of each folder on the way shows at which one it ends: another name, a "
            "missing level, or a / before a path that is meant from here.",
        )
    return Cause(f"There is no {path}: it {what}.", 0.58, test=how)


_EXISTS = r"\b(?:exists|isfile|isdir|is_file|is_dir)\b"
_EQUAL = r"assert\s*\(?\s*(.+?)\s*==\s*(.+?)\)?\s*(?:,.*)?$"
_COUNT = r"assert\s*\(?\s*len\(|assert\s+\w+\s*>\s*0|assert\s+\w+\s*$"


def _asserted(case: Case, match: re.Match[str]) -> Cause | None:
    if case.raised.message.strip():
        return None
    code = case.code
    if re.search(_EXISTS, code):
        return Cause(
            f"A file or folder that {case.place} wants to be there is not.",
            0.8,
            test="Print the path; data and weights are looked for from the folder that "
            "it runs in.",
        )
    if "initialized" in code and "is_" in code:
        return Cause(
            f"{case.place} wants something to be set up before, such as the processes "
            f"of "
            "torch.distributed: it was started in another way than the project does.",
            0.75,
            test="Start it as the project's own script does (torchrun).",
        )
    if found := re.search(_EQUAL, code):
        return Cause(
            f"{found[1]} and {found[2]} must be equal at {case.place}, and are not: "
            f"data, "
            "configuration or an earlier step are of another size or version.",
            0.58,
            test=f"print({found[1]}, {found[2]}) just before it.",
        )
    if re.search(_COUNT, code):
        return Cause(
            f"{case.place} wants something that is not empty: nothing was found or "
            "loaded, mostly for a wrong path.",
            0.58,
            test="Print the path and what is in it.",
        )
    return None


_OF_DATA = (
    r"getitem|collate|train_step|training_step|forward|loss|batch|sample|load|process"
)


def _data_key(case: Case, match: re.Match[str]) -> Cause | None:
    frame = case.frame
    where = f"{frame.path} {frame.function}" if frame else ""
    if not re.search(_OF_DATA, where.lower()):
        return None
    return Cause(
        f"The data at {case.place} have no {match[1]!r}: they were prepared by another "
        "version or in another mode than the one that reads them, or nothing was "
        "loaded "
        "(a wrong path).",
        0.66,
        test="print(sorted(batch.keys())) there, and compare the configuration of "
        "preparation and training.",
    )


def _hidden(case: Case, match: re.Match[str]) -> Cause | None:
    frames = case.raised.frames
    if not frames or frames[-1].function != "reraise":
        return None
    return Cause(
        "The error of a worker of the data loader cannot be shown: its type takes more "
        "than a message. What is seen here is not the cause.",
        0.85,
        test="num_workers=0 shows the error itself.",
    )


RULES = (
    rule(
        "python-2-name", "Code is written for Python 2", "NameError",
        rf"name '({'|'.join(_PYTHON_2)})' is not defined", _python_2,
        question="Is there a version for Python 3?",
        example="NameError: name 'xrange' is not defined",
    ),
    rule(
        "not-wrapped", "The model is not inside a wrapper", "AttributeError",
        r"'(\w+)' object has no attribute 'module'", _unwrapped,
        question="On how many GPUs is it meant to run?",
        example="AttributeError: 'UNet' object has no attribute 'module'",
    ),
    rule(
        "setting-missing", "The settings have no such name", "AttributeError "
        "ConfigAttributeError UnrecognizedFlagError UnparsedFlagAccessError",
        r"'(Namespace|FlagValues|_FlagValues|EasyDict|AttrDict|Munch|CfgNode|Values"
        r"|Config"
        r"|ConfigDict|DictConfig|HParams|Args|Arguments|Options|Box|SimpleNamespace|opt"
        r"|edict|DotDict|Params)' object has no attribute '(\w+)'|^(\w+)$", _setting,
        question="Which configuration file was read?",
        example="AttributeError: 'Namespace' object has no attribute 'warmup'",
    ),
    rule(
        "data-absent", "Data, weights or a file of a step before are not there",
        "FileNotFoundError OSError",
        r"No such file or directory: '([^']+)'|File b?'([^']+)' does not exist",
        _absent,
        question="What writes the file, or where does it come from?",
        example="FileNotFoundError: [Errno 2] No such file or directory: "
        "'/scratch/x/prepared/train.pkl'",
    ),
    rule(
        "assert-said", "What is asserted tells what is missing", "AssertionError", r"",
        _asserted,
        question="What are the two values?",
        example='  File "a.py", line 2, in <module>\n    assert h * w == n\n'
        "AssertionError",
    ),
    rule(
        "data-key", "The data have no such part", "KeyError",
        r"^'([\w.-]+)'$", _data_key,
        question="With which version and settings were they prepared?",
        example='  File "data.py", line 9, in __getitem__\n    x = item["mask"]\n'
        "KeyError: 'mask'",
    ),
    rule(
        "nothing-read", "Nothing was read", "ValueError StopIteration",
        r"need more than 0 values to unpack|not enough values to unpack \(expected "
        r"\d+, "
        r"got 0\)",
        says(
            "What is taken apart at {place} is empty: nothing was read or found, "
            "mostly "
            "for a wrong path or pattern.",
            0.8, test="Print what is gone over just before it, and the path it comes "
            "from.",
        ),
        question="How many should there be?",
        example="ValueError: not enough values to unpack (expected 2, got 0)",
    ),
    rule(
        "image-refused", "OpenCV refuses an image", "error",
        r"OpenCV\(.*?\) .*?error: \(-?\d+:(.*?)\) (.*?) in function '(.*?)'",
        says(
            "{3} refuses its images at {place} ({2}): one is empty (not read, a path "
            "that "
            "is not there), or they differ in size or type, or it wants another "
            "version "
            "of OpenCV.",
            0.6, test="print(x is None, x.shape, x.dtype) for each image that it gets.",
        ),
        question="Which sizes and types do they have?",
        example="cv2.error: OpenCV(4.5.5) /x/a.cpp:588: error: (-215:Assertion failed) "
        "corr.rows <= img.rows in function 'cv::crossCorr'",
    ),
    rule(
        "hidden-by-loader", "A loader hides the error of its worker", "TypeError",
        r"__init__\(\) missing \d+ required positional argument",
        _hidden,
        question="What does it say with num_workers=0?",
        example='  File "a.py", line 1, in <module>\n    go()\n  File '
        '"/x/lib/python3.9/'
        'site-packages/torch/_utils.py", line 369, in reraise\n    raise\n'
        "TypeError: __init__() missing 1 required positional argument: 'dtype'",
    ),
)  # fmt: skip
