"""Spreadsheets that people upload: opened, and kept until they confirm what was seen in them."""
