"""Where a run's own files lie."""

from __future__ import annotations

RUNS = "runs"
"""Folder beside the journal. Of each run a folder that it is given to write to, and
while it goes on its lock and the outputs so far."""
