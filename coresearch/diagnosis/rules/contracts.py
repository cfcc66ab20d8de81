"""What a message itself says was wanted and was given, whoever wrote it.

Libraries refuse what they are given in few shapes: two sizes that must agree, a limit,
a choice, a type, nothing where something is needed. These rules read the shape; they
stand back where a rule knows the message.
"""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.packages import arguments_in, called, package_of
from coresearch.diagnosis.rule import Cause, ErrorRule, Explain, rule

_SHAPES = {
    "empty-stated": (
        r"(?i)\b0 (?:samples?|rows?|items?|images?|files?|elements?|examples?|batches)"
        r"|num_samples=0|\b(?:is|are|was|were|be|an|of) empty\b|non-?empty\b"
        r"|^empty |\bempty (?:list|sequence|array|tensor|data|file|input|slice|range)"
        r"|\b(?:no|zero) (?:objects?|data|files?|images?|samples?|models?|examples?"
        r"|rows"
        r"|records?|valid|items?|checkpoints?|inputs?|training|labels?|features?)\b"
        r"|\bfound no\b|\bat least one (?!of)|\blen(?:gth)?\W{1,3}0\b|\bnothing to\b"
        r"|\bdid not find any\b|\bcould not find any\b|\bno \w+ (?:were |was )?found\b"
    ),
    "sizes-stated": (
        r"(?i)mismatch|(?:does|do|did)(?: not|n't) (?:match|agree|align|fit)"
        r"|\bnot (?:match|aligned|broadcastable)|must match|should match|must agree"
        r"|(?:must|should|need to|has to|have to) (?:be (?:of )?|have )"
        r"(?:the |a )?(?:same|equal|identical|consistent)"
        r"|(?:have|has|having|got|of) (?:an? )?"
        r"(?:different|incompatible|inconsistent|unequal) "
        r"|incompatible (?:shape|size|dim|length|input)|inconsistent (?:shape|size|dim"
        r"|number|length)|different (?:number|length|size|shape|dim)"
        r"|could not (?:be )?broadcast|cannot (?:be )?broadcast|not equal to\b"
        r"|Expected .*(?:size|shape|dim|channels?|elements?|columns?|features?)\b.*\b"
        r"(?:got|but|found)|axes don't match|doesn't match|!="
        r"|number of (?:sizes|dims|dimensions|axes|columns|elements) .*\b(?:must|got)"
        r"|(?:size|shape|length|dim)\w* .*(?:instead of|rather than)"
    ),
    "limit-stated": (
        r"(?i)(?:cannot|can't|can not|must not|should not|may not) be "
        r"(?:greater|larger|smaller|less|bigger|lower|higher|longer|shorter|more|fewer"
        r"|negative|zero|bigger)\b"
        r"|(?:must|should|has to|have to|needs? to) (?:be |have |contain )?"
        r"(?:strictly )?(?:greater|less|smaller|larger|higher|lower|more|at least"
        r"|at most|>|<|positive|non-?negative|non-?zero|between|in (?:the )?"
        r"(?:range|interval|\(|\[\d)|divisible|a multiple|a power|an? (?:positive"
        r"|non-?negative))"
        r"|\b(?:minimum|maximum) (?:of|is|number|length|size)|\bat (?:least|most) \d"
        r"|\bexceed(?:s|ed|ing)?\b|\btoo (?:large|small|long|short|many|few|big|high"
        r"|low|deep)\b|out of (?:range|bounds)|out-of-(?:range|bounds)"
        r"|\b(?:not|isn't|is not) (?:divisible|in range|within|large enough|enough)\b"
        r"|less than (?:the )?\w+|(?:larger|longer|greater) than|\w+ [<>]=? \w+, but"
        r"|\binsufficient\b|\boverflow\b"
    ),
    "choice-stated": (
        r"(?i)(?:must|should|can|has to) (?:only )?be (?:one of|either|among|any of"
        r"|in \[|in \{|a str among|['\"])|\b(?:is )?not (?:one of|among)\b"
        r"|is(?: not|n't) (?:an? )?(?:valid|supported|recogni[sz]ed|known|allowed"
        r"|available|registered|understood|defined|permitted)"
        r"|\b(?:invalid|unknown|unsupported(?! operand)|unrecogni[sz]ed|illegal"
        r"|unexpected|bad"
        r"|undefined|unimplemented)\b"
        r"|choose from|(?:valid|available|supported|possible|allowed) (?:options|values"
        r"|choices|names|keys|types|ones|modes|backends?|models?)"
        r"|not in (?:list|the list|\[|\{)|supports? only|only supports?|only \w+ (?:is|"
        r"are) supported|not supported\b|previously unseen|not found in\b|is not in\b"
        r"|are not in\b|not present in|no such|does not exist|doesn't exist"
        r"|(?:could|can) ?not find\b|couldn't find|can't find|not found\b|not exist"
        r"|unable to find|cannot locate|missing (?:key|column|field|file|parameter)"
    ),
    "type-stated": (
        r"(?i)(?:must|should|has to|needs to) be (?:an? |of )?(?:type |instance |list "
        r"|tuple |dict|str|int|float|bool|array|tensor|callable|iterable|sequence"
        r"|string|number|integer|path|file|class|function|module|dataframe|series"
        r"|boolean|real|numeric|mapping|bytes|ndarray|torch\.|np\.|numpy|pandas|<class)"
        r"|\b(?:expected|expects?|require[sd]?|want(?:s|ed)?)\b.*"
        r"\b(?:got|but|not|found|instead|received|given)\b"
        r"|invalid type|wrong type|unexpected type|cannot (?:convert|interpret|cast"
        r"|unpack|concatenate|compare|assign|determine|be (?:converted|interpreted|cast"
        r"|applied))|can(?:'t|not) (?:convert|be cast|cast|compare|multiply|set)"
        r"|couldn't (?:cast|convert)|could not (?:convert|interpret|cast|infer)"
        r"|unsupported (?:operand|type)|not supported between|not supported for"
        r"|(?:object )?is not (?:iterable|subscriptable|callable|an? (?:list|tuple|dict"
        r"|str|string|tensor|array|number|mapping|iterator|sequence))"
        r"|does not support|doesn't support|has no len|is not a valid \w+ type"
        r"|need (?:a )?string|iteration over a 0-d|not understood|argument .* (?:must"
        r"|should) be"
    ),
    "order-stated": (
        r"(?i)\bbefore (?:calling|using|you|it|the|any|being|passing|accessing)"
        r"|\b(?:call|run|use|set|invoke|build|compile|fit|initiali[sz]e|load|create"
        r"|define|specify|provide|pass|enable|disable)\b.{1,60}\b(?:first|before"
        r"|instead)\b"
        r"|not (?:yet )?(?:been )?(?:initiali[sz]ed|set|built|compiled|called"
        r"|configured"
        r"|started|loaded|registered|fitted|defined|specified|provided|connected)\b"
        r"|already (?:been )?(?:set|exists?|initiali[sz]ed|registered|started|running"
        r"|defined|called|closed|in use)|\bduplicate[ds]?\b"
        r"|mutually exclusive|cannot both|can(?:not|'t) (?:use|specify|set|have|be "
        r"(?:used|set|combined|specified))\b|only one of|\bboth\b.*\band\b|at the same "
        r"time|\b(?:not|only) (?:supported|valid|available|allowed|implemented|possible"
        r"|compatible|works?)\b.*\b(?:with|when|for|in|if|on|while)\b"
        r"|\brequires?\b|you (?:must|need|have to|should|may need)|\bmust be "
        r"(?:set|specified|provided|given|called|defined|passed|used)"
        r"|\bis required\b|\bneeds? to\b"
    ),
}  # fmt: skip
"""In the order in which they are asked: a message is of the first that fits."""
_COMPILED = {name: re.compile(shape, re.DOTALL) for name, shape in _SHAPES.items()}
_SAID = {
    "empty-stated": "{who} gets nothing where it needs something",
    "sizes-stated": "Two sizes that {who} wants to agree do not",
    "limit-stated": "A value that {who} gets is outside of what it takes",
    "choice-stated": "{who} does not know a name or choice that it gets",
    "type-stated": "{who} gets another kind of value than it takes",
    "order-stated": "{who} wants something else first, or not both at once",
}
_NEXT = {
    "empty-stated": "Count what is left after each step before it: a wrong folder or "
    "pattern, a filter or split that keeps nothing, items that all failed.",
    "sizes-stated": "Print the shape of each of the two where it is made: one is cut, "
    "filtered, transposed or of another configuration.",
    "limit-stated": "Compare the two numbers of the message: change the setting, or "
    "see why there is so much, or so little.",
    "choice-stated": "Compare the name letter by letter with what is offered, in the "
    "documents of the version that is installed.",
    "type-stated": "Print its type and value where it is made, not where it fails.",
    "order-stated": "Do what the message asks for, in the order that it names.",
}
_MOST_SAID = 220
_TOLD_OTHERWISE = frozenset({"FileNotFoundError", "ImportError", "ModuleNotFoundError"})
"""What these mean does not lie in the words."""


