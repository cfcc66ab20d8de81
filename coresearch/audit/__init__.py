"""What a repository shows of itself: how far its results can be had again, which cells
of its experiments are empty, whom it could harm. Pure functions of texts and runs."""
