"""Screens about event months."""
