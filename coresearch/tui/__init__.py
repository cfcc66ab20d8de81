"""The terminal interface: what a person sees and presses. It decides nothing itself."""
