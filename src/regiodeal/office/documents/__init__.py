"""Screens about documents."""
