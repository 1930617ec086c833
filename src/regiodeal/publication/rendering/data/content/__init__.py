"""The tables of open data, by what they are about: their columns, and their rows from the catalogue."""
