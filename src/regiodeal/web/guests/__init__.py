"""The event month as guests meet it: sign up, change, propose, say what it was like. No account, no cookie."""
