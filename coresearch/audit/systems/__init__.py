"""How far the results of a repository can be had again."""
