"""Mail as its readers meet it: sign up, confirm, leave, and see what is kept. No account, no cookie, no script."""
