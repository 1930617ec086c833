"""The only writers of the mailing room."""
