"""Lists, who is on them and on what ground, and all that is kept of one person."""
