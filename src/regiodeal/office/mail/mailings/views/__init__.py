"""The screens: which mailings there are, writing one, sending it, and its deliveries."""
