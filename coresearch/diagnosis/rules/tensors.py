"""PyTorch: what its operations, gradients, loaders and precisions refuse."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.rule import Cause, rule, says


def _wrapped(case: Case, match: re.Match[str]) -> Cause:
    wrapper, name = match[1], match[2]
    return Cause(
        f"The model is wrapped in {wrapper}, which has no {name} of its own: that "
        "belongs to the model inside.",
        0.95,
        edit=case.line_edit(f".{name}", f".module.{name}"),
        path=case.path,
        test=f"Write .module.{name}; save model.module.state_dict() too.",
    )


def _half(case: Case, match: re.Match[str]) -> Cause:
    kind = match[1] or match[2] or "Half"
    if kind in ("Half", "BFloat16"):
        return Cause(
            f"This operation has no {kind} on this device, mostly the CPU: the model "
            "was loaded in half precision and runs without a GPU.",
            0.9,
            test="model.float() (or torch_dtype=torch.float32) on a CPU; on a GPU see "
            "that model and inputs are really there.",
        )
    return Cause(
        f"This operation does not exist for {kind}: the tensor at {case.place} has "
        "another type of number than is needed.",
        0.9,
        test="print(x.dtype) just before it; x.float() for means, norms and losses, "
        "x.long() for labels and positions, x.bool() for masks.",
    )


RULES = (
    rule(
        "still-evaluating", "The model is in evaluation mode", "RuntimeError",
        r"(?i)cudnn RNN backward can only be called in training mode",
        says(
            "backward() at {place} goes through a model that is in evaluation mode: "
            "model.eval() was called for the validation, and model.train() was not "
            "called after it.",
            0.95, test="model.train() at the beginning of each epoch.",
        ),
        question="Where is model.eval() called?",
        example="RuntimeError: cudnn RNN backward can only be called in training mode",
    ),
    rule(
        "fixed-batch", "A batch has another size than was fixed", "ValueError "
        "InvalidArgumentError",
        r"Cannot feed value of shape \((\d+), (.*?)\) for Tensor .*shape '?\((\d+), "
        r"\2\)",
        says(
            "A batch of {1} comes at {place} where {3} is fixed: the last batch is "
            "smaller.",
            0.9, test="None for the first axis of the placeholder, or leave out the "
            "rest "
            "of the data that fills no batch.",
        ),
        question="Is the number of items a multiple of the batch size?",
        example="ValueError: Cannot feed value of shape (32, 28) for Tensor 'x:0', "
        "which "
        "has shape '(64, 28)'",
    ),
    rule(
        "kernel-size", "Less is left than a kernel or window needs", "RuntimeError "
        "ValueError",
        r"Kernel size can't be greater than actual input size|Output size is too small"
        r"|Padding size should be less than the corresponding input dimension"
        r"|input is smaller than (?:the )?(?:kernel|window)",
        says(
            "What reaches the layer at {place} is smaller than its kernel or padding: "
            "{line}",
            0.93,
            test="Print the shape after each layer: a larger image or longer text, "
            "fewer "
            "or smaller poolings, or padding.",
        ),
        question="How large are the smallest inputs?",
        example="RuntimeError: Calculated padded input size per channel: (4 x 4). "
        "Kernel "
        "size: (5 x 5). Kernel size can't be greater than actual input size",
    ),
    rule(
        "batch-axis", "A layer wants another number of axes", "RuntimeError ValueError",
        r"Expected (?:\d+D|\d+-dimensional)[ \w()-]*(?: or \d+D?[ \w()-]*)?"
        r"(?:input|tensor|weight|for)?.*(?:got|but)|only batches of spatial targets"
        r"|expected \d+D or \d+D input|input must have \d dimensions|multi-target not "
        r"supported|Expected (?:more|target) .*dim",
        says(
            "The layer or loss at {place} wants another number of axes: {line}",
            0.92,
            test="x.unsqueeze(0) if the batch's axis is missing, squeeze or argmax if "
            "there is one too many (a one-hot label, a channel of masks).",
        ),
        question="Which axis is missing or too many: batch, channel or class?",
        example="RuntimeError: Expected 3D (unbatched) or 4D (batched) input to "
        "conv2d, "
        "but got input of size: [3, 224]",
    ),
    rule(
        "not-scalar-loss", "The loss is no single number", "RuntimeError",
        r"grad can be implicitly created only for scalar outputs"
        r"|Mismatch in shape: grad_output",
        says(
            "backward() at {place} starts from something that is no single number, or "
            "gets a gradient of another shape.",
            0.95,
            test="loss.mean().backward(): a loss with reduction='none', or one for "
            "each "
            "GPU of DataParallel, has many values. A gradient has the output's shape.",
        ),
        question="What is the loss's shape?",
        example="RuntimeError: grad can be implicitly created only for scalar outputs",
    ),
    rule(
        "grad-of-integers", "Gradients are asked of whole numbers", "RuntimeError",
        r"Only Tensors of floating point (?:and complex )?dtype can require gradients",
        says(
            "A tensor of whole numbers at {place} is to have gradients.",
            0.95, test="Make it with .float(), or leave requires_grad out.",
        ),
        question="Is it a weight or an index?",
        example="RuntimeError: Only Tensors of floating point and complex dtype can "
        "require gradients",
    ),
    rule(
        "graph-parts", "A tensor has no part in the graph", "RuntimeError",
        r"One of the differentiated Tensors|appears to not have been used in the graph"
        r"|Trying to backward through|does not require grad",
        says(
            "A tensor that is differentiated at {place} took no part in the result, or "
            "was detached (.detach(), .data, .item(), NumPy, no_grad).",
            0.85,
            test="print(x.requires_grad, x.grad_fn) along the way; allow_unused=True "
            "only if it is meant.",
        ),
        question="Where does grad_fn become None?",
        example="RuntimeError: One of the differentiated Tensors appears to not have "
        "been used in the graph.",
    ),
    rule(
        "cast-down", "A result would lose its fractions", "RuntimeError",
        r"result type \w+ can't be cast to the desired output type",
        says(
            "A result with fractions at {place} is to be kept in a tensor of whole "
            "numbers.",
            0.94, test="x = x + y in place of x += y, or make x with "
            "dtype=torch.float.",
        ),
        question="Should the tensor hold whole numbers?",
        example="RuntimeError: result type Float can't be cast to the desired output "
        "type Long",
    ),
    rule(
        "half-precision", "An operation does not exist for this type of number", "",
        r"not implemented for '(\w+)'|\"\w+\" not implemented for (\w+)", _half,
        question="On which device is it, and in which precision?",
        example="RuntimeError: \"addmm_impl_cpu_\" not implemented for 'Half'",
    ),
    rule(
        "unscaled-half", "Half-precision weights are trained with a scaler",
        "ValueError",
        r"Attempting to unscale FP16 gradients",
        says(
            "The model itself is in half precision, and the scaler wants weights in "
            "single precision.",
            0.94,
            test="Load the model in float32 and let autocast do the rest (fp16=True), "
            "or "
            "use bf16.",
        ),
        question="With which torch_dtype is it loaded?",
        example="ValueError: Attempting to unscale FP16 gradients.",
    ),
    rule(
        "empty-loader", "A data set is empty", "ValueError RuntimeError",
        r"num_samples should be a positive integer value, but got num_samples=0"
        r"|stack expects a non-empty TensorList|expected a non-empty list of Tensors"
        r"|Found 0 (?:files|images)|Couldn't find any class folder",
        says(
            "There is nothing in what is loaded or joined at {place}: the folder, "
            "pattern, filter or split keeps no item.",
            0.94,
            test="print(len(dataset)) after each step; ls the folder from where it "
            "runs.",
        ),
        question="How many items should there be, and in which folder?",
        example="ValueError: num_samples should be a positive integer value, but got "
        "num_samples=0",
    ),
    rule(
        "items-differ", "Items of a batch differ", "RuntimeError",
        r"each element in list of batch should be of equal size"
        r"|Trying to resize storage that is not resizable",
        says(
            "The items of a batch differ in length or size, so that they cannot be "
            "stacked.",
            0.93,
            test="print({{x.shape for x, _ in dataset}}) over some; pad in a "
            "collate_fn, or "
            "bring all to one size.",
        ),
        question="Which items are of another size?",
        example="RuntimeError: each element in list of batch should be of equal size",
    ),
    rule(
        "index-type", "Positions are no whole numbers", "IndexError RuntimeError",
        r"tensors used as indices must be|arrays used as indices must be of integer"
        r"|expected (?:dtype|tensor).*int64 for index|Index tensor must have the same"
        r"|expected index.*to be (?:smaller|Long)",
        says(
            "What selects at {place} is no tensor of whole numbers or of yes and no, "
            "or "
            "has other axes: {line}",
            0.92, test="idx.long() or mask.bool(); for gather the index has the "
            "input's "
            "number of axes.",
        ),
        question="Is it a position or a mask?",
        example="IndexError: tensors used as indices must be long, byte or bool "
        "tensors",
    ),
    rule(
        "mask-shape", "A mask has another shape", "IndexError ValueError",
        r"The shape of the mask \[(.+?)\] at index \d+ does not match the shape of the "
        r"indexed tensor \[(.+?)\]",
        says(
            "The mask at {place} has the shape [{1}], and what it selects from [{2}].",
            0.94, test="Make the mask from that tensor itself, or bring both to one "
            "shape.",
        ),
        question="From which tensor was the mask made?",
        example="IndexError: The shape of the mask [3, 4] at index 0 does not match "
        "the "
        "shape of the indexed tensor [12, 1] at index 0",
    ),
    rule(
        "module-wrapped", "The model is inside a wrapper", "AttributeError",
        r"'((?:Distributed)?DataParallel|FullyShardedDataParallel|DDP)' object has no "
        r"attribute '(\w+)'", _wrapped,
        question="Where is the model wrapped?",
        example="AttributeError: 'DataParallel' object has no attribute 'fc'",
    ),
    rule(
        "group-missing", "The processes were not joined", "ValueError RuntimeError",
        r"Default process group has not been initialized|environment variable (?:RANK"
        r"|WORLD_SIZE|MASTER_ADDR|MASTER_PORT|LOCAL_RANK) expected"
        r"|Error initializing torch\.distributed",
        says(
            "The code expects several processes, and was started as one: {line}",
            0.93, test="torchrun --nproc-per-node=1 script.py, or leave the parallel "
            "part "
            "out for one process.",
        ),
        question="How is it meant to be started?",
        example="ValueError: Default process group has not been initialized, please "
        "make "
        "sure to call init_process_group.",
    ),
    rule(
        "loader-torch-version", "Code is for an older PyTorch", "",
        r"Legacy autograd function|volatile was removed|THC/THC\.h"
        r"|Expected .* 'retain_graph' .*variable|invalid argument 0: .*ArgumentParser"
        r"|lr_scheduler\.step\(\).*before",
        says(
            "The code was written for an older PyTorch: {line}",
            0.88, test="A version of the code for this PyTorch, or the PyTorch that it "
            "names; @staticmethod forward and backward with a context for functions.",
        ),
        question="Which version do its requirements name?",
        example="RuntimeError: Legacy autograd function with non-static forward method "
        "is deprecated.",
    ),
    rule(
        "subclass-incomplete", "A class does not define what its base leaves open",
        "NotImplementedError",
        r"^(?:Subclasses? of (\w+) should implement (\w+).*|Module \[(\w+)\] is "
        r"missing the"
        r" required \"(\w+)\" function|)$",
        says(
            "A class at {place} does not define a method that its base class leaves "
            "to it "
            "({2}{4}): it is missing, misspelt, or indented into another function.",
            0.78, test="See the class of the object: is the method there, under "
            "exactly "
            "that name, and as far indented as __init__?",
        ),
        question="Which method, and of which class?",
        example="NotImplementedError: Subclasses of Dataset should implement "
        "__getitem__.",
    ),
    rule(
        "expand-sizes", "Sizes are fewer or other than the tensor's", "RuntimeError",
        r"expand\(.*|number of dims don't match in "
        r"permute.*|permute\(sparse_coo\).*|repeat dims can not be smaller.*",
        says(
            "The sizes given at {place} do not fit the tensor's axes: {line}",
            0.93, test="Print x.shape just before it; -1 keeps an axis in expand.",
        ),
        question="How many axes does it have then?",
        example="RuntimeError: number of dims don't match in permute",
    ),
)  # fmt: skip
