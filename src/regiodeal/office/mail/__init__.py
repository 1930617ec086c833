"""Screens about mail."""
