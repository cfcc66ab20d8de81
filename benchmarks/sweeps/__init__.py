"""Sweeps: what a thousand tasks cost, and what comes of those that are killed."""
