"""Holds the data of a record against the standards that it follows, from its files alone."""
