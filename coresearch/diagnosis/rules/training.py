"""Training with PyTorch: labels, gradients, types, checkpoints, losses."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.failures import Sort
from coresearch.diagnosis.rule import Cause, rule, says
from coresearch.diagnosis.rules.sure_edits import detached, with_edit


def _state(case: Case, match: re.Match[str]) -> Cause:
    text = case.raised.text
    missing = set(re.findall(r"['\"]([\w.]+)['\"]", text.partition("Unexpected")[0]))
    other = set(re.findall(r"['\"]([\w.]+)['\"]", text.partition("Unexpected")[2]))
    for prefix in ("module.", "model.", "_orig_mod.", "net."):
        if {f"{prefix}{key}" for key in missing} & other:
            why = {
                "module.": "it was saved from DataParallel or DistributedDataParallel",
                "_orig_mod.": "it was saved from a compiled model",
            }.get(prefix, "it was saved from an object that holds the model")
            return Cause(
                f"Every key of the checkpoint begins with {prefix}, and the model's do "
                f"not: {why}.",
                0.96,
                test=f"state = {{k.removeprefix('{prefix}'): v for k, v in "
                "state.items()}} before load_state_dict.".replace("}}", "}"),
            )
    if sizes := re.search(
        r"size mismatch for ([\w.]+): .*?\[([\d, ]*)\]\).*?\[([\d, ]*)\]\)", text, re.S
    ):
        return Cause(
            f"{sizes[1]} is ({sizes[2]}) in the checkpoint and ({sizes[3]}) in the "
            "model: the model is built with other sizes than the one that was saved.",
            0.94,
            test="Build it from the configuration that was saved with the checkpoint.",
        )
    if renamed := _renamed(missing, other):
        now, then = renamed
        return Cause(
            f"A layer that is called {now} in the model is called {then} in the "
            "checkpoint: it was renamed since, or is misspelt in one of them.",
            0.9,
            test=f"state = {{k.replace('{then}', '{now}'): v for k, v in "
            "state.items()} before load_state_dict.".replace("{{", "{"),
        )
    return Cause(
        "The checkpoint and the model do not have the same parameters.",
        0.78,
        test="print(model) and list(state)[:10] side by side; strict=False hides "
        "weights that stay random.",
    )


def _renamed(missing: set[str], other: set[str]) -> tuple[str, str] | None:
    """The one part of the keys that is called otherwise, now and then."""
    pairs = set()
    for key in missing:
        parts = key.split(".")
        for one in other:
            others = one.split(".")
            differ = [n for n, part in enumerate(parts) if part != others[n]] if len(
                parts) == len(others) else []  # fmt: skip
            if len(differ) == 1 and not parts[differ[0]].isdigit():
                pairs.add((parts[differ[0]], others[differ[0]]))
    return pairs.pop() if len(pairs) == 1 else None


RULES = (
    rule(
        "label-range", "A label is outside of the classes",
        "",
        r"Target -?\d+ is out of bounds|t >= 0 && t < n_classes|Assertion `t >= 0"
        r"|cur_target >= 0 && cur_target < n_classes",
        says(
            "A label is not one of the model's classes: they count from 0, so that "
            "with "
            "n classes the largest is n − 1.",
            0.96,
            test="print(y.min(), y.max(), y.unique()) before the loss: labels from 1, "
            "one class more, or −1 for unlabelled (ignore_index).",
        ),
        question="What are the least and the largest label, and how wide is the last "
        "layer?",
        example="IndexError: Target 10 is out of bounds.",
        sorts=(Sort.PYTHON, Sort.NATIVE),
    ),
    rule(
        "embedding-range", "An id is outside of the vocabulary", "IndexError "
        "RuntimeError",
        r"index out of range in self|srcIndex < srcSelectDimSize",
        says(
            "An id looked up at {place} is not in the embedding table: the tokeniser "
            "has more words than the model, or a position passes the longest length.",
            0.93,
            test="print(ids.max(), embedding.num_embeddings, ids.shape); after adding "
            "tokens: model.resize_token_embeddings(len(tokenizer)).",
        ),
        question="Was a token added, or a longer text given?",
        example="IndexError: index out of range in self",
        sorts=(Sort.PYTHON, Sort.NATIVE),
    ),
    rule(
        "no-grad", "The loss does not depend on any parameter", "RuntimeError",
        r"does not require grad and does not have a grad_fn",
        says(
            "The loss at {place} is not connected to a parameter that is trained.",
            0.94,
            test="print(logits.requires_grad, [p.requires_grad for p in "
            "model.parameters()][:3]): detach(), .item(), argmax, no_grad, or frozen "
            "layers stand in between.",
        ),
        question="At which step does requires_grad become False?",
        example="RuntimeError: element 0 of tensors does not require grad and does not "
        "have a grad_fn",
    ),
    rule(
        "in-place-autograd", "A tensor that the gradient needs was changed in place",
        "RuntimeError",
        r"modified by an inplace operation: \[(.*?)\], which is output \d+ of (\w+?)"
        r"(?:Backward)?\d*,|modified by an inplace operation"
        r"|a (?:view of a )?leaf [Vv]ariable that requires grad is being used in an "
        r"in-place",
        says(
            "A tensor that backward needs was changed in place (+=, relu_, x[…] = …).",
            0.92,

            test="torch.autograd.set_detect_anomaly(True) names the line; write x = "
            "x + "
            "y instead of x += y there.",
        ),
        question="Which line changes it?",
        example="RuntimeError: one of the variables needed for gradient computation "
        "has "
        "been modified by an inplace operation",
    ),
    rule(
        "backward-twice", "The gradient goes through one graph twice", "RuntimeError",
        r"backward through the graph a second time",
        says(
            "backward at {place} meets a graph that was used already: something is "
            "carried from one step to the next (a hidden state, a running loss).",
            0.93,
            test=".detach() what is carried over; retain_graph=True only where two "
            "losses share a graph on purpose.",
        ),
        question="What is kept from one step to the next?",
        example="RuntimeError: Trying to backward through the graph a second time (or "
        "directly access saved tensors)",
    ),
    rule(
        "grad-none", "A gradient is None", "AttributeError TypeError",
        r"'NoneType' object has no attribute '(data|zero_|norm|detach|clone|mul_)'",
        says(
            "A .grad is None at {place}: backward was not called yet, or the parameter "
            "took no part in the loss.",
            0.86,
            test="[n for n, p in model.named_parameters() if p.grad is None] after "
            "backward names them.",
        ),
        question="Is backward called before it?",
        example="AttributeError: 'NoneType' object has no attribute 'zero_'",
    ),
    rule(
        "batch-sizes", "Inputs and targets differ in their batch", "ValueError",
        r"Expected input batch_size \((\d+)\) to match target batch_size \((\d+)\)"
        r"|Using a target size \(.*\) that is different to the input size",
        says(
            "The loss at {place} gets predictions and targets of different sizes: {0}.",
            0.95,
            test="Print both shapes: a flatten or view that took the batch along, or a "
            "target with one axis more.",
        ),
        question="Which axis is the batch in each?",
        example="ValueError: Expected input batch_size (32) to match target batch_size "
        "(16).",
    ),
    rule(
        "dtype-mismatch", "Tensors have different types", "RuntimeError",
        r"expected target dtype to be Long or Byte, but got Float"
        r"|must have the same dtype, but got (\w+) and (\w+)"
        r"|expected (?:m1 and m2 to have the same dtype|scalar type (\w+) but found "
        r"(\w+))|Found dtype (\w+) but expected (\w+)"
        r"|expected .*type .*FloatTensor.*but found",
        says(
            "Tensors of different types meet at {place}: {0}. NumPy makes float64, and "
            "labels of classes must be long.",
            0.94,
            test="Convert where the data are made: torch.from_numpy(x).float(), "
            "y.long().",
        ),
        question="Which of the two comes from NumPy or from a loader?",
        example="RuntimeError: mat1 and mat2 must have the same dtype, but got Double "
        "and Float",
    ),
    rule(
        "tensor-kinds", "Tensors have different types, in the words of an old PyTorch",
        "RuntimeError",
        r"Expected object of (?:scalar )?type (?:torch\.(?:cuda\.)?)?(\w+?)(?:Tensor)?"
        r" but (?:found|got) (?:scalar )?type (?:torch\.(?:cuda\.)?)?(\w+?)(?:Tensor)?"
        r" ",
        says(
            "A {2} tensor meets a {1} tensor at {place}: one is to be made {1} first "
            "(.float(), .long()), or the code is for another PyTorch, in which counts "
            "and losses were plain numbers (loss.item() for loss.data[0]).",
            0.75,
            test="Print the type of each; which PyTorch was the code written for?",
        ),
        question="Which PyTorch is it, and which was it written for?",
        example="RuntimeError: Expected object of type torch.cuda.FloatTensor but "
        "found type torch.cuda.LongTensor for argument #2 'other'",
    ),
    rule(
        "state-dict", "A checkpoint does not fit the model", "RuntimeError",
        r"Error\(s\) in loading state_dict for (\w+)", _state,
        question="With which code and configuration was it saved?",
        example="RuntimeError: Error(s) in loading state_dict for Net:",
    ),
    rule(
        "weights-only", "A checkpoint holds more than weights", "UnpicklingError",
        r"Weights only load failed",
        says(
            "torch.load takes only weights since PyTorch 2.6, and this checkpoint "
            "holds "
            "other objects.",
            0.97,
            test="If you trust who made it: torch.load(path, weights_only=False). Save "
            "state_dict() alone from now on.",
        ),
        question="Who made the checkpoint? Loading it runs code.",
        example="_pickle.UnpicklingError: Weights only load failed. This file can "
        "still "
        "be loaded",
    ),
    rule(
        "tensor-to-numpy", "A tensor cannot become an array as it is",
        "RuntimeError TypeError",
        r"Can't call numpy\(\) on Tensor that requires grad"
        r"|can't convert cuda:?\d* device type tensor to numpy",
        with_edit(
            says(
                "A tensor with a gradient, or on a GPU, is made an array at {place}.",
                0.97,
                test=".detach().cpu().numpy(); for evaluation under torch.no_grad().",
            ),
            detached,
        ),
        question="Is the gradient still needed there?",
        example="RuntimeError: Can't call numpy() on Tensor that requires grad. Use "
        "tensor.detach().numpy() instead.",
    ),
    rule(
        "collate-sizes", "Items of a batch differ in size", "RuntimeError",
        r"stack expects each tensor to be equal size, but got \[([\d, ]+)\] at entry "
        r"\d+ and \[([\d, ]+)\]",
        says(
            "Items of one batch are of sizes [{1}] and [{2}]: they cannot be stacked.",
            0.96,
            test="Pad them in a collate_fn (torch.nn.utils.rnn.pad_sequence), or "
            "resize "
            "images to one size; and mask what is padding.",
        ),
        question="Should they be padded, cut or resized?",
        example="RuntimeError: stack expects each tensor to be equal size, but got "
        "[37] "
        "at entry 0 and [52] at entry 1",
    ),
    rule(
        "loss-nan", "The loss is no number", "",
        r"(?i)(loss|grad_norm|perplexity|ppl)",
        says(
            "The loss stops being a finite number: a step too large, log or division "
            "by zero, half precision that overflows, or bad values in a batch.",
            0.8,
            test="Three short runs tell the causes apart: the learning rate a tenth; "
            "float32 in place of half; the one batch before it with "
            "torch.autograd.set_detect_anomaly(True) and isfinite on its inputs.",
        ),
        question="At which step is it first not finite, and how large was it before?",
        example="step 300 loss nan lr 0.1",
        sorts=(Sort.NUMBERS,),
    ),
    rule(
        "channel-order", "A convolution gets another number of channels",
        "RuntimeError",
        r"expected input\[([\d, ]+)\] to have (\d+) channels, but got (\d+) channels",
        says(
            "A convolution at {place} takes {2} channels and gets {3}, of input [{1}].",
            0.96,
            test="PyTorch wants batch, channels, height, width: permute(0, 3, 1, 2) if "
            "the channels come last; or convert grey to RGB.",
        ),
        question="In which order are the axes?",
        example="RuntimeError: Given groups=1, weight of size [64, 3, 7, 7], expected "
        "input[8, 224, 224, 3] to have 3 channels, but got 224 channels instead",
    ),
)  # fmt: skip
