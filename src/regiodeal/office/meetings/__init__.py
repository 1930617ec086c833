"""Screens about meetings."""
