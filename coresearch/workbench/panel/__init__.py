"""One question, several voices: blind views first, then what they come to."""