def _shape_of(text: str) -> str:
    head = text[:2_000]
    return next((name for name, one in _COMPILED.items() if one.search(head)), "")


def _stated(shape: str, confidence: float) -> Explain:
    def explain(case: Case, match: re.Match[str]) -> Cause | None:
        if case.raised.name in _TOLD_OTHERWISE:
            return None
        if not case.raised.message.strip() or _shape_of(case.raised.message) != shape:
            return None
        said = " ".join(case.raised.message.split())
        shown = said if len(said) <= _MOST_SAID else f"{said[:_MOST_SAID]}…"
        given = arguments_in(case.code)
        look = f" At {case.place} that is {', '.join(given)}." if given else ""
        return Cause(
            f"{_SAID[shape].format(who=_who(case))}: {shown}",
            confidence,
            test=f"{_NEXT[shape]}{look}",
        )

    return explain


def _who(case: Case) -> str:
    """The function that own code called, with its package."""
    frame = called(case.raised)
    if frame is None or not frame.function.isidentifier():
        return f"The code at {case.place}"
    package = package_of(frame)
    of = f" of {package}" if package else ""
    return f"{frame.function}{of}, called at {case.place},"


_ANY = (
    "ValueError TypeError RuntimeError IndexError KeyError AttributeError OSError "
    "AssertionError NotImplementedError Exception FileNotFoundError ImportError "
    "LookupError ArithmeticError InvalidParameterError ArrowInvalid ArrowTypeError "
    "ArrowNotImplementedError InvalidArgumentError InternalError NotFoundError "
    "UnimplementedError XlaRuntimeError IncompatibleShapesError error "
    "DTypePromotionError "
    "MergeError DataError SchemaError InvalidOperation ComputeError ShapeError "
    "ColumnNotFoundError UFuncTypeError AxisError LinAlgError DatasetGenerationError "
    "DatasetNotFoundError DataFilesNotFoundError CastError SafetensorError "
    "MisconfigurationException ValidationError ConfigError HFValidationError "
    "ScopeParamShapeError ScopeParamNotFoundError RayTaskError BadRequestError "
    "CommandError UsageError OperatorError ONNXRuntimeError Fail InvalidArgument "
    "InvalidGraph RuntimeException LightGBMError XGBoostError CatBoostError"
)  # fmt: skip


