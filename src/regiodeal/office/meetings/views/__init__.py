"""Screens about meetings that are prepared."""
