"""What the commands that ask a model do where there is none."""
