"""What results say: tables of runs and of cases read into comparisons and readings.

Pure functions of values, as the critic is: what they may know of files, runs and the
journal they are given. Chance is drawn with a fixed seed, so that the same results
always say the same.
"""
