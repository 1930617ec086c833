"""The list of all projects: search, filter, sort, and save what you see."""
