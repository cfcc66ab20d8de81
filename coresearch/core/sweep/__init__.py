"""What a sweep is: a list of tasks, the same script with other seeds and settings."""
