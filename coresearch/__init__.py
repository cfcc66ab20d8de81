"""coresearch: a pair-research assistant for the terminal.

Every submodule import executes this file, so it imports nothing.
"""

__version__ = "0.1.0"
