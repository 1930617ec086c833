"""The screens: lists, taking in a file, and people."""
