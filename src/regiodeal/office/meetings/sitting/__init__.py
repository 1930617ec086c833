"""Screens about a meeting that sits: who is there, interests, votes, decisions, and adopting the list."""
