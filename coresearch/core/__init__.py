"""What a suggestion, a decision and an edit are: frozen values and pure functions.

Nothing in here reads a file, a clock or a random number.
"""
