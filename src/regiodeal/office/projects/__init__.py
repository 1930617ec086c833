"""Screens about projects."""
