"""Screens about one's own account."""
