"""Codes that no project can have, since the addresses of the office use these words."""

KEPT_CODES = frozenset({"nieuw", "register"})
