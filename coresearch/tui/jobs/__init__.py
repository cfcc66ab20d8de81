"""What takes a while, each in a thread of its own: replies, runs, other work."""
