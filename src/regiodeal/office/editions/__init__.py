"""Screens about editions."""
