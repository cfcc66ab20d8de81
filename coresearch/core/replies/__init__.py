"""What a model's reply says: prose, suggestions, and what could not be read."""
