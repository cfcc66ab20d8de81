"""What columns and options are called that say which repetition it was."""

from __future__ import annotations

SEEDS = (
    "seed", "random_seed", "seed_id", "rng_seed", "random_state", "trial", "repeat",
    "replicate", "repetition", "fold", "run_idx", "run_index", "seeds", "rep",
)  # fmt: skip
"""In the order in which they are taken for it, where there are several."""
