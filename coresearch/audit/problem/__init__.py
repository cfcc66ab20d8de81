"""What was tried, what was not, and what nobody has explained."""
