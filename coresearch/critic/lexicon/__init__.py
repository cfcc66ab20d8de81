"""What plans speak of, in all the words for it: one module for each field of meaning.

A concept that only one rule needs stands with its rule; one that several share stands
here. A word belongs into a concept if a careful reader would take it for that in the
middle of any plan; what depends on its neighbours is put together in the rule.
"""
