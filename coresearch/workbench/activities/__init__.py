"""The activities that look at the whole repository: problem, systems, safety."""
