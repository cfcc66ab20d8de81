"""What the critic learnt from examples, beside what its rules were told.

A rule knows the words that its author thought of. Thousands of sentences, flawed and
sound, were written for the rules by others; from them a weight was learnt for every
word and pair of words, so that a sentence which nobody foresaw is judged by its words
together. The weights are a table (`weights.json`) that ships with the program: nothing
is learnt while it runs, and the same sentence is judged alike everywhere.
"""
