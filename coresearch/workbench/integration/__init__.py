"""From a result to its use: a model card, a data sheet, a check for drift."""
