"""What a run finds around itself: what it is given, and what the record has of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coresearch.core.runs import RunKind, RunRequest, is_secret_name
from coresearch.kernel.python import Surroundings

_NAMES = (
    "CUDA_", "NVIDIA_", "HIP_", "ROCR_", "OMP_", "MKL_", "OPENBLAS_", "XLA_", "JAX_",
    "TORCH_", "PYTORCH_", "TF_", "HF_", "TRANSFORMERS_", "WANDB_MODE", "MLFLOW_",
    "PYTHON", "VIRTUAL_ENV", "CONDA_", "LANG", "LC_", "TZ", "SLURM_", "PBS_", "LSB_",
    "MASTER_", "WORLD_SIZE", "RANK", "LOCAL_RANK", "LD_LIBRARY_PATH", "CORESEARCH_",
)  # fmt: skip
"""How the names of variables begin that change what code computes."""


def environ_for(request: RunRequest, given: Path) -> dict[str, str]:
    """The environment of a run that may write to the folder `given`."""
    environ = {**os.environ, **request.variables}
    if request.seed is not None:
        environ["CORESEARCH_SEED"] = str(request.seed)
    if "PYTHONHASHSEED" not in environ:
        # Chosen and on record, so that the order of sets can be had again.
        chosen = secrets.randbits(32) if request.seed is None else request.seed
        environ["PYTHONHASHSEED"] = str(chosen % 2**32)
    environ["CORESEARCH_RUN_DIR"] = str(given)
    return environ


def surroundings(
    request: RunRequest,
    cells: int,
    top: Path | None,
    extra: Mapping[str, Any],
    stack: str = "",
) -> Surroundings:
    """What a Python kernel is told before the `cells` of a run.

    `top` is the repository's folder, None where the kernel does not see it: a script
    then bears the name that it has in the repository. `extra` is for a kernel that was
    not started for this run. `stack` is the file for its stack.
    """
    is_file = request.kind is RunKind.SCRIPT and bool(request.path)
    file, folder = request.path if is_file else "", ""
    if top is not None:
        file = str(top / request.path) if is_file else ""
        folder = str(Path(file).parent if is_file else top / request.cwd)
    return Surroundings(
        argv=[file or "-c", *request.arguments],
        file=file,
        source=request.code if is_file else "",
        folder=folder,
        shows_values=request.kind is RunKind.NOTEBOOK or cells > 1,
        seed=request.seed,
        stack=stack if top is not None else "",
        **extra,
    )


def recorded_variables(environ: Mapping[str, str]) -> dict[str, str | None]:
    """The variables that matter, by name; None for a value that may be secret."""
    return {
        name: None if is_secret_name(name) else value
        for name, value in sorted(environ.items())
        if name.startswith(_NAMES)
    }
