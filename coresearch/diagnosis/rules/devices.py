"""GPUs: their memory, their drivers, and several of them together."""

from __future__ import annotations

import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.failures import Sort
from coresearch.diagnosis.rule import Cause, rule, says

_UNITS = {"KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "KB": 1e3, "MB": 1e6, "GB": 1e9}
_SIZE = r"([\d.]+) ([KMG]i?B)"


def _bytes(text: str, pattern: str) -> float | None:
    found = re.search(pattern.replace("SIZE", _SIZE), text)
    if found is None:
        return None
    number, unit = (group for group in found.groups() if group)
    return float(number) * _UNITS[unit]


def _gib(value: float) -> str:
    return f"{value / 2**30:.2f} GiB"


def _memory(case: Case, match: re.Match[str]) -> Cause:
    text = case.raised.text
    wanted = _bytes(text, r"Tried to allocate SIZE")
    total = _bytes(text, r"(?:total capacity of |; )SIZE")
    free = _bytes(text, r"of which SIZE is free|SIZE free")
    held = _bytes(text, r"SIZE is allocated by PyTorch|SIZE already allocated")
    idle = _bytes(text, r"SIZE is reserved by PyTorch but unallocated")
    lines = []
    if wanted is None or free is None:
        return Cause(
            f"The GPU's memory does not suffice at {case.place}.",
            0.8,
            test="At the first step: half the batch. After some steps: what is kept "
            "from step to step (a loss without .item(), lists of tensors, evaluation "
            "without no_grad); nvidia-smi shows other processes.",
        )
    lines.append(f"wanted {_gib(wanted)}, free {_gib(free)}: short by "
                 f"{_gib(max(wanted - free, 0))}")  # fmt: skip
    if held is not None and total is not None:
        lines.append(f"PyTorch holds {_gib(held)} of {_gib(total)}")
        other = total - free - held - (idle or 0)
        if other > 0.05 * total:
            lines.append(f"something else holds about {_gib(other)}: see nvidia-smi")
    step = "Halve the batch and accumulate gradients over two steps"
    if idle is not None and idle + free >= wanted:
        lines.append(
            f"{_gib(idle)} is reserved but not in use: enough, if in one piece"
        )
        step = (
            "PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True first, since it is in "
            "pieces; else halve the batch and accumulate gradients"
        )
    return Cause(
        f"The GPU's memory does not suffice at {case.place}: {_gib(wanted)} more is "
        f"wanted and {_gib(free)} is free.",
        0.97,
        details="\n".join(lines),
        test=f"{step}. Evaluation under torch.no_grad(); no tensors with gradients in "
        "lists (loss.item()).",
    )


RULES = (
    rule(
        "device-mismatch", "Tensors are on different devices", "RuntimeError",
        r"Expected all tensors to be on the same device, but found at least two "
        r"devices, (\S+) and (\S+?)!|Input type \((\S+)\) and weight type \((\S+)\) "
        r"should be the same",
        says(
            "Tensors on different devices meet at {place}: {0}",
            0.96,
            test="Move each batch where the model is: x = x.to(device); and tensors "
            "made inside forward with device=x.device.",
        ),
        question="Which one was not moved: the batch, the model, or a tensor made on "
        "the way?",
        example="RuntimeError: Expected all tensors to be on the same device, but "
        "found "
        "at least two devices, cuda:0 and cpu!",
    ),
    rule(
        "cuda-memory", "The GPU's memory does not suffice",
        "OutOfMemoryError RuntimeError", r"CUDA out of memory|MPS backend out of memory"
        r"|CUBLAS_STATUS_ALLOC_FAILED|CUDA error: out of memory", _memory,
        question="Does it fail in the first step, or does memory grow?",
        example="torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 "
        "GiB",
    ),
    rule(
        "device-assert", "An assertion on the GPU failed", "",
        r"device-side assert|Assertion [`'](?!t >= 0)(?!srcIndex).*failed",
        says(
            "An assertion on the GPU failed; the line in the traceback is not where.",
            0.8,
            test="CUDA_LAUNCH_BLOCKING=1 python … gives the right line; on the CPU the "
            "message is plain. Mostly an index or a label is out of range.",
        ),
        question="What does it say on the CPU?",
        example="RuntimeError: CUDA error: device-side assert triggered",
        sorts=(Sort.PYTHON, Sort.NATIVE),
    ),
    rule(
        "cuda-illegal", "Code on the GPU reached outside of its memory", "",
        r"illegal memory access|unspecified launch failure|misaligned address",
        says(
            "Code on the GPU reached outside of its memory: {0}. The line in the "
            "traceback is where it was noticed, and not where it was done.",
            0.88,
            test="CUDA_LAUNCH_BLOCKING=1 python … gives the right line; a self-made or "
            "compiled kernel there, or an index out of range, is the usual reason.",
        ),
        question="Which extension or kernel runs there, for which GPU is it built?",
        example="RuntimeError: CUDA error: an illegal memory access was encountered",
    ),
    rule(
        "cuda-missing", "PyTorch finds no GPU", "AssertionError RuntimeError",
        r"Torch not compiled with CUDA enabled|Found no NVIDIA driver"
        r"|No CUDA GPUs are available|invalid device ordinal",
        says(
            "PyTorch finds no such GPU here: {0}.",
            0.94,
            run="import torch\nprint(torch.__version__, torch.version.cuda, "
            "torch.cuda.is_available(), torch.cuda.device_count())",
            expected="A version with +cu…, True, and as many GPUs as are asked for",
        ),
        question="Does nvidia-smi show the GPU, and what is CUDA_VISIBLE_DEVICES?",
        example="AssertionError: Torch not compiled with CUDA enabled",
    ),
    rule(
        "cuda-driver", "Driver and CUDA do not fit each other", "RuntimeError",
        r"driver version is insufficient|no kernel image is available"
        r"|The NVIDIA driver on your system is too old|CUDA driver version",
        says(
            "The build of PyTorch and the GPU or its driver do not fit: {0}.",
            0.93,
            run="import torch\nprint(torch.__version__, torch.version.cuda, "
            "torch.cuda.get_arch_list())",
            expected="The GPU's architecture in the list",
        ),
        question="Which driver does nvidia-smi show?",
        example="RuntimeError: CUDA error: no kernel image is available for execution "
        "on the device",
    ),
    rule(
        "checkpoint-device", "A checkpoint of a GPU is loaded without one",
        "RuntimeError",
        r"Attempting to deserialize object on (?:a )?CUDA device"
        r"|Attempting to deserialize object on CUDA device (\d+)",
        says(
            "The checkpoint was saved on a GPU that is not here.",
            0.97,
            test='torch.load(path, map_location="cpu") at {place}.',
        ),
        question="Where will it run?",
        example="RuntimeError: Attempting to deserialize object on a CUDA device but "
        "torch.cuda.is_available() is False.",
    ),
    rule(
        "collective-timeout", "One process did not come to a common step", "",
        r"Watchdog caught collective operation timeout|NCCL operation.*timed? ?out"
        r"|Timed out waiting .* ranks?",
        says(
            "One process waited for the others in a common step, and they never came: "
            "a rank failed or went another way (an if on rank 0, data of different "
            "lengths).",
            0.88,
            test="Look at the other ranks' logs first; TORCH_DISTRIBUTED_DEBUG=DETAIL "
            "names the step in which they differ.",
        ),
        question="Which rank wrote last, and where was it?",
        example="[Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum"
        "=42, OpType=ALLREDUCE)",
        sorts=(Sort.PYTHON, Sort.TIMED_OUT),
    ),
    rule(
        "nccl-error", "The processes lost each other", "DistBackendError RuntimeError",
        r"NCCL (?:error|WARN)|ncclUnhandledCudaError|ncclSystemError|ncclRemoteError"
        r"|Connection closed by (?:remote )?peer",
        says(
            "The processes of a distributed run lost each other; mostly since another "
            "one failed before.",
            0.7,
            test="Find the first error among all ranks; if there is none, NCCL_DEBUG="
            "INFO shows network and versions.",
        ),
        question="Which rank failed first?",
        example="torch.distributed.DistBackendError: NCCL error in: x.cpp:1970, remote "
        "process exited or there was a network error",
    ),
    rule(
        "unused-parameters", "Parameters took no part in the loss", "RuntimeError",
        r"Expected to have finished reduction in the prior iteration",
        says(
            "Parameters took no part in the loss, and DistributedDataParallel waits "
            "for "
            "their gradients.",
            0.94,
            test="find_unused_parameters=True, or freeze or remove what is not used.",
        ),
        question="Which branch of the model was not gone through?",
        example="RuntimeError: Expected to have finished reduction in the prior "
        "iteration before starting a new one.",
    ),
)  # fmt: skip
