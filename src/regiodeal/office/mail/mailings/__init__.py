"""Screens about mailings: write one, look at it, send it, and see what became of it."""
