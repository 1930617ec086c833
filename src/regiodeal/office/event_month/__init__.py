"""The event month as the office makes it: its programme, who comes, and what came of it."""
