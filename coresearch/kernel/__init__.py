"""Jupyter kernels: found, started, spoken to, and never left behind."""
