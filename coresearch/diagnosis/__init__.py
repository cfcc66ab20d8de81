"""What a failed run says: a log read into failures, and rules that explain them.

Pure functions of text and values, as the critic is: what they may know of files, runs
and packages they are given.
"""
