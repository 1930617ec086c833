"""Boundaries of municipalities: out of a public file, into outlines that are small enough to freeze."""
