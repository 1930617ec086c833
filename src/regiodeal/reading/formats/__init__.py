"""One module per file format: bytes to lines."""
