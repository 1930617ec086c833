"""Screens about members."""
