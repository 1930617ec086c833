"""Screens about trail."""
