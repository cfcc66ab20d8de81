"""Arguments of the command line, and configurations."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.failures import Sort
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.rule import Cause, rule, says

_OPTION = r"add_argument\(\s*(?:['\"]-\w['\"],\s*)?['\"](--[\w-]+)['\"]"
_CLICK = r"option\(\s*(?:['\"]-\w['\"],\s*)?['\"](--[\w-]+)['\"]"


def _file(case: Case) -> str:
    """The one script among the files that declares options."""
    fits = [
        path
        for path, text in case.around.files.items()
        if re.search(_OPTION, text) or re.search(_CLICK, text)
    ]
    return fits[0] if len(fits) == 1 else ""


def _unknown(case: Case, match: re.Match[str]) -> Cause:
    given = (match[1] or match[2]).split("=")[0]
    path = _file(case)
    source = case.around.files.get(path, "")
    options = {*re.findall(_OPTION, source), *re.findall(_CLICK, source)}
    hint = re.search(r"[Dd]id you mean (--[\w-]+)", case.raised.text)
    found, sure = (hint[1], 0.92) if hint else nearest(given, options)
    if not found:
        return Cause(
            f"There is no option {given}.",
            0.85,
            test="--help lists what there is.",
        )
    edit = Case(case.failure, case.raised, case.around)
    edit.path = path
    return Cause(
        f"There is no option {given}; there is {found}, which is spelt nearly so.",
        sure,
        edit=edit.string_edit(given, found),
        path=path,
        test=f"Run it again with {found}.",
    )


def _choice(case: Case, match: re.Match[str]) -> Cause:
    option, given = match[1], match[2]
    choices = re.findall(r"'?([\w.+-]+)'?(?:,|\))", match[3] + ")")
    found, sure = nearest(given, choices)
    if not found:
        return Cause(f"{given} is none of the choices of {option}: {match[3]}.", 0.9)
    edit = Case(case.failure, case.raised, case.around)
    edit.path = _file(case)
    return Cause(
        f"{given} is no choice for {option}; {found} is, and is spelt nearly so.",
        sure,
        edit=edit.string_edit(given, found),
        path=edit.path,
        test=f"Run it again with {option} {found}.",
    )


RULES = (
    rule(
        "unknown-option", "An option is not known", "",
        r"unrecognized arguments: (\S+)|No such option:? '?(--[\w-]+)'?", _unknown,
        question="Does --help list it?",
        example="train.py: error: unrecognized arguments: --lrate 1",
        sorts=(Sort.USAGE,),
    ),
    rule(
        "option-choice", "A choice is not offered", "",
        r"argument (\S+): invalid choice: '(.+?)' \(choose from (.+)\)", _choice,
        question="Which of them is meant?",
        example="train.py: error: argument --model: invalid choice: 'transfomer' "
        "(choose from 'lstm', 'transformer')",
        sorts=(Sort.USAGE,),
    ),
    rule(
        "option-value", "A value is of another type than the option takes", "",
        r"argument (\S+): invalid (\w+) value: '(.*?)'|Invalid value for '?(\S+?)'?:",
        says(
            "{3} is no {2} for {1}{4}.",
            0.95,
            test="Write it as a {2}; an int is 1000 and not 1e3, a bool needs "
            "action=argparse.BooleanOptionalAction.",
        ),
        question="Which type is meant?",
        example="train.py: error: argument --epochs: invalid int value: '1e3'",
        sorts=(Sort.USAGE,),
    ),
    rule(
        "option-missing", "A required argument is missing", "",
        r"the following arguments are required: (.+)|Missing (?:option|argument) "
        r"'?(.+?)"
        r"'?\.?$",
        says(
            "{1}{2} must be given.",
            0.96,
            test="--help says what it takes.",
        ),
        question="What should the value be?",
        example="train.py: error: the following arguments are required: --data",
        sorts=(Sort.USAGE,),
    ),
    rule(
        "config-key", "A configuration has no such key", "",
        r"Key '(\w+)' (?:is not in struct|not in '\w+')|Could not override '([\w.]+)'"
        r"|Missing mandatory value: ([\w.]+)|(\w+)\n\s+Extra inputs are not permitted",
        says(
            "The configuration has no {1}{2}{3}{4}: it is misspelt, at another level, "
            "or of another version of the code.",
            0.92,
            test="Print the configuration whole at the start of the run; +key=… adds "
            "one in Hydra.",
        ),
        question="At which level does the key stand?",
        example="omegaconf.errors.ConfigAttributeError: Key 'lr' is not in struct",
    ),
)  # fmt: skip
