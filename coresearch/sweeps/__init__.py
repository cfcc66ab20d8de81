"""Tasks that run by themselves: the wrapper around each, and where they run."""
