"""Who may do what: users, and their roles per deal as one readable table."""
