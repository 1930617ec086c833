"""Screens about projects: the dossier of each, and the forms that keep it."""
