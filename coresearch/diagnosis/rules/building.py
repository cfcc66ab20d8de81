"""Models as they are put together: layers, parameters, layouts, distributions."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.rule import Cause, rule, says


def _module_init(case: Case, match: re.Match[str]) -> Cause:
    return Cause(
        f"A layer is set at {case.place} before super().__init__() was called: the "
        "module cannot register it.",
        0.97,
        edit=case.insert_before("super().__init__()"),
        path=case.path,
        test="Call super().__init__() in the first line of __init__.",
    )


def _view(case: Case, match: re.Match[str]) -> Cause:
    return Cause(
        f"view at {case.place} wants values that lie in order in memory, and after "
        "transpose, permute or a slice they do not.",
        0.96,
        edit=case.line_edit(".view(", ".reshape("),
        path=case.path,
        test="reshape copies where it must; print the shape before and after, since "
        "the order of the axes is now another.",
    )


def _layer_input(case: Case, match: re.Match[str]) -> Cause:
    wanted, got = (match[1], match[2]) if match[1] else (match[3], match[4])
    return Cause(
        f"A layer at {case.place} takes {wanted} features in its last axis and gets "
        f"{got}.",
        0.95,
        test="Print the shape before it: if the size that it wants stands in another "
        "axis, transpose(1, 2); else build the layer for the size that comes.",
    )


RULES = (
    rule(
        "module-init", "A module is used before it is set up", "AttributeError",
        r"cannot assign (?:module|parameter)s? before Module\.__init__\(\) call"
        r"|object has no attribute '_(?:modules|parameters)'", _module_init,
        question="Which class of yours has an __init__ without super().__init__()?",
        example="AttributeError: cannot assign module before Module.__init__() call",
    ),
    rule(
        "no-parameters", "An optimiser gets no parameters", "ValueError",
        r"optimizer got an empty parameter list",
        says(
            "The model at {place} has no parameters that PyTorch knows of: its layers "
            "are in a plain list or dictionary, or none were made.",
            0.93,
            test="print(list(model.named_parameters())); torch.nn.ModuleList(…) in "
            "place of a list, and model.parameters() called, with its parentheses.",
        ),
        question="Where does the model keep its layers?",
        example="ValueError: optimizer got an empty parameter list",
    ),
    rule(
        "view-order", "A view of values that lie in another order", "RuntimeError",
        r"view size is not compatible with input tensor's size and stride", _view,
        question="Which transpose or slice stands before it?",
        example="RuntimeError: view size is not compatible with input tensor's size "
        "and stride (at least one dimension spans across two contiguous subspaces).",
    ),
    rule(
        "layer-input", "A layer gets another number of features",
        "RuntimeError ValueError",
        r"input\.size\(-1\) must be equal to input_size\. Expected (\d+), got (\d+)"
        r"|normalized_shape=\[(\d+)\], expected input with shape .* but got input of "
        r"size\[(?:[\d, ]*, )?(\d+)\]", _layer_input,
        question="In which axis are the features?",
        example="RuntimeError: input.size(-1) must be equal to input_size. Expected "
        "40, got 120",
    ),
    rule(
        "distribution-values", "A distribution gets values that it cannot have",
        "ValueError",
        r"Expected parameter (\w+) .* to satisfy the constraint (\w+)[\s\S]*invalid",
        says(
            "The parameter {1} of a distribution at {place} has values that it cannot "
            "have: mostly NaN from a step before, or a scale that is not positive.",
            0.9,
            test="print({1}.isfinite().all(), {1}.min()) just before it, and find the "
            "first step where it is so: a log of 0, 0 × inf, a step too large.",
        ),
        question="Since which step is it so?",
        example="ValueError: Expected parameter loc (Tensor of shape (4,)) of "
        "distribution Normal(loc: torch.Size([4])) to satisfy the constraint Real(), "
        "but found invalid values: tensor([nan])",
    ),
    rule(
        "batch-of-one", "A batch of one is normalised over itself", "ValueError",
        r"Expected more than 1 value per channel when training, got input size "
        r"(?:torch\.Size\()?\[([\d, ]+)\]",
        says(
            "Batch normalisation at {place} gets one item, [{1}], in training: of one "
            "there is no variance.",
            0.96,
            test="drop_last=True in the loader if it is the last batch; model.eval() "
            "if it is no training.",
        ),
        question="Is it the last batch of an epoch?",
        example="ValueError: Expected more than 1 value per channel when training, got "
        "input size torch.Size([1, 5])",
    ),
    rule(
        "collate-none", "An item of a batch is nothing that can be stacked",
        "TypeError",
        r"expected Tensor as element (\d+) in argument 0, but got (\w+)"
        r"|batch must contain tensors.*found <class '([\w.]+)'>",
        says(
            "An item that the data set gives is a {2}{3}, and cannot be put into a "
            "batch.",
            0.94,
            test="for i in range(len(data)): assert data[i] is not None, i. A branch "
            "of __getitem__ returns nothing, or images stand where tensors should.",
        ),
        question="Which item is it, and why?",
        example="TypeError: expected Tensor as element 2 in argument 0, but got "
        "NoneType",
    ),
)  # fmt: skip
