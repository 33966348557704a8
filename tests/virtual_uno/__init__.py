"""The virtual Uno: the real firmware on a simulated board, for tests and for the bench."""
