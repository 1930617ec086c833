"""The pages: signing up, what one signed up for, proposing a session, and saying what it was like."""
