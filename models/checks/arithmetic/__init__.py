"""Sums and what must hold between figures although no sentence says so, and values that cannot be."""
