"""The Maand van de Regio: a programme of sessions, who comes to them, and what they thought of it."""
