"""What is measured about coresearch: how well its critic reads, and how fast it is."""
