"""Where tasks run: what each engine must know, in five calls."""
