"""Everything that the public sees, as pure functions of editions: no database, no clock, no settings."""
