"""What the journal measures: pure functions of plain rows, each with its uncertainty.

Every one gives a `Figure`, which has a count and a 95 % interval, or a `CannotTell`,
which says how many more cases are needed. Nothing in here knows of files or clocks.
How often an assistant's suggestions were accepted is nowhere a measure of success.
"""
