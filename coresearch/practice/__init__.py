"""Short items to practise on without the assistant: made, chosen and scored by rule."""