def _rule(
    shape: str, name: str, confidence: float, question: str, example: str
) -> ErrorRule:
    return rule(
        shape, name, _ANY, r".", _stated(shape, confidence),
        question=question, example=example, general=True,
    )  # fmt: skip


RULES = (
    _rule(
        "empty-stated", "Nothing is there where something is needed", 0.7,
        "How many should there be, and which step left none?",
        "ValueError: The corpus has no documents: no valid rows in shard 3",
    ),
    _rule(
        "sizes-stated", "Two sizes that must agree do not", 0.7,
        "Which of the two is right?",
        "ValueError: lengths of prompts (8) and images (7) do not match",
    ),
    _rule(
        "limit-stated", "A value is outside of what is taken", 0.7,
        "Which of the two numbers is wrong: the limit or the value?",
        "ValueError: window_length=51 must be less than or equal to the size of x",
    ),
    _rule(
        "choice-stated", "A name or choice is not known", 0.65,
        "Where is the list of what is known, in the version that is installed?",
        "ValueError: Unknown activation: geluu",
    ),
    _rule(
        "type-stated", "A value is of another kind than is taken", 0.65,
        "Where is the value made, and what is it then?",
        "TypeError: sample() argument weights must be a sequence of floats",
    ),
    _rule(
        "order-stated", "A call is refused as things stand", 0.5,
        "What does the message ask for, and why is it not so here?",
        "RuntimeError: You must call compile() before evaluating",
    ),
)  # fmt: skip
