"""Models: where they are, asking them, and listening to what they say."""
