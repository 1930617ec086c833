"""Pictures made on the server: plain values in, SVG out, with the same values as a table beside it."""
