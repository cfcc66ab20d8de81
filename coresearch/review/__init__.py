"""What the journal teaches: pure functions over what is on record."""
