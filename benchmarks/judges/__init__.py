"""Simulated people at their journals, of whom it is known what they are."""
