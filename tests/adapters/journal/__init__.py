"""The journal over real SQLite files."""
