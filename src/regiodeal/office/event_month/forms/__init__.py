"""Forms about event months."""
