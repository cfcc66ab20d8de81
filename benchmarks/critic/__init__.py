"""How well the offline critic finds planted flaws, and leaves sound plans alone."""
