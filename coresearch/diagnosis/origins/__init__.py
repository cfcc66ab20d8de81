"""Where a value in a failing line comes from: code, config and data of the repository.

Nothing is run: names are followed back through assignments, calls of the project's own
functions and the files that these read, as far as that is plain to see. What is not is
unknown (None), and then nothing is said.
"""
