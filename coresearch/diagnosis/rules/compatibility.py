"""Packages that do not go together: versions, builds, parts that are not installed."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.distributions import distribution
from coresearch.diagnosis.packages import inner_package, package_of, packages
from coresearch.diagnosis.rule import Cause, rule, says


def _versions_of(*names: str) -> str:
    """Code that prints the versions that are installed."""
    wanted = ", ".join(repr(distribution(name) or name) for name in names if name)
    return (
        "from importlib.metadata import version, PackageNotFoundError\n"
        f"for name in ({wanted},):\n"
        "    try:\n        print(name, version(name))\n"
        "    except PackageNotFoundError:\n        print(name, 'is not installed')"
    )


def _between(case: Case, match: re.Match[str]) -> Cause | None:
    """A library that calls something in a way that it does not know."""
    inner = inner_package(case.raised)
    if inner and case.raised.frames[-1].function == "reraise":
        return None
    if not inner:
        return _own_subclass(case, match)
    message = case.raised.message
    missing = re.search(
        r"(?:from (?:partially initialized module )?|module )'([\w.]+)'", message
    )
    other = missing[1].partition(".")[0] if missing else ""
    if other == inner:
        return Cause(
            f"{inner} asks for a part of itself that it does not have: its installed "
            "files are of two versions, a file of yours has its name, or an extension "
            "of it was written for another version.",
            0.7,
            run=_versions_of(inner),
            expected="The version that is really installed; install it anew if in "
            "doubt.",
        )
    on_the_way = [one for one in packages(case.raised) if one != inner]
    other = other or (on_the_way[-1] if on_the_way else "")
    what = f"that {other} does not know" if missing else "that is not known there"
    between = f"{inner} and {other}" if other else f"{inner} and what it calls"
    return Cause(
        f"{inner} itself, not your code, calls something in a way {what}: {between} "
        "are of versions that do not go together.",
        0.8,
        run=_versions_of(inner, other),
        expected="Two versions to compare with what the one requires of the other.",
        test=f"Install the versions that were tested together: the requirements of "
        f"the project, or those that {inner} names.",
    )


_OWN_METHOD = r"(\w+)\.(\w+)\(\) got an unexpected keyword|(\w+)\(\) got an"


def _own_subclass(case: Case, match: re.Match[str]) -> Cause | None:
    """Own code at the end of a stack of libraries: it is called back by a newer one."""
    outer = packages(case.raised)
    found = re.search(_OWN_METHOD, case.raised.message)
    if not found or not outer or not case.raised.frames:
        return None
    return Cause(
        f"{outer[-1]} calls back into this project with an argument that the project's "
        "function does not take: it was written for another version of "
        f"{outer[-1]}.",
        0.72,
        run=_versions_of(outer[-1]),
        expected="A version to compare with the project's requirements.",
    )


def _library_attribute(case: Case, match: re.Match[str]) -> Cause | None:
    inner = inner_package(case.raised)
    frames = case.raised.frames
    if not inner or match[1] in ("NoneType", "module"):
        return None
    if frames[-1].function.startswith("__getattr"):
        return None  # the object itself says so, of what own code asks
    return Cause(
        f"{inner} asks a {match[1]} for {match[2]}, which it does not have: the object "
        f"was made for another version of {inner}, or is another than {inner} takes "
        "there.",
        0.6,
        run=_versions_of(inner, *packages(case.raised)[-2:-1]),
        expected="The versions, to compare with those that the code was written for.",
    )


def _asked(case: Case, match: re.Match[str]) -> Cause | None:
    named = next((group for group in match.groups() if group), "").strip(" `'\".,:")
    name = re.split(r"[<>=!~\[;\s]", named)[0]
    if not name or name.lower() in _NO_NAMES:
        return None
    known = distribution(name) or (name if distribution(name.replace("-", "_")) else "")
    return Cause(
        f"{name} is needed at {case.place}, and is not installed, or not in a version "
        "that is new enough.",
        0.8,
        run=f"%pip install {known}" if known else "",
        expected=f"Successfully installed {known}" if known else "",
        test=f"Install {named} as the message says, into the Python that runs this.",
    )


_NO_NAMES = frozenset({
    "the", "a", "an", "it", "this", "that", "file", "model", "package", "packages",
    "latest", "following", "required", "them", "missing", "dependencies", "version",
    "correct", "from", "and", "your", "all", "extra", "both", "one", "library",
    "python",
})  # fmt: skip


def _required(case: Case, match: re.Match[str]) -> Cause:
    said = " ".join(case.raised.message.split())[:240]
    return Cause(
        f"A package is of another version than is asked for at {case.place}: {said}",
        0.8,
        run=_versions_of(inner_package(case.raised) or "pip"),
        expected="The version that is installed, to compare.",
        test="Install the version that the message names, and pin it.",
    )


def _inside(case: Case, match: re.Match[str]) -> Cause | None:
    """A library that cannot even be imported."""
    frames = case.raised.frames
    own = [frame for frame in frames if not frame.is_library]
    inner = inner_package(case.raised)
    code = own[-1].code if own else ""
    if not inner or not re.match(r"\s*(?:from|import)\b", code):
        return None
    first = next((package_of(f) for f in frames if package_of(f)), inner)
    return Cause(
        f"{first} cannot be imported here: it fails inside {inner}, before your code "
        "does anything. A version of one of the two does not fit the other, or this "
        "Python.",
        0.75,
        run=_versions_of(first, inner),
        expected="The versions, to compare with what each requires.",
    )


RULES = (
    rule(
        "versions-between", "Two packages of versions that do not go together",
        "TypeError ImportError AttributeError",
        r"got an unexpected keyword argument|cannot import name|missing \d+ required"
        r"|takes (?:from )?\d+ .*positional arguments?.* given"
        r"|module '[\w.]+' has no attribute", _between,
        question="Which versions do the project's requirements name?",
        example='  File "train.py", line 2, in <module>\n    import trl\n'
        '  File "/x/lib/python3.11/site-packages/trl/core.py", line 9, in <module>\n'
        "    from transformers import top_k_top_p_filtering\n"
        "ImportError: cannot import name 'top_k_top_p_filtering' from 'transformers' "
        "(/x/transformers/__init__.py)",
    ),
    rule(
        "library-attribute", "A library gets an object of another version or kind",
        "AttributeError", r"'(\w+)' object has no attribute '(\w+)'",
        _library_attribute,
        question="Which version is it, and what is handed to it?",
        example='  File "train.py", line 2, in <module>\n    tok.pad(x)\n'
        '  File "/x/lib/python3.11/site-packages/transformers/base.py", line 9, in pad'
        "\n    self.sp\n"
        "AttributeError: 'ChatTokenizer' object has no attribute 'sp_model'",
    ),
    rule(
        "import-inside", "A package cannot be imported", "",
        r"", _inside,
        question="Was it installed together with the rest, or later?",
        example='  File "train.py", line 1, in <module>\n    import wandb\n'
        '  File "/x/lib/python3.11/site-packages/wandb/a.py", line 9, in <module>\n'
        "    x = y()\nTypeError: 'ABCMeta' is broken",
    ),
    rule(
        "version-required", "Another version is asked for", "",
        r"(?i)is required for a normal functioning|requires? (?:a )?(?:different "
        r"|newer "
        r"|older )?(?:version|python|[\w.-]+\s*(?:[<>=!~]=?|version)\s*[\d.]+)"
        r"|(?:out of date|outdated|too old|too new)\b|ContextualVersionConflict"
        r"|Unable to compare versions|minimum (?:required )?version|or (?:higher|newer"
        r"|later|above|greater) is (?:required|needed)|please (?:upgrade|update"
        r"|downgrade)"
        r"|(?:upgrade|update|downgrade) (?:your |to )|not compatible with"
        r"|(?:is|are) incompatible with|incompatible versions?|version mismatch"
        r"|mismatched versions?|compiled with .* but|was (?:built|compiled) (?:with"
        r"|against|for)|does not support Python|Requirement\.parse"
        r"|does not recognize this architecture|unsupported .*version"
        r"|(?:needs?|need) [\w.-]+ ?>=? ?\d", _required,
        question="Which version is installed, and who needs which?",
        example="ImportError: tokenizers>=0.14,<0.19 is required for a normal "
        "functioning of this module, but found tokenizers==0.13.3.",
    ),
    rule(
        "installation-asked", "A package that is needed is not installed", "",
        r"(?i)(?:pip|conda|mamba|apt(?:-get)?) install (?:-\w+ |--\w+ )*"
        r"['\"`]?([\w\[\]<>=.-]+)|^['\"`]?([\w-]+)['\"`]? (?:is not|isn't) installed"
        r"|please (?:pip )?install (?:the )?['\"`]?([\w-]+)"
        r"|requires? (?:the )?['\"`]?([\w-]+)['\"`]? (?:library|package|module)"
        r"|(?:needs?|must have) (?:the )?['\"`]?([\w-]+)['\"`]? (?:to be )?installed"
        r"|following packages that were not found in your environment: ([\w-]+)"
        r"|use of ['\"`]?([\w-]+)['\"`]? requires|Missing optional dependency "
        r"['\"`]?([\w-]+)|No module named ['\"]([\w]+)['\"].*install", _asked,
        question="Into which environment was the rest installed?",
        example="ImportError: This loader requires the sentencepiece library, but it "
        "was not found.",
    ),
    rule(
        "removed-said", "What is used is no longer supported", "",
        r"(?i)no longer (?:supported|available|valid|exists?|part|accepted|maintained)"
        r"|(?:has|have|was|were) (?:been )?(?:removed|deprecated|dropped|renamed|moved|"
        r"replaced)|not supported any ?more|is deprecated|deprecated since|instead of "
        r"the "
        r"deprecated|use [\w.`'\"]+ instead\b.*(?:removed|deprecat)",
        says(
            "A version that is installed does no longer what is asked of it at "
            "{place}: "
            "{line}",
            0.8,
            test="Write what the message names instead, or install the version that "
            "the "
            "code was written for.",
        ),
        question="For which version was the code written?",
        example="RuntimeError: Dataset scripts are no longer supported, but found "
        "wiki.py",
    ),
    rule(
        "protobuf-version", "protobuf is of another version than generated code", "",
        r"Descriptors cannot (?:not )?be created directly|cannot import name 'builder' "
        r"from 'google\.protobuf|MessageFactory' object has no attribute",
        says(
            "Code that protobuf generated is older than the protobuf that is "
            "installed.",
            0.93,
            test="pip install 'protobuf<=3.20.3', or a newer version of the package in "
            "the traceback.",
        ),
        question="Which package brought the generated code?",
        example="TypeError: Descriptors cannot not be created directly.",
    ),
    rule(
        "builds-differ", "Binary parts were built for another version", "",
        r"operator torchvision::nms does not exist"
        r"|module compiled against (?:ABI|API) version|Couldn't load custom C\+\+ ops"
        r"|No operator found|Could not run '[\w:]+' with arguments from the '(?:CUDA"
        r"|XLA"
        r"|MPS)' backend|incompatible (?:library|function) version|binary "
        r"incompatibility"
        r"|wrong ELF class"
        r"|not a supported wheel",
        says(
            "A binary part was built for another version of what it links to: {line}",
            0.85,
            run="import torch, sys\nprint(sys.version, torch.__version__, "
            "torch.version.cuda)",
            expected="The versions that the binary part must have been built for.",
            test="Install the extension anew for exactly this PyTorch, CUDA and Python "
            "(torch and torchvision from one index).",
        ),
        question="Were both installed in one command, from one index?",
        example="RuntimeError: operator torchvision::nms does not exist",
    ),
)  # fmt: skip
